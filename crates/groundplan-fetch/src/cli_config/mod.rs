//! Terraform's CLI configuration file (`.terraformrc`), as far as it is about installing providers ("CLI Configuration
//! File").

mod load;
mod method;
mod model;
mod read;

pub use method::{InstallationMethod, ProviderPattern, Source};
pub use model::{CliConfig, CliConfigError, Token};
