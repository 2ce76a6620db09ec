use indexmap::IndexMap;
use ipnet::Ipv4Net;
use serde::Deserialize;

use super::{
    Answers, Cache, Cluster, Contact, Database, Environment, GivenEnvironment, Person, Size, StateStore, ordered, rules,
};

/// What somebody said, by options, in a file or when asked. What is not said has a default, but for the company's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in Answers")]
pub struct Given {
    pub company: Option<String>,
    pub domain: Option<String>,
    pub email: Option<String>,
    pub region: Option<String>,
    pub regions: Option<Vec<String>>,
    pub states: Option<StateStore>,
    pub github_organization: Option<String>,
    pub repository: Option<String>,
    pub vpn_allow: Option<Vec<String>>,
    pub administrator: Option<Person>,
    pub contact: Option<Contact>,
    /// Of environments that do not say it themselves.
    pub cluster: Option<Cluster>,
    /// Of environments that do not say it themselves.
    pub database: Option<Database>,
    /// Of environments that do not say it themselves.
    pub cache: Option<Cache>,
    #[serde(default, deserialize_with = "ordered::deserialize")]
    pub environments: Option<IndexMap<String, GivenEnvironment>>,
}

impl Given {
    /// What the example company says: no bucket is left behind by its states, and it has a VPN.
    #[must_use]
    pub fn example() -> Self {
        Self {
            company: Some("acme".to_owned()),
            states: Some(StateStore::Local),
            vpn_allow: Some(vec!["203.0.113.0/24".to_owned()]),
            ..Self::default()
        }
    }

    /// What was said here, and for the rest what was said there. Environments are taken together, entry by entry.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        Self {
            company: self.company.or(other.company),
            domain: self.domain.or(other.domain),
            email: self.email.or(other.email),
            region: self.region.or(other.region),
            regions: self.regions.or(other.regions),
            states: self.states.or(other.states),
            github_organization: self.github_organization.or(other.github_organization),
            repository: self.repository.or(other.repository),
            vpn_allow: self.vpn_allow.or(other.vpn_allow),
            administrator: self.administrator.or(other.administrator),
            contact: self.contact.or(other.contact),
            cluster: self.cluster.or(other.cluster),
            database: self.database.or(other.database),
            cache: self.cache.or(other.cache),
            environments: environments_over(self.environments, other.environments),
        }
    }

    /// All answers; what was not said gets its default. None when the company's name, which has none, is missing.
    #[must_use]
    pub fn complete(self) -> Option<Answers> {
        let company = self.company?;
        let domain = self.domain.unwrap_or_else(|| format!("{company}.example"));
        let region = self.region.unwrap_or_else(|| "us-west-2".to_owned());
        let email = self.email.unwrap_or_else(|| format!("aws+{{account}}@{domain}"));
        let mail_domain = email.rsplit_once('@').map_or(domain.clone(), |(_, domain)| domain.to_owned());
        let given = self.environments.unwrap_or_else(usual_environments);
        let common = Common { region: &region, cluster: self.cluster, database: self.database, cache: self.cache };
        let mut networks = Networks::of(&given);
        let mut environments = IndexMap::new();
        for (name, environment) in given {
            let app = environment.cidr_block.clone().unwrap_or_else(|| networks.take(0, 16));
            let mgmt = environment.mgmt_cidr_block.clone().unwrap_or_else(|| networks.take(1, 20));
            environments.insert(name.clone(), common.environment(&name, environment, app, mgmt));
        }
        Some(Answers {
            regions: self.regions.unwrap_or_else(|| regions_of(&region, &environments)),
            states: self.states.unwrap_or(StateStore::S3),
            github_organization: self.github_organization.unwrap_or_else(|| company.clone()),
            repository: self.repository.unwrap_or_else(|| "infrastructure-live".to_owned()),
            vpn_allow: self.vpn_allow.unwrap_or_default(),
            administrator: self.administrator.unwrap_or_else(|| somebody(&mail_domain)),
            contact: self.contact.unwrap_or_else(|| some_contact(&company)),
            company,
            domain,
            email,
            region,
            environments,
        })
    }
}

/// What environments that do not say it themselves have.
struct Common<'a> {
    region: &'a str,
    cluster: Option<Cluster>,
    database: Option<Database>,
    cache: Option<Cache>,
}

impl Common<'_> {
    fn environment(&self, name: &str, given: GivenEnvironment, app: String, mgmt: String) -> Environment {
        let production = given.production.unwrap_or_else(|| name.starts_with("prod"));
        Environment {
            account: given.account.unwrap_or_else(|| name.to_owned()),
            region: given.region.unwrap_or_else(|| self.region.to_owned()),
            cidr_block: app,
            mgmt_cidr_block: mgmt,
            size: given.size.unwrap_or(if production { Size::Medium } else { Size::Small }),
            production,
            cluster: given.cluster.or(self.cluster).unwrap_or(Cluster::Ecs),
            database: given.database.or(self.database).unwrap_or(Database::AuroraPostgresql),
            cache: given.cache.or(self.cache).unwrap_or(Cache::Valkey),
        }
    }
}

/// Three environments, as most companies have them.
#[must_use]
pub fn usual_environments() -> IndexMap<String, GivenEnvironment> {
    ["dev", "stage", "prod"].map(|name| (name.to_owned(), GivenEnvironment::default())).into_iter().collect()
}

/// The networks that are taken.
struct Networks(Vec<Ipv4Net>);

impl Networks {
    /// Those that were said, before any is chosen.
    fn of(given: &IndexMap<String, GivenEnvironment>) -> Self {
        let said = given.values().flat_map(|environment| [&environment.cidr_block, &environment.mgmt_cidr_block]);
        Self(said.flatten().filter_map(|block| block.parse().ok()).collect())
    }

    /// The next block of 10.0.0.0/8 that overlaps with none, of every second /16.
    fn take(&mut self, first: u8, length: u8) -> String {
        let blocks = (first..=254).step_by(2).filter_map(|second| format!("10.{second}.0.0/{length}").parse().ok());
        let free = |block: &Ipv4Net| !self.0.iter().any(|other| rules::overlap(other, block));
        // With every block taken, the check says which two overlap.
        let block = blocks.into_iter().find(free).unwrap_or_default();
        self.0.push(block);
        block.to_string()
    }
}

fn regions_of(home: &str, environments: &IndexMap<String, Environment>) -> Vec<String> {
    let all = environments.values().map(|environment| environment.region.as_str());
    let all: std::collections::BTreeSet<&str> = all.chain([home, "us-east-1"]).collect();
    all.into_iter().map(str::to_owned).collect()
}

fn somebody(mail_domain: &str) -> Person {
    Person { email: format!("jane.doe@{mail_domain}"), given_name: "Jane".to_owned(), family_name: "Doe".to_owned() }
}

fn some_contact(company: &str) -> Contact {
    let mut letters = company.chars();
    let company_name = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    Contact {
        company_name,
        phone_number: "+12025550100".to_owned(),
        address_line_1: "1 Main Street".to_owned(),
        city: "San Francisco".to_owned(),
        state_or_region: "California".to_owned(),
        postal_code: "94105".to_owned(),
        country_code: "US".to_owned(),
    }
}

fn environments_over(
    these: Option<IndexMap<String, GivenEnvironment>>,
    those: Option<IndexMap<String, GivenEnvironment>>,
) -> Option<IndexMap<String, GivenEnvironment>> {
    let (Some(mut these), Some(mut those)) = (these.clone(), those.clone()) else { return these.or(those) };
    for (name, environment) in &mut these {
        if let Some(other) = those.shift_remove(name) {
            let this = std::mem::take(environment);
            *environment = GivenEnvironment {
                account: this.account.or(other.account),
                region: this.region.or(other.region),
                cidr_block: this.cidr_block.or(other.cidr_block),
                mgmt_cidr_block: this.mgmt_cidr_block.or(other.mgmt_cidr_block),
                size: this.size.or(other.size),
                production: this.production.or(other.production),
                cluster: this.cluster.or(other.cluster),
                database: this.database.or(other.database),
                cache: this.cache.or(other.cache),
            };
        }
    }
    Some(these)
}
