use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::Serialize;

use crate::answers::{Answers, Environment, zones};

/// What the templates see: the answers, and what follows from them.
#[derive(Debug, Serialize)]
pub(super) struct View<'a> {
    #[serde(flatten)]
    answers: &'a Answers,
    /// The member accounts, as `company.hcl` has them.
    accounts: Vec<Account>,
    /// The environments in their order; a map in a template has none.
    named_environments: Vec<NamedEnvironment<'a>>,
    /// The zones of each region.
    zones: BTreeMap<&'a str, Vec<String>>,
    mail_domain: &'a str,
    email_example: String,
    state_bucket: Option<String>,
    pub(super) environment_files: Vec<EnvironmentFile<'a>>,
}

#[derive(Debug, Serialize)]
struct Account {
    name: String,
    stack: &'static str,
    budget_usd: u32,
    email: String,
    unit: &'static str,
}

/// The file of the environments that lie in one account and region.
#[derive(Debug, Serialize)]
pub(super) struct EnvironmentFile<'a> {
    pub(super) path: String,
    dir: String,
    /// The environments' names, for readers.
    names: String,
    environments: Vec<NamedEnvironment<'a>>,
    vpn_allow: &'a [String],
}

#[derive(Debug, Serialize)]
struct NamedEnvironment<'a> {
    name: &'a str,
    #[serde(flatten)]
    environment: &'a Environment,
}

/// The files of the environments, in the order in which the environments were named.
fn environment_files(answers: &Answers) -> Vec<EnvironmentFile<'_>> {
    let mut by_dir: IndexMap<String, Vec<NamedEnvironment<'_>>> = IndexMap::new();
    for (name, environment) in &answers.environments {
        let dir = format!("{}/{}", environment.account, environment.region);
        by_dir.entry(dir).or_default().push(NamedEnvironment { name, environment });
    }
    let files = by_dir.into_iter().map(|(dir, environments)| EnvironmentFile {
        path: format!("{dir}/terragrunt.stack.hcl"),
        names: environments.iter().map(|environment| environment.name).collect::<Vec<_>>().join(", "),
        dir,
        environments,
        vpn_allow: &answers.vpn_allow,
    });
    files.collect()
}

impl<'a> View<'a> {
    pub(super) fn new(answers: &'a Answers) -> Self {
        let account = |name: &str, stack, budget_usd, unit| Account {
            name: name.to_owned(),
            stack,
            budget_usd,
            email: answers.email_of(name),
            unit,
        };
        let mut accounts = vec![
            account("logs", "logs", 500, "security"),
            account("security", "security", 500, "security"),
            account("shared-services", "shared-services", 500, "infrastructure"),
        ];
        for (name, production) in answers.workload_accounts() {
            let (budget_usd, unit) = if production { (8000, "workloads/prod") } else { (2000, "workloads/non-prod") };
            accounts.push(account(name, "workload-account", budget_usd, unit));
        }
        Self {
            accounts,
            named_environments: answers
                .environments
                .iter()
                .map(|(name, environment)| NamedEnvironment { name, environment })
                .collect(),
            zones: answers.regions.iter().map(|region| (region.as_str(), zones(region))).collect(),
            mail_domain: answers.mail_domain(),
            email_example: answers.email_of("logs"),
            state_bucket: answers.state_bucket(),
            environment_files: environment_files(answers),
            answers,
        }
    }
}
