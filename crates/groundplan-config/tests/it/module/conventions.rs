//! What `catalog/CONVENTIONS.md` says of every module, held against the modules.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_config::files::{DiskFiles, Overlay, Reader};
use groundplan_config::module::{LoadContext, LocalModules, Module, ModuleCache, load_tree};
use groundplan_diag::SourceMap;

/// A module of the catalog: its folder, and what it declares.
struct Entry {
    dir: PathBuf,
    module: Arc<Module>,
}

impl Entry {
    fn text(&self, file: &str) -> String {
        fs::read_to_string(self.dir.join(file)).unwrap()
    }

    fn examples(&self) -> Vec<String> {
        let mut names: Vec<_> = folders(&self.dir.join("examples")).iter().map(|dir| name_of(dir)).collect();
        names.sort();
        names
    }
}

fn entries() -> Vec<Entry> {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap();
    let modules = base.join("catalog/modules");
    let files = Reader { base: base.into(), files: Arc::new(DiskFiles::default()) };
    let (sources, cache) = (SourceMap::new(), ModuleCache::new());
    let context = LoadContext { sources: &sources, files: &files, modules: &LocalModules, cache: &cache };
    let mut found = Vec::new();
    for area in folders(&modules) {
        for dir in folders(&area) {
            let (tree, _) = load_tree(&dir, &Overlay::default(), &context);
            found.push(Entry { module: tree.unwrap().module.clone(), dir });
        }
    }
    assert!(found.len() >= 16, "{}", found.len());
    found
}

fn folders(dir: &Path) -> Vec<PathBuf> {
    let mut dirs: Vec<_> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    dirs.sort();
    dirs
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// The names of the blocks of a kind, in the order in which a file has them.
fn block_names(text: &str, kind: &str) -> Vec<String> {
    let start = format!("{kind} \"");
    text.lines().filter_map(|line| line.strip_prefix(&start)?.split('"').next().map(str::to_owned)).collect()
}

/// The calls of the module itself in an example, which may show it from both sides.
fn own_calls(example: &str) -> String {
    let mut calls = example.split_inclusive('\n').fold(Vec::<String>::new(), |mut calls, line| {
        if line.starts_with("module \"") {
            calls.push(String::new());
        }
        let open = calls.last().is_some_and(|call| !call.ends_with("\n}\n"));
        if open && let Some(call) = calls.last_mut() {
            call.push_str(line);
        }
        calls
    });
    calls.retain(|call| call.lines().any(|line| line.split_whitespace().eq(["source", "=", "\"../..\""])));
    calls.join("\n")
}

/// Outputs that are known before the module is done, because it waits for what is made with them.
const EARLY: [(&str, &str); 1] = [("acm-certificate", "validation_records")];

#[test]
fn readmes_show_the_examples_word_for_word() {
    let mut problems = String::new();
    for entry in entries() {
        let readme = entry.text("README.md");
        let shown: BTreeMap<_, _> = readme
            .split("```hcl\n")
            .skip(1)
            .filter_map(|rest| rest.split("```").next()?.rsplit_once("# test: plan="))
            .map(|(call, name)| (name.trim().to_owned(), call.to_owned()))
            .collect();
        let examples = entry.examples();
        if shown.keys().ne(examples.iter()) {
            writeln!(problems, "{}: README shows {:?}, there are {examples:?}", entry.dir.display(), shown.keys())
                .unwrap();
        }
        for (name, call) in shown.iter().filter(|(name, _)| examples.contains(name)) {
            let example = entry.text(&format!("examples/{name}/main.tf"));
            if own_calls(&example) != *call {
                writeln!(problems, "{}: README and example {name} differ", entry.dir.display()).unwrap();
            }
        }
    }
    assert_eq!(problems, "");
}

#[test]
fn readmes_have_the_descriptions_of_inputs_and_outputs() {
    let mut problems = String::new();
    for entry in entries() {
        let readme = entry.text("README.md");
        let row = |name: &str, description: &str| {
            let start = format!("| `{name}` | ");
            let end = format!("| {} |", description.replace('|', "\\|"));
            readme.lines().find(|line| line.starts_with(&start) && line.ends_with(&end)).map(str::to_owned)
        };
        for (name, variable) in &entry.module.variables {
            let found = row(name, &variable.description);
            if found.is_none_or(|row| row.contains("| required |") != variable.default.is_none()) {
                writeln!(problems, "{}: the row of {name}", entry.dir.display()).unwrap();
            }
        }
        for (name, output) in &entry.module.outputs {
            if row(name, &output.description).is_none() {
                writeln!(problems, "{}: the row of the output {name}", entry.dir.display()).unwrap();
            }
        }
        let tables = readme.split("\n## Inputs\n").nth(1).unwrap_or_default();
        let rows = tables.lines().filter(|line| line.starts_with("| `")).count();
        let declared = entry.module.variables.len() + entry.module.outputs.len();
        if rows != declared {
            writeln!(problems, "{}: {rows} rows, {declared} inputs and outputs", entry.dir.display()).unwrap();
        }
    }
    assert_eq!(problems, "");
}

#[test]
fn inputs_and_outputs_keep_to_the_conventions() {
    let mut problems = String::new();
    for entry in entries() {
        let mut tell = |problem: &str| writeln!(problems, "{}: {problem}", entry.dir.display()).unwrap();
        let (variables, outputs) = (entry.text("variables.tf"), entry.text("outputs.tf"));
        for (file, kind) in [(&variables, "variable"), (&outputs, "output")] {
            let names = block_names(file, kind);
            if !names.is_sorted() {
                tell(&format!("{kind}s are not sorted: {names:?}"));
            }
        }
        if block_names(&variables, "variable").len() != entry.module.variables.len() {
            tell("there are inputs outside of variables.tf");
        }
        if entry.module.variables.len() > 15 {
            tell("more than 15 inputs");
        }
        if !entry.module.providers.is_empty() {
            tell("modules configure no provider");
        }
        for (name, variable) in &entry.module.variables {
            if !variable.description.ends_with('.') {
                tell(&format!("{name} is not described in sentences"));
            }
            if variable.ty.has_dynamic() {
                tell(&format!("{name} has no type"));
            }
            let told = variable.description.to_lowercase().contains("null") || &**name == "kms_key_arn";
            if variable.nullable && !told {
                tell(&format!("{name} can be null, and its description does not tell what that means"));
            }
        }
        for (name, output) in &entry.module.outputs {
            if !output.description.ends_with('.') {
                tell(&format!("the output {name} is not described in sentences"));
            }
            let early = EARLY.contains(&(&*name_of(&entry.dir), &**name));
            if output.depends_on.is_empty() != early {
                tell(&format!("the output {name} does not wait for the module"));
            }
        }
        if entry.module.required_version.is_empty() || !entry.module.required_providers.contains_key("aws") {
            tell("versions.tf does not say what it needs");
        }
    }
    assert_eq!(problems, "");
}
