use std::fs::{File, Permissions};
use std::io::{self, Read};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use zip::ZipArchive;

/// The most that a package may take when unpacked; the largest known takes a tenth of that.
const MAX_UNPACKED: u64 = 8 << 30;
/// The longest target of a link.
const MAX_LINK: u64 = 4096;

/// What to do about the links in an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// An archive with links is refused.
    Refused,
    /// They are made when all files are there, so that nothing is written through them. Where they lead is not looked at.
    Made,
}

/// Unpacks a zip file into an empty folder. Names that lead out of the folder and archives that unpack to more than
/// 8 GiB are refused.
///
/// # Errors
/// When it is no such file, holds what is refused, or something cannot be written.
pub fn unzip(archive: &Path, folder: &Path, links: Links) -> io::Result<()> {
    let mut archive = ZipArchive::new(File::open(archive)?).map_err(io::Error::other)?;
    let mut room = MAX_UNPACKED;
    let mut made = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).map_err(io::Error::other)?;
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        let refused = |why: &str| io::Error::other(format!("the entry {name:?} {why}"));
        let path = entry.enclosed_name().ok_or_else(|| refused("leads out of the archive"))?;
        if entry.is_symlink() && links == Links::Refused {
            return Err(refused("is a link"));
        }
        let path = folder.join(path);
        if entry.is_symlink() {
            let mut target = String::new();
            (&mut entry).take(MAX_LINK).read_to_string(&mut target)?;
            made.push((path, target));
            continue;
        }
        if entry.is_dir() {
            std::fs::create_dir_all(&path)?;
            continue;
        }
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        let executable = entry.unix_mode().is_none_or(|mode| mode & 0o111 != 0);
        let mut file = File::options().write(true).create_new(true).open(&path)?;
        // The sizes that an archive states are not to be relied on.
        let written = io::copy(&mut (&mut entry).take(room + 1), &mut file)?;
        room = room.checked_sub(written).ok_or_else(|| io::Error::other("the archive unpacks to more than 8 GiB"))?;
        file.set_permissions(Permissions::from_mode(if executable { 0o755 } else { 0o644 }))?;
        file.sync_all()?;
    }
    for (path, target) in made {
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        symlink(target, path)?;
    }
    Ok(())
}
