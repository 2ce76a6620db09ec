use std::io::IsTerminal;

use async_trait::async_trait;
use groundplan_diag::Diagnostic;
use groundplan_ops::{ProviderReplacement, Replaced};

use super::{changing, shown};
use crate::cli::ReplaceProviderArgs;
use crate::exit::Exit;
use crate::problem::Problem;
use crate::question;
use crate::settings::Context;
use crate::terminal::Screen;

/// `state replace-provider`
pub(super) async fn run(context: &Context, args: &ReplaceProviderArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    if !args.auto_approve && !std::io::stdin().is_terminal() {
        return Err(Diagnostic::error("Approval not possible")
            .detail("Approval is asked for on a terminal, and standard input is none. Nothing was done.")
            .help("approve beforehand with `--auto-approve`")
            .into());
    }
    let settings = changing(context, &args.lock).await?;
    let mut ask = Ask { approved: args.auto_approve, failed: None, screen };
    let replaced = groundplan_ops::state_replace_provider(&settings, &args.from, &args.to, &mut ask).await?;
    if let Some(error) = ask.failed {
        return Err(error.into());
    }
    let text = match (replaced.resources.len(), replaced.done) {
        (0, _) => "No matching resources found.\n".to_owned(),
        (count, true) => format!("Successfully replaced provider for {count} resources.\n"),
        (_, false) => "Cancelled. Nothing was changed.\n".to_owned(),
    };
    screen.data(&text)?;
    Ok(Exit::Ok)
}

/// Shows what would be done, and asks unless it is approved already.
struct Ask<'a> {
    approved: bool,
    failed: Option<Diagnostic>,
    screen: &'a mut Screen,
}

#[async_trait]
impl ProviderReplacement for Ask<'_> {
    async fn approve(&mut self, proposed: &Replaced) -> bool {
        let mut text = format!(
            "The states will say of {} resources that their provider is\n  - {}\n  + {}\n\n",
            proposed.resources.len(),
            proposed.from,
            proposed.to
        );
        for (unit, resource) in &proposed.resources {
            text.push_str(&format!("  {}\n", shown(unit, resource)));
        }
        text.push('\n');
        if let Err(error) = self.screen.data(&text) {
            self.failed = Some(error);
            return false;
        }
        if self.approved {
            return true;
        }
        self.screen.talk("Do you want to make these changes? Only 'yes' will be accepted.\n\n  Enter a value: ");
        question::answer().await.trim() == "yes"
    }
}
