//! The questionnaire. Each question has an answer on Enter; what an option said is not asked.

use std::fmt::Display;
use std::io::{IsTerminal as _, stderr, stdin};

use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use dialoguer::{Confirm, Input, MultiSelect, Select};
use groundplan_init::Given;
use groundplan_init::answers::rules::{self, Verdict};
use groundplan_init::answers::{
    Cache, Cluster, Database, GivenEnvironment, Person, REGIONS, Size, StateStore, usual_environments,
};
use indexmap::IndexMap;

/// Whether there is somebody to ask.
pub(super) fn possible() -> bool {
    stdin().is_terminal() && stderr().is_terminal()
}

/// Asks on the terminal of standard error.
pub(super) struct Questions {
    theme: Box<dyn Theme>,
}

impl Questions {
    pub(super) fn new(color: bool) -> Self {
        Self { theme: if color { Box::new(ColorfulTheme::default()) } else { Box::new(SimpleTheme) } }
    }

    /// Asks for all that is not given.
    pub(super) fn ask(&self, given: &mut Given, folder: Option<&str>) -> dialoguer::Result<()> {
        let company = match given.company.clone() {
            Some(company) => company,
            None => self.text("Company (short: names of buckets begin with it)", folder, rules::company)?,
        };
        given.company = Some(company.clone());
        if given.domain.is_none() {
            let usual = format!("{company}.example");
            given.domain = Some(self.text("Domain", Some(&usual), rules::domain)?);
        }
        let domain = given.domain.clone().unwrap_or_default();
        if given.email.is_none() {
            let usual = format!("aws+{{account}}@{domain}");
            given.email = Some(self.text("E-mail of each account", Some(&usual), rules::email_pattern)?);
        }
        if given.region.is_none() {
            let regions: Vec<&str> = REGIONS.iter().map(|(name, _)| *name).collect();
            let usual = regions.iter().position(|name| *name == "us-west-2").unwrap_or(0);
            given.region = Some(self.choice("Home region", &regions, usual)?.to_owned());
        }
        if given.states.is_none() {
            let question = "States (s3: a bucket of the management account; local: this folder, to try things out)";
            given.states = Some(self.choice(question, StateStore::ALL, 0)?);
        }
        self.environments(given)?;
        if given.vpn_allow.is_none() {
            let rule = |text: &str| list(text).iter().try_for_each(|network| rules::vpn_client(network));
            let question = "Networks that may reach the VPN, with commas between them (none: no VPN)";
            given.vpn_allow = Some(list(&self.text(question, Some(""), rule)?));
        }
        if given.github_organization.is_none() {
            let organization = self.text("GitHub organization", Some(&company), rules::github_organization)?;
            given.github_organization = Some(organization);
        }
        if given.repository.is_none() {
            given.repository = Some(self.text("GitHub repository", Some("infrastructure-live"), rules::repository)?);
        }
        if given.administrator.is_none() {
            let usual = format!("jane.doe@{domain}");
            let email = self.text("Who signs in first: e-mail", Some(&usual), rules::email)?;
            let given_name = self.text("Who signs in first: given name", Some("Jane"), rules::line)?;
            let family_name = self.text("Who signs in first: family name", Some("Doe"), rules::line)?;
            given.administrator = Some(Person { email, given_name, family_name });
        }
        Ok(())
    }

    /// Whether somebody agrees.
    pub(super) fn agreed(&self, question: &str) -> dialoguer::Result<bool> {
        Confirm::with_theme(&*self.theme).with_prompt(question).default(true).interact()
    }

    fn environments(&self, given: &mut Given) -> dialoguer::Result<()> {
        if given.environments.is_none() {
            let rule = |text: &str| match list(text) {
                names if names.is_empty() => Err("must be at least one".to_owned()),
                names => names.iter().try_for_each(|name| rules::environment(name)),
            };
            let question = "Environments, with commas between them (an account each)";
            let names = list(&self.text(question, Some("dev, stage, prod"), rule)?);
            let mut environments: IndexMap<String, GivenEnvironment> =
                names.into_iter().map(|name| (name, GivenEnvironment::default())).collect();
            let names: Vec<String> = environments.keys().cloned().collect();
            let usual: Vec<bool> = names.iter().map(|name| name.starts_with("prod")).collect();
            let productive = MultiSelect::with_theme(&*self.theme)
                .with_prompt("Productive ones (several zones, protection against deletion; Space chooses)")
                .items(&names)
                .defaults(&usual)
                .interact()?;
            for (index, (name, environment)) in environments.iter_mut().enumerate() {
                let production = productive.contains(&index);
                environment.production = Some(production);
                environment.size = Some(self.choice(&format!("Size of {name}"), Size::ALL, usize::from(production))?);
            }
            given.environments = Some(environments);
        }
        let environments = given.environments.get_or_insert_with(usual_environments);
        let all_say = |says: fn(&GivenEnvironment) -> bool| environments.values().all(says);
        if given.cluster.is_none() && !all_say(|environment| environment.cluster.is_some()) {
            given.cluster = Some(self.choice("Services run on", Cluster::ALL, 0)?);
        }
        if given.database.is_none() && !all_say(|environment| environment.database.is_some()) {
            given.database = Some(self.choice("Database", Database::ALL, 0)?);
        }
        if given.cache.is_none() && !all_say(|environment| environment.cache.is_some()) {
            given.cache = Some(self.choice("Cache", Cache::ALL, 0)?);
        }
        Ok(())
    }

    /// A line; `usual` on Enter.
    fn text(&self, question: &str, usual: Option<&str>, rule: impl Fn(&str) -> Verdict) -> dialoguer::Result<String> {
        let check = |text: &String| rule(text.trim()).map_err(|message| format!("This {message}."));
        let mut input = Input::<String>::with_theme(&*self.theme).with_prompt(question).validate_with(check);
        if let Some(usual) = usual {
            input = input.default(usual.to_owned()).allow_empty(usual.is_empty()).show_default(!usual.is_empty());
        }
        Ok(input.interact_text()?.trim().to_owned())
    }

    fn choice<T: Display + Copy>(&self, question: &str, all: &[T], usual: usize) -> dialoguer::Result<T> {
        let select = Select::with_theme(&*self.theme).with_prompt(question).items(all).default(usual).max_length(8);
        // It gives a place in the list that it was given.
        Ok(all[select.interact()?])
    }
}

fn list(text: &str) -> Vec<String> {
    text.split([',', ' ']).map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}
