use async_trait::async_trait;
use groundplan_address::{ProviderAddr, ResourceAddr};
use groundplan_diag::Diagnostic;
use groundplan_state::State;

use super::edit::Editing;
use crate::{Failure, Settings};

/// What `state replace-provider` did, or would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The provider that was named.
    pub from: String,
    /// The one that takes its place.
    pub to: String,
    /// The resources, with their units.
    pub resources: Vec<(String, ResourceAddr)>,
    /// Whether it was approved and done.
    pub done: bool,
}

/// Decides whether a provider is replaced.
#[async_trait]
pub trait ProviderReplacement: Send {
    /// Looks at what would be done, and says whether to do it.
    async fn approve(&mut self, proposed: &Replaced) -> bool;
}

/// Says in the states that resources are another provider's from now on: `NAMESPACE/TYPE`, or with its host.
///
/// # Errors
/// When an address is none, or states cannot be read, locked or written.
pub async fn state_replace_provider(
    settings: &Settings,
    from: &str,
    to: &str,
    approve: &mut dyn ProviderReplacement,
) -> Result<Replaced, Failure> {
    let (from, to) = (provider(from)?, provider(to)?);
    let editing = Editing::begin(settings, "state-replace-provider").await?;
    let result = run(&editing, &from, &to, approve).await;
    editing.end(result).await
}

fn provider(text: &str) -> Result<ProviderAddr, Diagnostic> {
    ProviderAddr::parse(text).map_err(|error| {
        Diagnostic::error("Invalid provider address")
            .detail(format!("{error}."))
            .help("a provider is written NAMESPACE/TYPE or HOST/NAMESPACE/TYPE, as hashicorp/aws")
    })
}

async fn run(
    editing: &Editing,
    from: &ProviderAddr,
    to: &ProviderAddr,
    approve: &mut dyn ProviderReplacement,
) -> Result<Replaced, Diagnostic> {
    let mut replaced = Replaced { from: from.to_string(), to: to.to_string(), resources: Vec::new(), done: false };
    let mut changed: Vec<(usize, State)> = Vec::new();
    for (at, (unit, recorder)) in editing.units().enumerate() {
        let mut state = recorder.current();
        let resources = state.replace_provider(from, to);
        if !resources.is_empty() {
            replaced.resources.extend(resources.into_iter().map(|addr| (unit.path.to_string(), addr)));
            changed.push((at, state));
        }
    }
    if changed.is_empty() || !approve.approve(&replaced).await {
        return Ok(replaced);
    }
    for (at, state) in changed {
        if let Some((_, recorder)) = editing.units().nth(at) {
            editing.store(recorder, state).await?;
        }
    }
    replaced.done = true;
    Ok(replaced)
}
