use std::path::{Path, PathBuf};

use groundplan_config::module::{ModuleRequest, Version, VersionConstraints};

use crate::cache::{Cache, Cached};
use crate::manifest::{Manifest, Record};
use crate::problem::Problem;

/// Where in a project the fetched modules are put.
#[derive(Clone, Debug)]
pub enum Layout {
    /// As Terraform puts them for a root module: below `.terraform/modules` in its folder, a copy for each call, so that
    /// `path.module` is the same, and noted in `modules.json`.
    RootModule {
        /// The root module's folder, absolute.
        root: PathBuf,
        /// What stands for `.terraform` (`TF_DATA_DIR`), absolute.
        data_dir: PathBuf,
    },
    /// Below `.groundplan/modules` of a live repository, a copy for all units, under a name that tells what it is.
    Live {
        /// The root of the live repository, absolute.
        root: PathBuf,
    },
}

/// A module that is asked for, and what it is called.
pub(crate) struct Wanted<'a> {
    pub(crate) request: &'a ModuleRequest<'a>,
    /// The address, spelt out, with the folder in the package.
    pub(crate) source: String,
    /// A name for a folder of the package.
    pub(crate) name: String,
}

impl Layout {
    /// The folder of the lock file.
    pub(crate) fn root(&self) -> &Path {
        match self {
            Self::RootModule { root, .. } | Self::Live { root } => root,
        }
    }

    /// The folder that holds the packages.
    pub(crate) fn modules(&self) -> PathBuf {
        match self {
            Self::RootModule { data_dir, .. } => data_dir.join("modules"),
            Self::Live { root } => root.join(".groundplan/modules"),
        }
    }

    pub(crate) fn is_by_call(&self) -> bool {
        matches!(self, Self::RootModule { .. })
    }

    /// The module's folder where it is installed already: what Terraform's manifest says, unless another package is locked
    /// than was put there by us.
    pub(crate) fn installed(&self, wanted: &Wanted<'_>, locked: Option<(Option<&str>, &str)>) -> Option<PathBuf> {
        let Self::RootModule { root, .. } = self else { return None };
        let manifest = Manifest::read(&self.manifest());
        let record = manifest.records.get(&key(wanted.request)).filter(|record| record.source == wanted.source)?;
        if let Some(version) = &record.version {
            let constraints = wanted.request.version.and_then(VersionConstraints::parse).unwrap_or_default();
            if !constraints.allow(&Version::parse(version)?) {
                return None;
            }
        }
        if let Some((version, hash)) = locked {
            let same_hash = record.hash.as_deref().is_none_or(|installed| installed == hash);
            let same_version = version.is_none() || record.version.as_deref() == version;
            if !same_hash || !same_version {
                return None;
            }
        }
        Some(root.join(&record.dir)).filter(|dir| dir.is_dir())
    }

    /// Puts a package into its place, and gives the folder of the module in it. `None` when the cached package turned out
    /// to be damaged.
    pub(crate) fn install(
        &self,
        wanted: &Wanted<'_>,
        version: Option<&str>,
        package: &Cached,
        cache: &Cache,
        subdir: &str,
    ) -> Result<Option<PathBuf>, Problem> {
        let place = match self {
            Self::RootModule { .. } => self.modules().join(key(wanted.request)),
            Self::Live { .. } => {
                let hash: String = package.hash.chars().skip(3).filter(char::is_ascii_alphanumeric).take(8).collect();
                let version = version.map(|version| format!("-{version}")).unwrap_or_default();
                self.modules().join(format!("{}{version}-{hash}", wanted.name))
            }
        };
        let failed = |cause: &dyn std::fmt::Display| Problem::disk("Writing the module to", &place, cause);
        if self.is_by_call() && place.symlink_metadata().is_ok() {
            let removed =
                if place.is_symlink() { std::fs::remove_file(&place) } else { std::fs::remove_dir_all(&place) };
            removed.map_err(|cause| failed(&cause))?;
        }
        if !place.is_dir() && !cache.copy_to(&package.hash, &place)? {
            return Ok(None);
        }
        let dir = if subdir.is_empty() { place.clone() } else { place.join(subdir) };
        self.note(wanted, version, Some(&package.hash), &dir)?;
        Ok(Some(dir))
    }

    /// Links to a folder of this machine in the place of a package.
    pub(crate) fn link(&self, wanted: &Wanted<'_>, folder: &Path, subdir: &str) -> Result<PathBuf, Problem> {
        if !self.is_by_call() {
            return Ok(folder.join(subdir));
        }
        let place = self.modules().join(key(wanted.request));
        let link = || {
            std::fs::create_dir_all(self.modules())?;
            if place.is_symlink() {
                std::fs::remove_file(&place)?;
            } else if place.exists() {
                std::fs::remove_dir_all(&place)?;
            }
            std::os::unix::fs::symlink(folder, &place)
        };
        link().map_err(|cause| Problem::disk("Writing the module to", &place, &cause))?;
        let dir = if subdir.is_empty() { place.clone() } else { place.join(subdir) };
        self.note(wanted, None, None, &dir)?;
        Ok(dir)
    }

    fn note(&self, wanted: &Wanted<'_>, version: Option<&str>, hash: Option<&str>, dir: &Path) -> Result<(), Problem> {
        let Self::RootModule { root, .. } = self else { return Ok(()) };
        let file = self.manifest();
        let mut manifest = Manifest::read(&file);
        let key = key(wanted.request);
        // What it called before may not be what it calls now.
        manifest.records.retain(|other, _| !other.starts_with(&format!("{key}.")));
        let shown = dir.strip_prefix(root).unwrap_or(dir).display().to_string();
        let record = Record {
            key: key.clone(),
            source: wanted.source.clone(),
            version: version.map(str::to_owned),
            dir: shown,
            hash: hash.map(str::to_owned),
        };
        manifest.records.insert(key, record);
        manifest.write(&file).map_err(|cause| Problem::disk("Writing the list of modules", &file, &cause))
    }

    fn manifest(&self) -> PathBuf {
        self.modules().join("modules.json")
    }
}

/// The names of the calls, joined by dots.
fn key(request: &ModuleRequest<'_>) -> String {
    request.path.iter().map(|name| &**name).collect::<Vec<_>>().join(".")
}
