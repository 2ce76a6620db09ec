use std::fmt::Display;
use std::path::Path;

use groundplan_address::ProviderAddr;
use groundplan_diag::Diagnostic;

/// Why there is no package of a provider, as the parts of a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{summary}: {detail}")]
pub struct InstallError {
    /// A short fixed phrase.
    pub summary: &'static str,
    /// Whole sentences.
    pub detail: String,
    /// The ways out, a sentence each.
    pub help: Vec<String>,
}

impl InstallError {
    pub(super) fn new(summary: &'static str, detail: impl Into<String>) -> Self {
        Self { summary, detail: detail.into(), help: Vec::new() }
    }

    /// Adds a way out.
    #[must_use]
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Something on this machine's disk cannot be read or written.
    pub(super) fn disk(deed: &str, path: &Path, cause: &dyn Display) -> Self {
        Self::new("Provider package not accessible", format!("{deed} {} failed: {cause}.", path.display()))
    }

    /// A server gave no usable answer.
    pub(super) fn server(provider: &ProviderAddr, reason: &dyn Display) -> Self {
        Self::new("Provider cannot be downloaded", format!("Looking for {}: {reason}.", provider.short()))
    }

    /// A server cannot be reached.
    pub(super) fn unreachable(provider: &ProviderAddr, reason: &dyn Display) -> Self {
        let mirror = format!("{}/{}/{}/VERSION/OS_ARCH", provider.hostname, provider.namespace, provider.kind);
        Self::server(provider, reason)
            .help("Behind a proxy, set HTTPS_PROXY and NO_PROXY; with a certificate authority of your own, SSL_CERT_FILE.")
            .help(format!(
                "Without a network, put the unpacked package into the folder {mirror} under ~/.terraform.d/plugins, or \
                 into a mirror that TF_CLI_CONFIG_FILE names; `terraform providers mirror DIR` makes one."
            ))
    }

    /// A package or its description is not what it should be.
    pub(super) fn untrusted(provider: &ProviderAddr, reason: &dyn Display) -> Self {
        let detail = format!("The package of {} is not to be trusted: {reason}.", provider.short());
        Self::new("Provider package does not verify", detail)
            .help("Nothing was installed. If it stays so, tell those who run the registry or mirror.")
    }
}

impl From<InstallError> for Diagnostic {
    fn from(error: InstallError) -> Self {
        let diagnostic = Self::error(error.summary).detail(error.detail);
        error.help.into_iter().fold(diagnostic, Self::help)
    }
}
