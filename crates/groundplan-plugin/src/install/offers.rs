use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use groundplan_address::ProviderAddr;
use groundplan_fetch::{Hosts, Source};
use semver::Version;

use super::mirror::{FilesystemMirror, LocalPackage, mirrors_under};
use super::remote::{NetworkMirror, Registry};
use super::{InstallError, InstallSettings};

/// The versions of a provider that can be had, and from where.
#[derive(Clone, Debug)]
pub(super) struct Offers {
    /// Each version from the first source that has it.
    pub(super) versions: BTreeMap<Version, Place>,
    /// Where was looked, for messages.
    pub(super) searched: Vec<String>,
}

/// Where a version can be had from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It is unpacked in a folder.
    Folder(PathBuf),
    /// It is a zip file on disk.
    Archive(PathBuf),
    /// A network mirror, by its address.
    Mirror(String),
    /// The provider's registry.
    Registry,
}

impl Offers {
    /// Looks at all sources for a provider.
    pub(super) fn find(
        provider: &ProviderAddr,
        settings: &InstallSettings,
        hosts: &Hosts,
    ) -> Result<Self, InstallError> {
        let mut offers = Self { versions: BTreeMap::new(), searched: Vec::new() };
        for source in sources(provider, settings) {
            match source {
                Source::FilesystemMirror(root) => {
                    offers.searched.push(root.display().to_string());
                    for (version, package) in local(&root, provider, settings)? {
                        offers.versions.entry(version).or_insert(package);
                    }
                }
                Source::NetworkMirror(base) => {
                    offers.searched.push(base.clone());
                    for version in (NetworkMirror { hosts, base: &base, provider }).versions()? {
                        offers.versions.entry(version).or_insert(Place::Mirror(base.clone()));
                    }
                }
                Source::Direct => {
                    offers.searched.push(format!("the registry {}", provider.hostname));
                    for version in (Registry { hosts, provider }).versions()? {
                        offers.versions.entry(version).or_insert(Place::Registry);
                    }
                }
            }
        }
        Ok(offers)
    }

    /// Where a version can be had from on this machine, without asking a server; only if no source that would be asked
    /// before has to be.
    pub(super) fn find_local(
        provider: &ProviderAddr,
        version: &Version,
        settings: &InstallSettings,
    ) -> Result<Option<Place>, InstallError> {
        for source in sources(provider, settings) {
            let Source::FilesystemMirror(root) = source else { return Ok(None) };
            if let Some(place) = local(&root, provider, settings)?.remove(version) {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }
}

/// The sources for a provider, in order: those that the CLI configuration names, else the implied mirrors that have it,
/// else its registry. As in Terraform, a provider that is in an implied mirror is taken from there only.
fn sources(provider: &ProviderAddr, settings: &InstallSettings) -> Vec<Source> {
    if let Some(methods) = &settings.cli_config.methods {
        return methods.iter().filter(|method| method.is_for(provider)).map(|method| method.source.clone()).collect();
    }
    let named = settings.implied_mirrors.iter().map(|root| FilesystemMirror { root: root.clone() });
    let found = settings.search_roots.iter().flat_map(|root| mirrors_under(root, provider, &settings.platform));
    let mirrors: Vec<Source> = named
        .chain(found)
        .filter(|mirror| mirror.packages(provider, &settings.platform).is_ok_and(|packages| !packages.is_empty()))
        .map(|mirror| Source::FilesystemMirror(mirror.root))
        .collect();
    if mirrors.is_empty() { vec![Source::Direct] } else { mirrors }
}

fn local(
    root: &Path,
    provider: &ProviderAddr,
    settings: &InstallSettings,
) -> Result<BTreeMap<Version, Place>, InstallError> {
    let mirror = FilesystemMirror { root: root.to_owned() };
    let packages = mirror.packages(provider, &settings.platform);
    let packages = packages.map_err(|cause| InstallError::disk("Reading the mirror", root, &cause))?;
    let place = |package| match package {
        LocalPackage::Unpacked(folder) => Place::Folder(folder),
        LocalPackage::Packed(archive) => Place::Archive(archive),
    };
    Ok(packages.into_iter().map(|(version, package)| (version, place(package))).collect())
}
