use std::collections::BTreeSet;

use groundplan_address::ProviderAddr;
use groundplan_fetch::{DiscoveryError, Hosts, HttpError, Service, resolve};
use semver::Version;
use serde::Deserialize;

use super::download::RemotePackage;
use super::signature::{SignatureError, verify};
use crate::install::{InstallError, PackageHash, Platform};

/// The registry that a provider's address names.
#[derive(Clone, Copy, Debug)]
pub(in crate::install) struct Registry<'a> {
    pub(in crate::install) hosts: &'a Hosts,
    pub(in crate::install) provider: &'a ProviderAddr,
}

#[derive(Deserialize)]
struct Versions {
    versions: Vec<VersionEntry>,
}

#[derive(Deserialize)]
struct VersionEntry {
    version: String,
}

#[derive(Deserialize)]
struct Download {
    #[serde(default)]
    protocols: Vec<String>,
    filename: String,
    download_url: String,
    shasums_url: String,
    shasums_signature_url: String,
    shasum: String,
    #[serde(default)]
    signing_keys: SigningKeys,
}

#[derive(Default, Deserialize)]
struct SigningKeys {
    #[serde(default)]
    gpg_public_keys: Vec<SigningKey>,
}

#[derive(Deserialize)]
struct SigningKey {
    ascii_armor: String,
}

impl Registry<'_> {
    /// The versions of the provider; none if the registry does not know it.
    pub(in crate::install) fn versions(&self) -> Result<Vec<Version>, InstallError> {
        let token = self.hosts.token(&self.provider.hostname);
        let answer = match self.hosts.http().get(&self.address("versions")?, token) {
            Err(HttpError::NotFound { .. }) => return Ok(Vec::new()),
            other => other.map_err(|error| self.failed(&error))?,
        };
        let versions: Versions = answer.json().map_err(|error| self.failed(&error))?;
        // What is no version in the sense of the protocol could not be asked for either.
        Ok(versions.versions.iter().filter_map(|entry| Version::parse(&entry.version).ok()).collect())
    }

    /// The package of a version for a platform, its checksum signed by its maker.
    pub(in crate::install) fn package(
        &self,
        version: &Version,
        platform: &Platform,
    ) -> Result<RemotePackage, InstallError> {
        let Platform { os, arch } = platform;
        let address = self.address(&format!("{version}/download/{os}/{arch}"))?;
        let token = self.hosts.token(&self.provider.hostname);
        let answer = match self.hosts.http().get(&address, token) {
            Err(HttpError::NotFound { .. }) => return Err(self.not_for(version, platform)),
            other => other.map_err(|error| self.failed(&error))?,
        };
        let from = answer.url.clone();
        let download: Download = answer.json().map_err(|error| self.failed(&error))?;
        self.check_protocols(version, &download.protocols)?;
        let absolute = |url: &str| {
            resolve(&from, url).ok_or_else(|| InstallError::server(self.provider, &format!("{url:?} is no address")))
        };
        let fetch = |url: &str| {
            let answer = self.hosts.http().get(&absolute(url)?, None).map_err(|error| self.failed(&error))?;
            answer.bytes().map_err(|error| self.failed(&error))
        };
        let sums = fetch(&download.shasums_url)?;
        let signature = fetch(&download.shasums_signature_url)?;
        let keys: Vec<&str> = download.signing_keys.gpg_public_keys.iter().map(|key| &*key.ascii_armor).collect();
        verify(&sums, &signature, &keys)
            .map_err(|error: SignatureError| InstallError::untrusted(self.provider, &error))?;

        let sums = Sums::parse(&sums);
        let sum = download.shasum.to_ascii_lowercase();
        if sums.of(&download.filename) != Some(&*sum) {
            let reason = format!("the signed list of checksums does not hold {sum} for {}", download.filename);
            return Err(InstallError::untrusted(self.provider, &reason));
        }
        Ok(RemotePackage {
            url: absolute(&download.download_url)?,
            expected: BTreeSet::from([PackageHash::of_zip(&sum)]),
            signed: sums.hashes(),
        })
    }

    fn address(&self, rest: &str) -> Result<String, InstallError> {
        let ProviderAddr { hostname, namespace, kind } = self.provider;
        let base = self.hosts.service(hostname, Service::Providers).map_err(|error| match error {
            DiscoveryError::Http(error) => self.failed(&error),
            error @ DiscoveryError::NotOffered { .. } => InstallError::server(self.provider, &error)
                .help("Check the host in the provider's source address in required_providers."),
        })?;
        Ok(format!("{base}{namespace}/{kind}/{rest}"))
    }

    fn failed(&self, error: &HttpError) -> InstallError {
        match error {
            HttpError::Unreachable { .. } => InstallError::unreachable(self.provider, error),
            HttpError::Unauthorized { .. } => {
                let variable = self.provider.hostname.replace('-', "__").replace('.', "_");
                InstallError::server(self.provider, error).help(format!(
                    "Set the environment variable TF_TOKEN_{variable}, or a credentials block in the CLI configuration file."
                ))
            }
            _ => InstallError::server(self.provider, error),
        }
    }

    fn not_for(&self, version: &Version, platform: &Platform) -> InstallError {
        let detail = format!("{} {version} is not made for {platform}.", self.provider.short());
        InstallError::new("Provider not available for this platform", detail)
            .help("Choose another version in required_providers, or run on a platform that it is made for.")
    }

    /// Whether the version speaks a protocol that we speak, if the registry says what it speaks.
    fn check_protocols(&self, version: &Version, protocols: &[String]) -> Result<(), InstallError> {
        let ours = |protocol: &String| matches!(protocol.split('.').next(), Some("5" | "6"));
        if protocols.is_empty() || protocols.iter().any(ours) {
            return Ok(());
        }
        let detail = format!(
            "{} {version} speaks version {} of the plugin protocol; versions 5 and 6 are supported.",
            self.provider.short(),
            protocols.join(", ")
        );
        Err(InstallError::new("Provider not compatible", detail).help("Choose another version in required_providers."))
    }
}

/// The content of a file `SHA256SUMS`: hexadecimal sums and names of files.
struct Sums(Vec<(String, String)>);

impl Sums {
    fn parse(text: &[u8]) -> Self {
        let text = String::from_utf8_lossy(text);
        let lines = text.lines().filter_map(|line| line.split_once(char::is_whitespace));
        let entries =
            lines.map(|(sum, name)| (sum.to_ascii_lowercase(), name.trim_start_matches([' ', '*']).to_owned()));
        Self(entries.filter(|(sum, _)| sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit())).collect())
    }

    fn of(&self, file: &str) -> Option<&str> {
        self.0.iter().find(|(_, name)| name == file).map(|(sum, _)| &**sum)
    }

    fn hashes(&self) -> BTreeSet<PackageHash> {
        self.0.iter().map(|(sum, _)| PackageHash::of_zip(sum)).collect()
    }
}
