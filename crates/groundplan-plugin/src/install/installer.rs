use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use groundplan_address::ProviderAddr;
use groundplan_fetch::{HashMemo, Hosts, Http};
use semver::Version;

use super::offers::{Offers, Place};
use super::remote::{NetworkMirror, Registry, RemotePackage};
use super::store::{Store, slot, unpack_into_place};
use super::{
    Download, InstallError, InstallSettings, InstalledPackage, LockFile, LockedProvider, PackageHash,
    VersionConstraints,
};

/// Finds provider packages and installs those that are not there yet. One serves a whole run, from any thread. Its work
/// is blocking: call it from a thread that may wait.
#[derive(Debug)]
pub struct Installer {
    settings: InstallSettings,
    memo: HashMemo,
    store: Store,
    hosts: Hosts,
    offers: Mutex<HashMap<ProviderAddr, Arc<Offers>>>,
}

/// The provider that a root module needs.
#[derive(Clone, Debug)]
pub struct PackageRequest {
    /// The provider.
    pub provider: ProviderAddr,
    /// The constraints of all modules of the root module together.
    pub constraints: VersionConstraints,
    /// The folder into which Terraform installs packages for the root module, `.terraform/providers`, if there is one:
    /// a locked version that is there is used.
    pub installed_in: Option<PathBuf>,
}

/// A package in a folder, and what vouches for it.
struct Found {
    folder: PathBuf,
    /// The hash of the zip file that it was unpacked from, if known.
    zip: Option<PackageHash>,
    /// Hashes of all packages of its version that its maker has signed.
    signed: BTreeSet<PackageHash>,
}

impl Installer {
    /// An installer with settings.
    #[must_use]
    pub fn new(settings: InstallSettings) -> Self {
        Self {
            memo: HashMemo::in_folder(settings.cache_dir.join("hashes")),
            store: Store::in_folder(settings.cache_dir.join("providers")),
            hosts: Hosts::new(Http::new(), &settings.cli_config),
            offers: Mutex::default(),
            settings,
        }
    }

    /// The package of the locked version of a provider, else of the newest that meets the constraints, which is then
    /// locked: the lock file's content changes; writing it is the caller's part.
    ///
    /// # Errors
    /// When there is no such package or it is not what the lock file or the registry says, when the locked version does
    /// not meet the constraints, and when a server or folder does not answer.
    pub fn install(&self, request: &PackageRequest, lock: &mut LockFile) -> Result<InstalledPackage, InstallError> {
        let PackageRequest { provider, constraints, .. } = request;
        if provider.is_builtin() {
            let detail = format!("{provider} is part of the program and has no package.");
            return Err(InstallError::new("Provider is built in", detail));
        }
        if let Some(folder) = self.settings.cli_config.dev_overrides.get(provider) {
            return InstalledPackage::in_folder(provider, None, folder, &self.memo);
        }
        let locked = lock.providers.get(provider);
        if let Some(locked) = locked.filter(|locked| !constraints.allows(&locked.version)) {
            return Err(conflict(provider, &locked.version, constraints));
        }
        if let Some((locked, found)) = locked.and_then(|locked| Some((locked, self.at_hand(request, locked)?))) {
            return self.finish(request, &locked.version.clone(), found, lock);
        }
        let (version, place) = self.choose(request, locked)?;
        let found = self.obtain(provider, &version, &place)?;
        self.finish(request, &version, found, lock)
    }

    /// A package of the locked version that was installed before and has one of the locked hashes.
    fn at_hand(&self, request: &PackageRequest, locked: &LockedProvider) -> Option<Found> {
        let PackageRequest { provider, installed_in, .. } = request;
        let platform = &self.settings.platform;
        let has_hash = |found: &Found| {
            let own = PackageHash::of_folder(&found.folder, &self.memo);
            own.is_ok_and(|own| locked.hashes.contains(&own))
                || found.zip.as_ref().is_some_and(|zip| locked.hashes.contains(zip))
        };
        let shared = [installed_in.as_ref(), self.settings.plugin_cache_dir.as_ref()];
        let shared = shared.into_iter().flatten().map(|root| slot(root, provider, &locked.version, platform));
        let shared = shared.filter(|folder| folder.is_dir()).map(Found::in_folder);
        let own = self.store.packages(provider, &locked.version, platform).into_iter();
        let own = own.map(|(zip, folder)| Found { zip: Some(PackageHash::of_zip(&zip)), ..Found::in_folder(folder) });
        shared.chain(own).find(has_hash)
    }

    /// The version to use, and where to have it from.
    fn choose(
        &self,
        request: &PackageRequest,
        locked: Option<&LockedProvider>,
    ) -> Result<(Version, Place), InstallError> {
        let PackageRequest { provider, constraints, .. } = request;
        if let Some(locked) = locked
            && let Some(place) = Offers::find_local(provider, &locked.version, &self.settings)?
        {
            return Ok((locked.version.clone(), place));
        }
        let offers = self.offers(provider)?;
        let fits = |version: &Version| match locked {
            Some(locked) => *version == locked.version,
            None => constraints.allows(version),
        };
        let newest = offers.versions.iter().rev().find(|(version, _)| fits(version));
        match newest {
            Some((version, place)) => Ok((version.clone(), place.clone())),
            None => Err(nothing_fits(request, locked, &offers)),
        }
    }

    /// What the sources offer; asked once in a run.
    fn offers(&self, provider: &ProviderAddr) -> Result<Arc<Offers>, InstallError> {
        if let Some(offers) = self.offers.lock().unwrap_or_else(PoisonError::into_inner).get(provider) {
            return Ok(offers.clone());
        }
        let offers = Arc::new(Offers::find(provider, &self.settings, &self.hosts)?);
        self.offers.lock().unwrap_or_else(PoisonError::into_inner).insert(provider.clone(), offers.clone());
        Ok(offers)
    }

    fn obtain(&self, provider: &ProviderAddr, version: &Version, place: &Place) -> Result<Found, InstallError> {
        let hosts = &self.hosts;
        let platform = &self.settings.platform;
        match place {
            Place::Folder(folder) => Ok(Found::in_folder(folder.clone())),
            Place::Archive(archive) => self.unpack(provider, version, archive),
            Place::Mirror(base) => match (NetworkMirror { hosts, base, provider }).package(version, platform)? {
                Some(package) => self.download(provider, version, package),
                None => {
                    let reason = format!("the mirror {base} has no package of version {version} for {platform}");
                    Err(InstallError::server(provider, &reason))
                }
            },
            Place::Registry => {
                let package = (Registry { hosts, provider }).package(version, platform)?;
                self.download(provider, version, package)
            }
        }
    }

    /// The unpacked package of a zip file in a mirror.
    fn unpack(&self, provider: &ProviderAddr, version: &Version, archive: &Path) -> Result<Found, InstallError> {
        let failed = |cause: std::io::Error| InstallError::disk("Unpacking", archive, &cause);
        let zip = self.memo.sha256(archive).map_err(failed)?;
        let shelf = self.store.lock(provider, version, &self.settings.platform).map_err(failed)?;
        let folder = match shelf.package(&zip) {
            Some(folder) => folder,
            None => shelf.add(archive, &zip).map_err(failed)?,
        };
        Ok(Found { zip: Some(PackageHash::of_zip(&zip)), ..Found::in_folder(folder) })
    }

    /// The unpacked package of a zip file on a server, which is downloaded unless it was before.
    fn download(
        &self,
        provider: &ProviderAddr,
        version: &Version,
        package: RemotePackage,
    ) -> Result<Found, InstallError> {
        let root = &self.settings.cache_dir;
        let failed = |cause: std::io::Error| InstallError::disk("Writing to the cache folder", root, &cause);
        let shelf = self.store.lock(provider, version, &self.settings.platform).map_err(failed)?;
        let before = package.expected.iter().find_map(|hash| Some((hash.clone(), shelf.package(hash.of_zip_file()?)?)));
        if let Some((zip, folder)) = before {
            return Ok(Found { folder, zip: Some(zip), signed: package.signed });
        }
        let broken = |error: &dyn std::fmt::Display| InstallError::unreachable(provider, error);
        let answer = self.hosts.http().get(&package.url, None).map_err(|error| broken(&error))?;
        (self.settings.on_download)(&Download {
            provider: provider.clone(),
            version: version.clone(),
            url: package.url.clone(),
            size: answer.length(),
        });
        let (archive, zip) = shelf.receive(answer.into_reader()).map_err(|error| broken(&error))?;
        let hash = PackageHash::of_zip(&zip);
        let zips_known = package.expected.iter().any(PackageHash::is_of_zip);
        if zips_known && !package.expected.contains(&hash) {
            let reason = format!("what {} gives has the checksum {hash}, which is not the one announced", package.url);
            return Err(InstallError::untrusted(provider, &reason));
        }
        let folder = shelf.add(archive.path(), &zip).map_err(failed)?;
        let own = PackageHash::of_folder(&folder, &self.memo).map_err(failed)?;
        if !zips_known && !package.expected.is_empty() && !package.expected.contains(&own) {
            std::fs::remove_dir_all(&folder).map_err(failed)?;
            let reason = format!("what {} gives has the hash {own}, which is not one of those announced", package.url);
            return Err(InstallError::untrusted(provider, &reason));
        }
        self.share(provider, version, archive.path());
        Ok(Found { folder, zip: Some(hash), signed: package.signed })
    }

    /// Puts a downloaded package also where Terraform keeps packages for all configurations, if there is such a folder
    /// and it has none of that version. Nothing depends on it, so a failure is no error.
    fn share(&self, provider: &ProviderAddr, version: &Version, archive: &Path) {
        let Some(root) = &self.settings.plugin_cache_dir else { return };
        let folder = slot(root, provider, version, &self.settings.platform);
        if !folder.exists() {
            let _ = unpack_into_place(archive, &folder);
        }
    }

    /// Holds what was found against the lock file, and locks it.
    fn finish(
        &self,
        request: &PackageRequest,
        version: &Version,
        found: Found,
        lock: &mut LockFile,
    ) -> Result<InstalledPackage, InstallError> {
        let Found { folder, zip, signed } = found;
        let provider = &request.provider;
        let own = PackageHash::of_folder(&folder, &self.memo);
        let own = own.map_err(|cause| InstallError::disk("Reading the package", &folder, &cause))?;
        let package = InstalledPackage::in_folder(provider, Some(version.clone()), &folder, &self.memo)?;
        let mut locked = match lock.providers.get(provider) {
            Some(locked) if locked.version == *version => locked.clone(),
            _ => LockedProvider {
                version: version.clone(),
                constraints: request.constraints.clone(),
                hashes: BTreeSet::new(),
            },
        };
        let known = zip.as_ref().is_some_and(|zip| locked.hashes.contains(zip)) || locked.hashes.contains(&own);
        if !locked.hashes.is_empty() && !known {
            return Err(mismatch(&package, &own));
        }
        let before = locked.hashes.len();
        locked.hashes.extend(signed.into_iter().chain([own]));
        if locked.hashes.len() != before {
            locked.constraints = request.constraints.clone();
        }
        lock.providers.insert(provider.clone(), locked);
        Ok(package)
    }
}

impl Found {
    fn in_folder(folder: PathBuf) -> Self {
        Self { folder, zip: None, signed: BTreeSet::new() }
    }
}

fn conflict(provider: &ProviderAddr, locked: &Version, constraints: &VersionConstraints) -> InstallError {
    let detail = format!(
        "The lock file {} settles on {} {locked}, which does not meet the constraints {:?}.",
        LockFile::NAME,
        provider.short(),
        constraints.to_string()
    );
    InstallError::new("Locked provider version does not meet the constraints", detail)
        .help("To have a version chosen anew, remove the provider's block from the lock file.")
        .help("To keep the version, change the constraints in required_providers.")
}

fn nothing_fits(request: &PackageRequest, locked: Option<&LockedProvider>, offers: &Offers) -> InstallError {
    let name = request.provider.short();
    let searched = if offers.searched.is_empty() {
        "The CLI configuration's provider_installation block has no method for it.".to_owned()
    } else {
        format!("Looked in: {}.", offers.searched.join(", "))
    };
    if offers.versions.is_empty() {
        return InstallError::new("Provider not found", format!("There is no provider {name}. {searched}"))
            .help("Check the provider's source address in required_providers.");
    }
    let newest: Vec<String> = offers.versions.keys().rev().take(8).map(ToString::to_string).collect();
    let more = if offers.versions.len() > newest.len() { ", …" } else { "" };
    let there = format!("There are: {}{more}. {searched}", newest.join(", "));
    if let Some(locked) = locked {
        let detail =
            format!("{name} {} is settled on in {} but cannot be had. {there}", locked.version, LockFile::NAME);
        return InstallError::new("Locked provider version not found", detail)
            .help("To have a version chosen anew, remove the provider's block from the lock file.");
    }
    let detail = format!("No version of {name} meets the constraints {:?}. {there}", request.constraints.to_string());
    InstallError::new("No matching provider version", detail).help("Change the constraints in required_providers.")
}

fn mismatch(package: &InstalledPackage, own: &PackageHash) -> InstallError {
    let detail = format!(
        "The package of {} in {} has the hash {own}, which is not one of those in {}.",
        package.label(),
        package.folder.display(),
        LockFile::NAME
    );
    InstallError::new("Provider package does not match the lock file", detail)
        .help(
            "If the lock file was written on another platform, add this one's hash with \
             `terraform providers lock -platform=OS_ARCH`.",
        )
        .help(
            "If this package is the right one, remove the provider's block from the lock file to have it locked anew.",
        )
        .help("Else remove the package's folder and install it from where it can be trusted.")
}
