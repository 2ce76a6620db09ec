use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Remembers the hashes of files, so that a program of 700 MB is read once and not in every run. A file is the same as
/// long as its size, times and inode are; the time of the last change of the inode is among them, which no program can
/// set back.
#[derive(Debug)]
pub struct HashMemo {
    folder: Option<PathBuf>,
}

#[derive(Serialize, Deserialize, PartialEq, Eq)]
struct Remembered {
    path: PathBuf,
    device: u64,
    inode: u64,
    size: u64,
    modified: (i64, i64),
    changed: (i64, i64),
    sha256: String,
}

impl HashMemo {
    /// A memo in a folder, which is made when first written to.
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Self {
        Self { folder: Some(folder) }
    }

    /// A memo that remembers nothing.
    #[must_use]
    pub fn disabled() -> Self {
        Self { folder: None }
    }

    /// The SHA-256 of a file, in hexadecimal.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn sha256(&self, path: &Path) -> io::Result<String> {
        let path = path.canonicalize()?;
        let note = self.folder.as_ref().map(|folder| {
            let name = hex(&Sha256::digest(path.as_os_str().as_encoded_bytes()));
            folder.join(format!("{name}.json"))
        });
        let mut file = File::open(&path)?;
        let mut current = Remembered::of(&path, &file)?;
        if let Some(remembered) = note.as_deref().and_then(read) {
            current.sha256.clone_from(&remembered.sha256);
            if current == remembered {
                return Ok(remembered.sha256);
            }
        }
        current.sha256 = sha256_of(&mut file)?;
        let unchanged = Remembered { sha256: current.sha256.clone(), ..Remembered::of(&path, &file)? } == current;
        if let Some(note) = note.filter(|_| unchanged) {
            // Only time is lost when it cannot be kept.
            let _ = write(&note, &current);
        }
        Ok(current.sha256)
    }
}

impl Remembered {
    fn of(path: &Path, file: &File) -> io::Result<Self> {
        let metadata = file.metadata()?;
        Ok(Self {
            path: path.to_owned(),
            device: metadata.dev(),
            inode: metadata.ino(),
            size: metadata.size(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
            sha256: String::new(),
        })
    }
}

fn read(note: &Path) -> Option<Remembered> {
    serde_json::from_slice(&std::fs::read(note).ok()?).ok()
}

fn write(note: &Path, remembered: &Remembered) -> io::Result<()> {
    let folder = note.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(&serde_json::to_vec(remembered)?)?;
    file.persist(note).map_err(|error| error.error)?;
    Ok(())
}

/// The SHA-256 of all that can be read, in hexadecimal.
///
/// # Errors
/// When reading fails.
pub fn sha256_of(input: &mut impl Read) -> io::Result<String> {
    let mut sum = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    loop {
        match input.read(&mut buffer)? {
            0 => return Ok(hex(&sum.finalize())),
            length => sum.update(buffer.get(..length).unwrap_or_default()),
        }
    }
}

/// Bytes in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_hashed_again_only_when_it_has_changed() {
        let folder = tempfile::tempdir().unwrap();
        let (path, notes) = (folder.path().join("f"), folder.path().join("notes"));
        std::fs::write(&path, "one").unwrap();
        let memo = HashMemo::in_folder(notes.clone());
        let one = memo.sha256(&path).unwrap();
        assert_eq!(one, hex(&Sha256::digest("one")));

        // What is remembered is believed: a note with another hash shows it.
        let note = std::fs::read_dir(&notes).unwrap().next().unwrap().unwrap().path();
        let text = std::fs::read_to_string(&note).unwrap();
        std::fs::write(&note, text.replace(&one, "remembered")).unwrap();
        assert_eq!(memo.sha256(&path).unwrap(), "remembered");

        std::fs::write(&path, "two").unwrap();
        assert_eq!(memo.sha256(&path).unwrap(), hex(&Sha256::digest("two")));
        std::fs::write(&note, "damaged").unwrap();
        assert_eq!(memo.sha256(&path).unwrap(), hex(&Sha256::digest("two")));
    }
}
