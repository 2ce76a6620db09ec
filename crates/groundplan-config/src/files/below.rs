use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::{Path, PathBuf};

/// What stands in a folder of those that paths lead through, each perhaps several times. Paths are ordered part by part, so
/// all that lie below a folder follow it at once, and no others are looked at.
pub(super) fn below<'a, T>(paths: &'a BTreeMap<PathBuf, T>, dir: &'a Path) -> impl Iterator<Item = String> + 'a {
    let from_there = paths.range::<Path, _>((Bound::Excluded(dir), Bound::Unbounded));
    from_there
        .map_while(move |(path, _)| path.strip_prefix(dir).ok())
        .filter_map(|within| within.components().next())
        .map(|first| first.as_os_str().to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_begins_alike_does_not_stand_in_the_folder() {
        let paths: BTreeMap<PathBuf, ()> =
            ["/a", "/a-b", "/a/b/c", "/a/b", "/a/b.d", "/b/a/x"].map(|path| (path.into(), ())).into();
        let names = |dir| below(&paths, Path::new(dir)).collect::<Vec<_>>();
        assert_eq!(names("/a"), ["b", "b", "b.d"]);
        assert_eq!(names("/"), ["a", "a", "a", "a", "a-b", "b"]);
        assert_eq!(names("/c"), [""; 0]);
    }
}
