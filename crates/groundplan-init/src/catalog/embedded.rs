// The catalog's files as `build.rs` found them: paths in the catalog, with `/`, and contents.
include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

/// The files of this program's catalog: paths in it, with `/`, in order; and contents.
pub fn files() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    FILES.iter().copied()
}

/// The content of a file of this program's catalog.
pub(super) fn content(path: &str) -> Option<&'static [u8]> {
    FILES.iter().find(|(name, _)| *name == path).map(|(_, content)| *content)
}
