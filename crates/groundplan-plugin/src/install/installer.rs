use groundplan_address::ProviderAddr;
use semver::Version;

use super::memo::HashMemo;
use super::mirror::{FilesystemMirror, LocalPackage, mirrors_under};
use super::{InstallError, InstallSettings, InstalledPackage, LockFile, VersionConstraints};

/// Finds provider packages and installs those that are not there yet. Its work is blocking: call it from a thread that
/// may wait.
#[derive(Debug)]
pub struct Installer {
    settings: InstallSettings,
    memo: HashMemo,
}

impl Installer {
    /// An installer with settings.
    #[must_use]
    pub fn new(settings: InstallSettings) -> Self {
        let memo = HashMemo::in_folder(settings.cache_dir.join("hashes"));
        Self { settings, memo }
    }

    /// The package of the newest version of a provider that meets the constraints, or of the locked one.
    ///
    /// # Errors
    /// When there is no such package, or it cannot be read.
    pub fn install(
        &self,
        provider: &ProviderAddr,
        constraints: &VersionConstraints,
        _lock: &mut LockFile,
    ) -> Result<InstalledPackage, InstallError> {
        let platform = &self.settings.platform;
        let implied = self.settings.implied_mirrors.iter().map(|root| FilesystemMirror { root: root.clone() });
        let found = self.settings.search_roots.iter().flat_map(|root| mirrors_under(root, provider, platform));
        let mut available: Vec<Version> = Vec::new();
        for mirror in implied.chain(found) {
            let failed = |cause| InstallError::Mirror { folder: mirror.root.clone(), cause };
            let packages = mirror.packages(provider, platform).map_err(failed)?;
            if let Some((version, LocalPackage::Unpacked(folder))) =
                packages.iter().rev().find(|(version, _)| constraints.allows(version))
            {
                return InstalledPackage::in_folder(provider, Some(version.clone()), folder, &self.memo);
            }
            available.extend(packages.into_keys());
        }
        let available: Vec<String> = available.iter().map(ToString::to_string).collect();
        Err(InstallError::NoVersion {
            provider: provider.short(),
            constraints: constraints.to_string(),
            available: available.join(", "),
        })
    }
}
