use serde::{Deserialize, Serialize};

use super::{Cache, Cluster, Database, Size};

/// Something that the company runs, with networks, stores and services of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Environment {
    /// The account that it lies in.
    pub account: String,
    /// The region that it lies in.
    pub region: String,
    /// The addresses of the network that services run in.
    pub cidr_block: String,
    /// The addresses of the network that people come in through.
    pub mgmt_cidr_block: String,
    /// How much of everything there is.
    pub size: Size,
    /// Whether an outage or a loss of data would hurt: several zones, protection against deletion, longer retention.
    pub production: bool,
    /// What services run on.
    pub cluster: Cluster,
    /// What keeps their records.
    pub database: Database,
    /// What keeps their short-lived data.
    pub cache: Cache,
}

/// An [`Environment`] as far as somebody said; the rest has defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "as in Environment")]
pub struct GivenEnvironment {
    pub account: Option<String>,
    pub region: Option<String>,
    pub cidr_block: Option<String>,
    pub mgmt_cidr_block: Option<String>,
    pub size: Option<Size>,
    pub production: Option<bool>,
    pub cluster: Option<Cluster>,
    pub database: Option<Database>,
    pub cache: Option<Cache>,
}
