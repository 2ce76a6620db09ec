use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use groundplan_address::ProviderAddr;
use semver::Version;

use super::Platform;

/// A folder laid out as Terraform's filesystem mirrors are: `HOST/NAMESPACE/TYPE/VERSION/OS_ARCH/` with unpacked
/// packages, `HOST/NAMESPACE/TYPE/terraform-provider-TYPE_VERSION_OS_ARCH.zip` with packed ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FilesystemMirror {
    pub(super) root: PathBuf,
}

/// A package on this machine's disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LocalPackage {
    /// A folder.
    Unpacked(PathBuf),
    /// A zip file.
    Packed(PathBuf),
}

impl FilesystemMirror {
    /// The packages of a provider for a platform. A version that is there in both forms is taken unpacked. A mirror
    /// that does not exist has none.
    pub(super) fn packages(
        &self,
        provider: &ProviderAddr,
        platform: &Platform,
    ) -> io::Result<BTreeMap<Version, LocalPackage>> {
        let folder = self.root.join(&*provider.hostname).join(&*provider.namespace).join(&*provider.kind);
        let mut packages = BTreeMap::new();
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Ok(packages);
            }
            Err(error) => return Err(error),
        };
        let (start, end) = (format!("terraform-provider-{}_", provider.kind), format!("_{platform}.zip"));
        for entry in entries {
            let path = entry?.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            if let Some(version) = name.strip_prefix(&start).and_then(|rest| rest.strip_suffix(&end)) {
                if let Ok(version) = Version::parse(version) {
                    packages.entry(version).or_insert(LocalPackage::Packed(path));
                }
            } else if let Ok(version) = Version::parse(name) {
                let unpacked = path.join(platform.to_string());
                if unpacked.is_dir() {
                    packages.insert(version, LocalPackage::Unpacked(unpacked));
                }
            }
        }
        Ok(packages)
    }
}

/// The mirrors one level under a folder, sorted: those folders in which a provider's package for the platform can be
/// found. Images bake providers in under `/opt` this way, and nobody then has to say where.
pub(super) fn mirrors_under(folder: &Path, provider: &ProviderAddr, platform: &Platform) -> Vec<FilesystemMirror> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut mirrors: Vec<_> = entries.flatten().map(|entry| FilesystemMirror { root: entry.path() }).collect();
    mirrors.retain(|mirror| mirror.packages(provider, platform).is_ok_and(|packages| !packages.is_empty()));
    mirrors.sort_by(|a, b| a.root.cmp(&b.root));
    mirrors
}
