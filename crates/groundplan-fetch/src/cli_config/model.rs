use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use groundplan_address::ProviderAddr;

use super::InstallationMethod;

/// What a CLI configuration file says about installing providers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CliConfig {
    /// The ways to get packages, in order; `None` when the file does not say, and the usual ones hold.
    pub methods: Option<Vec<InstallationMethod>>,
    /// Folders with unpacked packages that are used whatever version is asked for.
    pub dev_overrides: BTreeMap<ProviderAddr, PathBuf>,
    /// The folder in which packages are kept for all configurations.
    pub plugin_cache_dir: Option<PathBuf>,
    /// Credentials by host name.
    pub credentials: BTreeMap<String, Token>,
    /// The addresses of the services of hosts that are not to be asked for them, by host name and service.
    pub services: BTreeMap<String, BTreeMap<String, String>>,
}

/// A secret that a host is shown. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// Why a CLI configuration file cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the CLI configuration file {}: {reason}", file.display())]
pub struct CliConfigError {
    /// The file.
    pub file: PathBuf,
    /// What is wrong, with the line.
    pub reason: String,
}

impl Token {
    /// A token.
    #[must_use]
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The secret itself, to be shown to its host and nobody else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(sensitive)")
    }
}
