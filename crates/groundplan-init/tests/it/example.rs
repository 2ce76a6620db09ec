//! `examples/acme` is what `init` makes for a company of that name with [`Given::example`] and defaults for all else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use groundplan_init::{Given, render};

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/acme")
}

/// The files that git knows in a folder and below: runs leave others there.
fn known_files(folder: &Path) -> BTreeMap<String, String> {
    let output = std::process::Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success());
    let names = String::from_utf8(output.stdout).unwrap();
    let existing = names.split_terminator('\0').filter(|name| folder.join(name).exists());
    existing.map(|name| (name.to_owned(), std::fs::read_to_string(folder.join(name)).unwrap())).collect()
}

#[test]
fn the_example_is_what_init_makes() {
    let given = Given::example();
    let answers = given.complete().unwrap();
    assert_eq!(answers.check(), []);
    let rendered: BTreeMap<String, String> =
        render(&answers).unwrap().into_iter().map(|file| (file.path, file.text)).collect();
    let there = known_files(&example());
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        for name in there.keys().filter(|name| !rendered.contains_key(*name)) {
            std::fs::remove_file(example().join(name)).unwrap();
        }
        for (name, text) in &rendered {
            let path = example().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        return;
    }
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&there), names(&rendered), "run the test once with UPDATE_EXPECT=1");
    for (name, text) in &rendered {
        assert_eq!(&there[name], text, "{name}: run the test once with UPDATE_EXPECT=1");
    }
}
