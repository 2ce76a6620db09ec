use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use groundplan_address::ProviderAddr;
use groundplan_fetch::{Links, hex, unzip};
use rustix::fs::{FlockOperation, flock};
use semver::Version;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::Platform;

/// This program's own packages, unpacked from zip files: `HOST/NAMESPACE/TYPE/VERSION/OS_ARCH/SHA256` below a folder,
/// where the last part is the hash of the zip file. A folder of that name is complete, as it is renamed into place.
#[derive(Debug)]
pub(super) struct Store {
    root: PathBuf,
}

/// The place of a version's packages for a platform, which nobody else adds to while this exists, in this process or
/// another.
pub(super) struct Shelf {
    folder: PathBuf,
    _lock: File,
}

impl Store {
    pub(super) fn in_folder(root: PathBuf) -> Self {
        Self { root }
    }

    /// The packages of a version for a platform, and the hashes of their zip files.
    pub(super) fn packages(
        &self,
        provider: &ProviderAddr,
        version: &Version,
        platform: &Platform,
    ) -> Vec<(String, PathBuf)> {
        let Ok(entries) = std::fs::read_dir(slot(&self.root, provider, version, platform)) else { return Vec::new() };
        let packages =
            entries.flatten().filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())));
        let mut packages: Vec<_> = packages.filter(|(name, _)| name.len() == 64).collect();
        packages.sort();
        packages
    }

    /// Waits until nobody else adds packages of that version.
    pub(super) fn lock(&self, provider: &ProviderAddr, version: &Version, platform: &Platform) -> io::Result<Shelf> {
        let folder = slot(&self.root, provider, version, platform);
        std::fs::create_dir_all(&folder)?;
        let lock = File::options().create(true).truncate(false).write(true).open(folder.join("lock"))?;
        flock(&lock, FlockOperation::LockExclusive)?;
        Ok(Shelf { folder, _lock: lock })
    }
}

impl Shelf {
    /// The package of a zip file with that hash, if it is there.
    pub(super) fn package(&self, zip: &str) -> Option<PathBuf> {
        Some(self.folder.join(zip)).filter(|folder| folder.is_dir())
    }

    /// Unpacks a zip file with that hash.
    pub(super) fn add(&self, archive: &Path, zip: &str) -> io::Result<PathBuf> {
        let folder = self.folder.join(zip);
        unpack_into_place(archive, &folder)?;
        Ok(folder)
    }

    /// Reads a zip file into a file here, to be added, and gives its hash.
    pub(super) fn receive(&self, mut input: impl Read) -> io::Result<(NamedTempFile, String)> {
        let mut file = NamedTempFile::new_in(&self.folder)?;
        let mut sum = Sha256::new();
        let mut buffer = vec![0; 256 << 10];
        loop {
            let length = input.read(&mut buffer)?;
            let part = buffer.get(..length).unwrap_or_default();
            if part.is_empty() {
                break;
            }
            sum.update(part);
            file.write_all(part)?;
        }
        file.flush()?;
        Ok((file, hex(&sum.finalize())))
    }
}

/// `HOST/NAMESPACE/TYPE/VERSION/OS_ARCH` below a folder, as in mirrors.
pub(super) fn slot(root: &Path, provider: &ProviderAddr, version: &Version, platform: &Platform) -> PathBuf {
    let below = root.join(&*provider.hostname).join(&*provider.namespace).join(&*provider.kind);
    below.join(version.to_string()).join(platform.to_string())
}

/// Unpacks a zip file beside a folder and then gives it that folder's name, so that the folder is there in whole or
/// not.
pub(super) fn unpack_into_place(archive: &Path, folder: &Path) -> io::Result<()> {
    let parent = folder.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent)?;
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    let unpacked = tempfile::Builder::new().prefix(".unpacking-").permissions(mode).tempdir_in(parent)?;
    unzip(archive, unpacked.path(), Links::Refused)?;
    std::fs::rename(unpacked.path(), folder)?;
    // Nothing is left under its name to be removed.
    let _ = unpacked.keep();
    File::open(parent)?.sync_all()
}
