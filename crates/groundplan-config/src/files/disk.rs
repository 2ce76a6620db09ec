use std::io;
use std::path::{Path, PathBuf};

use groundplan_lang::functions::{FileAccess, FileKind};

/// The files on the disk.
#[derive(Clone, Debug, Default)]
pub struct DiskFiles {
    home: Option<PathBuf>,
}

impl DiskFiles {
    /// All files on the disk; `home` is what `~` stands for.
    #[must_use]
    pub fn new(home: Option<PathBuf>) -> Self {
        Self { home }
    }
}

impl FileAccess for DiskFiles {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        let kind = std::fs::metadata(path)?.file_type();
        Ok(match () {
            () if kind.is_file() => FileKind::File,
            () if kind.is_dir() => FileKind::Folder,
            () => special(kind),
        })
    }

    fn list(&self, path: &Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in std::fs::read_dir(path)? {
            // Names that are not UTF-8 are left out: no configuration can speak of them.
            names.extend(entry?.file_name().into_string().ok());
        }
        Ok(names)
    }

    fn home(&self) -> Option<PathBuf> {
        self.home.clone()
    }
}

#[cfg(unix)]
fn special(kind: std::fs::FileType) -> FileKind {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        FileKind::Pipe
    } else if kind.is_socket() {
        FileKind::Socket
    } else if kind.is_block_device() || kind.is_char_device() {
        FileKind::Device
    } else {
        FileKind::Other
    }
}

#[cfg(not(unix))]
fn special(_: std::fs::FileType) -> FileKind {
    FileKind::Other
}
