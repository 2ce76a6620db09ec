//! What comes from elsewhere: the CLI configuration, hosts and their services, HTTP, archives, hashes of folders. Knows
//! neither the plugin protocol nor what providers and modules are used for.

mod cli_config;
mod discovery;
mod environment;
mod folder_hash;
pub mod hcl;
mod http;
mod memo;
mod netrc;
mod unzip;

pub use cli_config::{CliConfig, CliConfigError, InstallationMethod, ProviderPattern, Source, Token};
pub use discovery::{DiscoveryError, Hosts, Service};
pub use environment::Environment;
pub use folder_hash::folder_hash;
pub use http::{Answer, Http, HttpError, resolve};
pub use memo::{HashMemo, hex, sha256_of};
pub use netrc::Login;
pub use unzip::{Links, unzip};
