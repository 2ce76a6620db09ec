//! Modules of this repository, as they are on the disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_config::files::{DiskFiles, Overlay, Reader};
use groundplan_config::module::{LoadContext, LocalModules, ModuleCache, load_tree};
use groundplan_diag::SourceMap;

use crate::support;

#[test]
fn all_modules_of_the_catalog_load_without_a_message() {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap();
    let files = Reader { base: base.into(), files: Arc::new(DiskFiles::default()) };
    let mut dirs = Vec::new();
    module_dirs(&files, Path::new("catalog/modules"), &mut dirs);
    assert!(dirs.len() >= 2, "{dirs:?}");
    for dir in dirs {
        let (sources, cache) = (SourceMap::new(), ModuleCache::new());
        let context = LoadContext { sources: &sources, files: &files, modules: &LocalModules, cache: &cache };
        let (tree, diags) = load_tree(&dir, &Overlay::default(), &context);
        assert_eq!(support::rendered(&diags, &sources), "");
        assert!(tree.is_some(), "{}", dir.display());
    }
}

fn module_dirs(files: &Reader, dir: &Path, found: &mut Vec<PathBuf>) {
    let names = files.names(dir).unwrap();
    if names.iter().any(|name| name.ends_with(".tf")) {
        found.push(dir.to_path_buf());
    }
    for name in names.iter().filter(|name| !name.starts_with('.')) {
        let inner = dir.join(name);
        if files.is_dir(&inner) {
            module_dirs(files, &inner, found);
        }
    }
}
