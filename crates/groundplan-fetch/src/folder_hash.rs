use std::io;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::memo::{HashMemo, hex};

/// The hash of a folder's files as lock files hold it, `h1:…` (the "h1" of Go's `golang.org/x/mod/sumdb/dirhash`): the
/// SHA-256 of a line for each file, sorted by name, of its SHA-256 and its path in the folder. A link is taken for what it
/// points to if that is a file, else for its text.
///
/// # Errors
/// When something cannot be read, or has a name that is not UTF-8.
pub fn folder_hash(folder: &Path, memo: &HashMemo) -> io::Result<String> {
    let mut files = Vec::new();
    // A mirror may hold a link to the folder.
    let folder = folder.canonicalize()?;
    list(&folder, &folder, &mut files)?;
    files.sort();
    let mut sum = Sha256::new();
    for (name, path) in files {
        let file = if path.is_file() { memo.sha256(&path)? } else { of_link(&path)? };
        sum.update(format!("{file}  {name}\n"));
    }
    Ok(format!("h1:{}", STANDARD.encode(sum.finalize())))
}

fn of_link(path: &Path) -> io::Result<String> {
    Ok(hex(&Sha256::digest(path.read_link()?.as_os_str().as_encoded_bytes())))
}

/// Adds all files below a folder with their paths from the root, which are separated by `/`.
fn list(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        // Links to folders could go round in circles.
        if entry.file_type()?.is_dir() {
            list(root, &path, files)?;
            continue;
        }
        let name = path.strip_prefix(root).ok().and_then(Path::to_str);
        let name = name.ok_or_else(|| io::Error::other(format!("the name {} is not UTF-8", path.display())))?;
        files.push((name.to_owned(), path));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_a_folder_is_that_of_go() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("doc")).unwrap();
        std::fs::write(folder.path().join("doc/a"), "hello\n").unwrap();
        std::fs::write(folder.path().join("b"), "").unwrap();
        let hash = folder_hash(folder.path(), &HashMemo::disabled()).unwrap();
        // (sha256sum b doc/a) | sha256sum, in base64.
        assert_eq!(hash, "h1:MKjPvaz8BQtP+lflqRvFuBN+n0tNeyRsiStnx+Jtx8o=");
    }
}
