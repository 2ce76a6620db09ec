//! Puts the catalog and what every company's repository has in common into the program.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let root: PathBuf = [&env::var("CARGO_MANIFEST_DIR")?, "..", ".."].iter().collect();
    let root = root.canonicalize()?;
    let mut files = Vec::new();
    collect(&root.join("catalog"), Path::new(""), &mut files)?;
    let mut code = String::from("pub(super) static FILES: &[(&str, &[u8])] = &[\n");
    for (name, path) in files {
        code.push_str(&format!("    ({name:?}, include_bytes!({:?})),\n", text(&path)?));
    }
    code.push_str("];\n");
    let out: PathBuf = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?.into();
    fs::write(out.join("catalog.rs"), code)?;
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}

/// The files of a folder and below, with the names that they get; in order, so that the same files give the same program.
fn collect(folder: &Path, name: &Path, files: &mut Vec<(String, PathBuf)>) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", text(folder)?);
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let entry_name = entry.file_name();
        if is_left_behind(&entry_name.to_string_lossy()) {
            continue;
        }
        let (path, name) = (entry.path(), name.join(&entry_name));
        if entry.file_type()?.is_dir() {
            collect(&path, &name, files)?;
        } else {
            println!("cargo::rerun-if-changed={}", text(&path)?);
            files.push((text(&name)?, path));
        }
    }
    Ok(())
}

/// What runs leave in such folders.
fn is_left_behind(name: &str) -> bool {
    let beginnings = [".terraform", ".terragrunt-cache", ".state", ".groundplan", "__pycache__"];
    beginnings.iter().any(|beginning| name.starts_with(beginning))
        || name.ends_with(".tfstate")
        || name.contains(".tfstate.")
}

fn text(path: &Path) -> Result<String, Box<dyn Error>> {
    Ok(path.to_str().ok_or_else(|| format!("{} is not UTF-8", path.display()))?.to_owned())
}
