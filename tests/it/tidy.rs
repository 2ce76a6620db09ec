//! The rules of the house that a machine can check.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// The edges that `docs/architecture.md` allows, and the order of its rows.
fn allowed() -> (BTreeMap<String, BTreeSet<String>>, Vec<String>) {
    let page = std::fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    let mut edges = BTreeMap::new();
    let mut order = Vec::new();
    for line in page.lines().filter(|line| line.starts_with("| `groundplan")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let name = cells[1].trim_matches('`').to_owned();
        let on = cells[4].split(',').map(str::trim).filter(|on| !on.is_empty()).map(|on| format!("groundplan-{on}"));
        edges.insert(name.clone(), on.collect());
        order.push(name);
    }
    (edges, order)
}

/// The edges between our crates as their manifests have them, test dependencies left out.
fn actual() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut edges = BTreeMap::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap().to_owned();
        if name == "groundplan-tests" {
            continue;
        }
        let on = package["dependencies"].as_array().unwrap().iter();
        let on = on.filter(|on| on["kind"].is_null()).map(|on| on["name"].as_str().unwrap().to_owned());
        edges.insert(name, on.filter(|on| on.starts_with("groundplan-")).collect());
    }
    edges
}

#[test]
fn dependencies_are_those_of_the_architecture() {
    let (allowed, order) = allowed();
    let actual = actual();
    let mut wrong = Vec::new();
    for (name, on) in &actual {
        let Some(allowed) = allowed.get(name) else {
            wrong.push(format!("{name} has no row in docs/architecture.md"));
            continue;
        };
        wrong.extend(on.difference(allowed).map(|edge| format!("{name} must not depend on {edge}")));
        wrong.extend(
            allowed.difference(on).map(|edge| format!("{name} does not depend on {edge}, but the page says so")),
        );
        for on in on {
            let position = |name: &String| order.iter().position(|row| row == name);
            if position(on) >= position(name) {
                wrong.push(format!("{name} depends on {on}, which does not stand above it in the table"));
            }
        }
    }
    wrong.extend(
        allowed.keys().filter(|name| !actual.contains_key(*name)).map(|name| format!("there is no crate {name}")),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_crate_says_what_it_is_for() {
    for crate_dir in std::fs::read_dir(root().join("crates")).unwrap() {
        let source = crate_dir.unwrap().path().join("src");
        let entry = ["lib.rs", "main.rs"].iter().map(|name| source.join(name)).find(|path| path.exists()).unwrap();
        let text = std::fs::read_to_string(&entry).unwrap();
        assert!(text.starts_with("//! "), "{} does not start with its purpose", entry.display());
    }
}

/// Files beyond this many lines need a reason written in their first lines: a line that starts with `//! Long because`.
const MOST_LINES: usize = 1000;

#[test]
fn files_are_of_a_size_to_read() {
    let mut long = Vec::new();
    let mut folders = vec![root().join("crates"), root().join("tests"), root().join("catalog")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let code = path.extension().is_some_and(|kind| kind == "rs" || kind == "tf" || kind == "hcl");
            if !code {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let explained = text.lines().take(20).any(|line| line.contains("Long because"));
            if text.lines().count() > MOST_LINES && !explained {
                long.push(format!("{}: {} lines", path.display(), text.lines().count()));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn no_file_names_this_machine() {
    // What may not be said is put together here, so that this file does not say it.
    let forbidden = [["/work", "/main"].concat(), ["/work", "/shared"].concat(), ["/root", "/"].concat()];
    let output = Command::new("git").args(["ls-files"]).current_dir(root()).output().unwrap();
    let mut found = Vec::new();
    for file in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(text) = std::fs::read_to_string(root().join(file)) else { continue };
        found.extend(forbidden.iter().filter(|word| text.contains(*word)).map(|word| format!("{file} says {word}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
