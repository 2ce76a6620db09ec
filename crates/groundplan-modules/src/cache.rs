use std::io::{self, Write};
use std::path::{Path, PathBuf};

use groundplan_fetch::{HashMemo, folder_hash, hex};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::copy::{copy, into_place};
use crate::links::refuse_outward_links;
use crate::problem::Problem;

/// Packages in the user's cache folder, each under the hash of its files, and notes of which package lay at an address
/// whose content does not change: a version of a registry, a commit of a repository.
#[derive(Debug)]
pub(crate) struct Cache {
    root: PathBuf,
}

/// A package of the cache, and what else is known about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cached {
    /// The hash of its files (`h1:…`).
    pub(crate) hash: String,
    /// The commit that it is, if it came from git.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) revision: Option<String>,
    /// The folder in it that the address means, empty for its root.
    #[serde(default)]
    pub(crate) folder: String,
}

#[derive(Serialize, Deserialize)]
struct Note {
    address: String,
    #[serde(flatten)]
    package: Cached,
}

impl Cache {
    /// The packages below our folder in the user's cache folder.
    pub(crate) fn in_folder(cache_dir: &Path) -> Self {
        Self { root: cache_dir.join("modules") }
    }

    /// Whether there is a package with that hash.
    pub(crate) fn has(&self, hash: &str) -> bool {
        self.folder(hash).is_dir()
    }

    /// The package that lay at an address.
    pub(crate) fn find(&self, address: &str) -> Option<Cached> {
        let note: Note = serde_json::from_slice(&std::fs::read(self.note(address)).ok()?).ok()?;
        (note.address == address && self.has(&note.package.hash)).then_some(note.package)
    }

    /// Takes up a package that `fill` puts into an empty folder, and gives its hash.
    pub(crate) fn add<T>(&self, fill: impl FnOnce(&Path) -> Result<T, Problem>) -> Result<(String, T), Problem> {
        let packages = self.root.join("packages");
        let failed = |cause: io::Error| Problem::disk("Writing to the cache folder", &packages, &cause);
        std::fs::create_dir_all(&packages).map_err(failed)?;
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        let new =
            tempfile::Builder::new().prefix(".fetching-").permissions(mode).tempdir_in(&packages).map_err(failed)?;
        let told = fill(new.path())?;
        refuse_outward_links(new.path()).map_err(|error| {
            Problem::new("Module package not usable", format!("What was fetched is refused: {error}."))
        })?;
        let hash = folder_hash(new.path(), &HashMemo::disabled()).map_err(failed)?;
        match std::fs::rename(new.path(), self.folder(&hash)) {
            // Nothing is left under its name to be removed.
            Ok(()) => drop(new.keep()),
            // It was there before, or another process has just put it there: the content is the same.
            Err(_) if self.has(&hash) => {}
            Err(error) => return Err(failed(error)),
        }
        Ok((hash, told))
    }

    /// Notes which package lay at an address. Only time is lost when that cannot be kept.
    pub(crate) fn remember(&self, address: &str, package: &Cached) {
        let note = Note { address: address.to_owned(), package: package.clone() };
        let write = || {
            let file = self.note(address);
            let folder = file.parent().unwrap_or(Path::new("."));
            std::fs::create_dir_all(folder)?;
            let mut new = tempfile::NamedTempFile::new_in(folder)?;
            new.write_all(&serde_json::to_vec(&note)?)?;
            new.persist(file).map(drop).map_err(|error| error.error)
        };
        let _: io::Result<()> = write();
    }

    /// Copies a package into a place where nothing is yet. False when the cached package is not what its name says; it is
    /// removed then.
    pub(crate) fn copy_to(&self, hash: &str, place: &Path) -> Result<bool, Problem> {
        let failed = |cause: io::Error| Problem::disk("Writing the module to", place, &cause);
        let mut intact = true;
        let copied = into_place(place, |folder| {
            copy(&self.folder(hash), folder)?;
            intact = folder_hash(folder, &HashMemo::disabled())? == hash;
            if intact { Ok(()) } else { Err(io::Error::other("damaged")) }
        });
        if !intact {
            std::fs::remove_dir_all(self.folder(hash)).map_err(failed)?;
            return Ok(false);
        }
        copied.map_err(failed)?;
        Ok(true)
    }

    fn folder(&self, hash: &str) -> PathBuf {
        // Base64 as it may stand in names of files.
        let name = hash.trim_start_matches("h1:").replace('+', "-").replace('/', "_").replace('=', "");
        self.root.join("packages").join(name)
    }

    fn note(&self, address: &str) -> PathBuf {
        self.root.join("addresses").join(format!("{}.json", hex(&Sha256::digest(address))))
    }
}
