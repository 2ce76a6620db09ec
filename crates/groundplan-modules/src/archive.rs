use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use groundplan_fetch::{Links, unzip};
use lzma_rust2::XzReader;
use tar::{Archive, EntryType};

/// The most that a package may take when unpacked: what is larger is no configuration.
const MAX_UNPACKED: u64 = 1 << 30;

/// The formats of archives that packages come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Zip,
    TarGz,
    TarBz2,
    TarXz,
    /// One compressed file, which is no package.
    Single,
}

/// The endings of names, as the `archive` parameter has them too.
const ENDINGS: [(&str, Format); 12] = [
    ("zip", Format::Zip),
    ("tar.gz", Format::TarGz),
    ("tgz", Format::TarGz),
    ("tar.bz2", Format::TarBz2),
    ("tar.tbz2", Format::TarBz2),
    ("tbz2", Format::TarBz2),
    ("tar.xz", Format::TarXz),
    ("txz", Format::TarXz),
    ("gz", Format::Single),
    ("bz2", Format::Single),
    ("xz", Format::Single),
    ("tar", Format::Single),
];

impl Format {
    /// The format that the `archive` parameter or else the address's ending names; none for what is no archive.
    pub(crate) fn of(parameter: Option<&str>, path: &str) -> Option<Self> {
        match parameter {
            Some("false" | "0" | "f" | "F" | "FALSE" | "False") => None,
            Some(name) if ENDINGS.iter().any(|(ending, _)| *ending == name) => {
                ENDINGS.iter().find(|(ending, _)| *ending == name).map(|(_, format)| *format)
            }
            _ => {
                let ends = |ending: &str| path.strip_suffix(ending).is_some_and(|rest| rest.ends_with('.'));
                let fitting = ENDINGS.iter().filter(|(ending, _)| ends(ending));
                fitting.max_by_key(|(ending, _)| ending.len()).map(|(_, format)| *format)
            }
        }
    }

    /// Unpacks an archive into an empty folder. What leads out of the folder is refused.
    pub(crate) fn unpack(self, archive: &Path, folder: &Path) -> io::Result<()> {
        let file = || File::open(archive).map(BufReader::new);
        match self {
            Self::Zip => unzip(archive, folder, Links::Made),
            Self::TarGz => untar(MultiGzDecoder::new(file()?), folder),
            Self::TarBz2 => untar(MultiBzDecoder::new(file()?), folder),
            Self::TarXz => untar(XzReader::new(file()?, true), folder),
            Self::Single => Err(io::Error::other("it is one compressed file, and a module is a folder")),
        }
    }
}

fn untar(input: impl Read, folder: &Path) -> io::Result<()> {
    let mut archive = Archive::new(input.take(MAX_UNPACKED));
    archive.set_preserve_mtime(false);
    archive.set_overwrite(false);
    for entry in archive.entries()? {
        let mut entry = entry?;
        let kind = entry.header().entry_type();
        if matches!(kind, EntryType::XGlobalHeader | EntryType::XHeader) {
            continue;
        }
        let name = entry.path()?.display().to_string();
        let known = matches!(
            kind,
            EntryType::Regular | EntryType::Continuous | EntryType::Directory | EntryType::Symlink | EntryType::Link
        );
        if !known {
            return Err(io::Error::other(format!("the entry {name:?} is neither file, folder nor link")));
        }
        if !entry.unpack_in(folder)? {
            return Err(io::Error::other(format!("the entry {name:?} leads out of the archive")));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_parameter_or_name() {
        for (parameter, path, format) in [
            (None, "/a/x.zip", Some(Format::Zip)),
            (None, "/a/x.tar.gz", Some(Format::TarGz)),
            (None, "/a/x.txz", Some(Format::TarXz)),
            (None, "/a/x.gz", Some(Format::Single)),
            (None, "/a/zip", None),
            (Some("tgz"), "/a/x", Some(Format::TarGz)),
            (Some("false"), "/a/x.zip", None),
            (Some("strange"), "/a/x.zip", Some(Format::Zip)),
        ] {
            assert_eq!(Format::of(parameter, path), format, "{parameter:?} {path}");
        }
    }
}
