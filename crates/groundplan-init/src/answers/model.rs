use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::{Environment, StateStore, ordered};

/// All that a repository is made from. Serialized, it is an answers file that makes the same repository again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answers {
    /// The company's short name: names of buckets and topics begin with it.
    pub company: String,
    /// The domain whose names point to what the company runs.
    pub domain: String,
    /// The e-mail address of an account's root user, with `{account}` for the account's name.
    pub email: String,
    /// The region in which the company is at home.
    pub region: String,
    /// All regions that may be used, in alphabetical order. Certificates of CloudFront and health checks live in us-east-1.
    pub regions: Vec<String>,
    /// Where states are kept.
    pub states: StateStore,
    /// The GitHub organization whose workflows plan and apply.
    pub github_organization: String,
    /// The GitHub repository that this is.
    pub repository: String,
    /// The networks from which the VPN may be reached. None: there is no VPN server.
    pub vpn_allow: Vec<String>,
    /// Who signs in first, with full access.
    pub administrator: Person,
    /// Whom AWS writes to.
    pub contact: Contact,
    /// What the company runs, by name.
    #[serde(serialize_with = "ordered::serialize")]
    pub environments: IndexMap<String, Environment>,
}

/// Somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The e-mail address, which is the user's name too.
    pub email: String,
    /// The given name.
    pub given_name: String,
    /// The family name.
    pub family_name: String,
}

/// Whom AWS writes to, as its account management has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The company's name in full.
    pub company_name: String,
    /// In international form: `+12025550100`.
    pub phone_number: String,
    /// Street and number.
    pub address_line_1: String,
    /// The city.
    pub city: String,
    /// The state, province or region.
    pub state_or_region: String,
    /// The postal code.
    pub postal_code: String,
    /// Two letters (ISO 3166).
    pub country_code: String,
}

/// The accounts that every company has, beside those of its environments.
pub(crate) const OWN_ACCOUNTS: [&str; 4] = ["management", "logs", "security", "shared-services"];

impl Answers {
    /// The e-mail address of the root user of an account.
    #[must_use]
    pub fn email_of(&self, account: &str) -> String {
        self.email.replace("{account}", account)
    }

    /// The accounts of the environments, each with whether something productive runs in it.
    #[must_use]
    pub fn workload_accounts(&self) -> IndexMap<&str, bool> {
        let mut accounts = IndexMap::new();
        for environment in self.environments.values() {
            *accounts.entry(environment.account.as_str()).or_default() |= environment.production;
        }
        accounts
    }

    /// The domain that people get their mail at: that of the accounts' addresses.
    #[must_use]
    pub fn mail_domain(&self) -> &str {
        self.email.rsplit_once('@').map_or(self.domain.as_str(), |(_, domain)| domain)
    }

    /// The bucket of the states, if they are in S3.
    #[must_use]
    pub fn state_bucket(&self) -> Option<String> {
        (self.states == StateStore::S3).then(|| format!("{}-{}-tf-state", self.company, self.region))
    }
}
