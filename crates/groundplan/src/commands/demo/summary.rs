use std::path::Path;
use std::time::Duration;

use groundplan_ops::demo::Survey;

use crate::invocation;
use crate::settings::Context;

/// What the demo came to.
pub(super) struct Summary<'a> {
    pub(super) survey: &'a Survey,
    pub(super) steps: Vec<(&'static str, Duration)>,
}

impl Summary<'_> {
    pub(super) fn text(&self) -> String {
        let accounts = &self.survey.accounts;
        let vpcs: usize = accounts.iter().map(|account| account.vpcs.len()).sum();
        let mut text = format!("{} accounts, {vpcs} VPCs, {} resources.\n\n", accounts.len(), self.survey.resources);
        let width = accounts.iter().map(|account| account.name.len()).max().unwrap_or_default();
        for account in accounts {
            let networks =
                account.vpcs.iter().map(|vpc| format!("VPC {} {} in {} ({})", vpc.name, vpc.cidr, vpc.region, vpc.id));
            let networks: Vec<String> = networks.collect();
            let line = format!("  {:width$}  {}  {}", account.name, account.id, networks.join(", "));
            text.push_str(&format!("{}\n", line.trim_end()));
        }
        text.push('\n');
        for entrance in &self.survey.entrances {
            let front = entrance.front_door.as_deref().unwrap_or("none");
            let vpn = entrance.vpn.as_deref().unwrap_or("none");
            let dashboard = entrance.dashboard.as_deref().unwrap_or("none");
            text.push_str(&format!(
                "  {}: front door {front}, VPN {vpn}, dashboard {dashboard}\n",
                entrance.environment
            ));
        }
        text.push('\n');
        let width = self.steps.iter().map(|(title, _)| title.len()).max().unwrap_or_default();
        for (title, took) in &self.steps {
            text.push_str(&format!("  {title:width$}  {:6.1} s\n", took.as_secs_f64()));
        }
        let total: Duration = self.steps.iter().map(|(_, took)| *took).sum();
        text.push_str(&format!("  {:width$}  {:6.1} s\n", "together", total.as_secs_f64()));
        text
    }
}

/// What to type next.
pub(super) fn next(dir: &Path, context: &Context) -> String {
    let here = |words: &[&str]| {
        let dir = context.shown(dir);
        let words = ["-C", &dir, "--sandbox"].into_iter().chain(words.iter().copied());
        invocation::command(words.map(str::to_owned))
    };
    let vpc = "dev/us-west-2/dev/networking/vpc";
    let file = context.shown(&dir.join("dev/us-west-2/terragrunt.stack.hcl"));
    let sandbox = invocation::command(["sandbox".to_owned(), "down".to_owned()]);
    let mut end = vec!["demo".to_owned(), "--destroy".to_owned()];
    if dir != Path::new("groundplan-demo") {
        end.push(dir.display().to_string());
    }
    format!(
        "\nThe local AWS goes on running. Look around:\n    {}\n    {}\n    {}\n\
         Change something, for instance size in {file}, and see what that would do:\n    {}\n    {}\n\
         Take it all down, and stop the local AWS:\n    {}\n    {sandbox}\n",
        here(&["state", "list"]),
        here(&["output", "--unit", vpc]),
        here(&["show", "--unit", vpc]),
        here(&["plan"]),
        here(&["apply"]),
        invocation::command(end),
    )
}
