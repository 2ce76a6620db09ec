use std::io::Read;
use std::path::PathBuf;

use groundplan_diag::Diagnostic;
use groundplan_state::{State, UnitState, check_push};

use super::edit::Editing;
use super::pull::only_unit;
use crate::{Failure, Settings};

/// Where a state to store comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PushSource {
    /// A file, absolute.
    File(PathBuf),
    /// Standard input.
    Input,
}

/// Stores a state of Terraform's format as a unit's. Unless forced, one of another history or an older one is refused.
///
/// # Errors
/// When it is no state, or refused, or there are several units and none is named, or the unit's state cannot be read, locked
/// or written.
pub async fn state_push(
    settings: &Settings,
    source: &PushSource,
    unit: Option<&str>,
    force: bool,
) -> Result<(), Failure> {
    let state = read(source)?;
    let editing = Editing::begin(settings, "state-push").await?;
    let result = run(&editing, state, unit, force).await;
    editing.end(result).await
}

async fn run(editing: &Editing, state: State, unit: Option<&str>, force: bool) -> Result<(), Diagnostic> {
    let at = only_unit(editing.project(), unit)?;
    let Some((_, recorder)) = editing.units().nth(at) else { return Ok(()) };
    // What a killed run left is stored first, so that nothing of it waits for a state that is gone.
    recorder.save().await.map_err(|error| cannot(&error.to_string(), error.help()))?;
    if !force {
        allowed(recorder, &state)?;
    }
    recorder.overwrite(state).await.map_err(|error| cannot(&error.to_string(), error.help()))
}

fn allowed(recorder: &UnitState, state: &State) -> Result<(), Diagnostic> {
    let stored = recorder.current();
    check_push(Some(&stored), state).map_err(|refusal| {
        Diagnostic::error("State refused")
            .detail(format!("This state may not take the place of the stored one: {refusal}. Nothing was changed."))
            .help("if the stored state is to be given up all the same, push with `--force`")
    })
}

fn cannot(why: &str, help: &str) -> Diagnostic {
    Diagnostic::error("State cannot be stored").detail(format!("{why}.")).help(help)
}

fn read(source: &PushSource) -> Result<State, Diagnostic> {
    let mut bytes = Vec::new();
    let (name, read) = match source {
        PushSource::File(path) => (path.display().to_string(), std::fs::read(path).map(|read| bytes = read)),
        PushSource::Input => ("standard input".to_owned(), std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ())),
    };
    read.map_err(|error| Diagnostic::error("State cannot be read").detail(format!("{name}: {error}.")))?;
    State::decode(&bytes).map_err(|error| {
        Diagnostic::error("State cannot be read").detail(format!("{name}: {error}.")).help(error.help())
    })
}
