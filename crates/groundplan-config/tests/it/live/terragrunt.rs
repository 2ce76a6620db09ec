//! Terragrunt's own fixtures, which are not part of this repository: every unit in them, and every unit that their stacks make,
//! is read as `render` reads it. What Terragrunt's tests expect of some is compared (`tests/conformance/terragrunt.json`); what
//! cannot be read is in the ledger (`tests/conformance/gaps.toml`), and what is there and can be read fails the run.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use groundplan_config::files::{DiskFiles, Glob, Reader};
use groundplan_config::live::{
    Caller, Callers, LiveOptions, LiveSettings, ProgramCall, Programs, Selection, UnitOutputs, UnitPath, UnitRole,
    load_live, render_unit,
};
use groundplan_diag::{Diagnostic, SourceMap};
use groundplan_lang::functions::{FileAccess, FileKind};
use groundplan_value::Value;
use serde_json::Value as Json;

use super::settings;
use crate::support;

/// The folder that Terragrunt's repository was fetched to.
const FOLDER: &str = "GROUNDPLAN_TERRAGRUNT";

#[test]
#[ignore = "needs Terragrunt's repository: set GROUNDPLAN_TERRAGRUNT to the folder that it was fetched to"]
fn fixtures_of_terragrunt() {
    let folder = std::env::var(FOLDER).unwrap_or_else(|_| panic!("{FOLDER} is not set"));
    let fixtures = Path::new(&folder).canonicalize().unwrap().join("test/fixtures");
    let mut ledger = Ledger::read();
    let mut expected = Expected::read(&fixtures);
    let (mut read, mut templates, mut known, mut wrong) = (0, 0, 0, Vec::new());
    for fixture in folders(&fixtures) {
        for case in cases(&fixture) {
            let name = case.strip_prefix(&fixtures).unwrap().display().to_string();
            let result = render(&fixture, &case, &expected.outputs);
            let gap = ledger.gap(&name);
            match result {
                // What a stack gives values to cannot be read without them, in Terragrunt neither.
                Err(message) if message.contains("Nothing gives values here") => templates += 1,
                Err(_) if gap.is_some() => known += 1,
                Err(message) => wrong.push(format!("{name}:\n{message}")),
                Ok(value) => match expected.compare(&name, &value) {
                    differences if differences.is_empty() => {
                        read += 1;
                        if let Some(gap) = gap {
                            wrong.push(format!("{name} is in the ledger ({gap}), but can be read"));
                        }
                    }
                    _ if gap.is_some() => known += 1,
                    differences => wrong.push(format!("{name}:\n{}", differences.join("\n"))),
                },
            }
        }
    }
    wrong.extend(ledger.unused().map(|gap| format!("the ledger's {gap} is of no unit that there is")));
    wrong.extend(expected.unused().map(|name| format!("{name} is expected, but there is no such unit")));
    println!("{read} units read, {templates} templates of stacks, {known} in the ledger, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// The fixtures: each is a live repository of its own.
fn folders(fixtures: &Path) -> Vec<PathBuf> {
    let within = |folder: &Path| -> BTreeSet<PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.is_dir()).collect()
    };
    let all = within(fixtures).into_iter();
    all.flat_map(|folder| if folder.ends_with("stacks") { within(&folder) } else { BTreeSet::from([folder]) }).collect()
}

/// The files of the disk, with a git repository where Terragrunt's tests make one: around each stack, and around all fixtures.
struct InGit {
    files: DiskFiles,
    git: PathBuf,
}

impl InGit {
    fn new(fixture: &Path) -> Self {
        let is_stack =
            fixture.parent().is_some_and(|parent| parent.ends_with("stacks")) && !fixture.ends_with("locals");
        let root = if is_stack { Some(fixture) } else { fixture.ancestors().find(|folder| folder.ends_with("test")) };
        Self { files: DiskFiles::default(), git: root.unwrap().join(".git") }
    }
}

impl FileAccess for InGit {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files.read(path)
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        if path.ends_with(".git") {
            return if path == self.git { Ok(FileKind::Folder) } else { Err(io::ErrorKind::NotFound.into()) };
        }
        self.files.kind(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<String>> {
        self.files.list(path)
    }

    fn home(&self) -> Option<PathBuf> {
        None
    }
}

/// The folders of all units of a fixture, those that stacks make included. Where a stack cannot be expanded, its own folder stands
/// for its units.
fn cases(fixture: &Path) -> BTreeSet<PathBuf> {
    let settings = live(fixture, &BTreeMap::new());
    let (live, _) = load_live(fixture, &Selection::default(), &settings);
    let mut found: BTreeSet<PathBuf> = live.reasons.keys().map(|path| fixture.join(&*path.0)).collect();
    found.extend(live.excluded.iter().map(|(path, _)| fixture.join(&*path.0)));
    found
}

fn live(fixture: &Path, env: &BTreeMap<String, String>) -> LiveSettings {
    let files = Reader { base: fixture.into(), files: Arc::new(InGit::new(fixture)) };
    let path = std::env::var("PATH").map(|path| ("PATH".to_owned(), path));
    LiveSettings {
        sources: Arc::new(SourceMap::new()),
        env: Arc::new(env.clone().into_iter().chain(path).collect()),
        command: "apply".into(),
        options: LiveOptions {
            programs: Some(Arc::new(Shell)),
            callers: Some(Arc::new(Somebody)),
            ..LiveOptions::default()
        },
        ..settings(files)
    }
}

/// The evaluated configuration, or what is wrong.
fn render(fixture: &Path, dir: &Path, outputs: &BTreeMap<String, Json>) -> Result<Json, String> {
    let settings = live(fixture, &BTreeMap::new());
    let (value, diags) = render_unit(fixture, dir, &Outputs { fixture, all: outputs }, &settings);
    if diags.has_errors() {
        return Err(support::rendered(&diags, &settings.sources));
    }
    Ok(shown(&value.unwrap_or(Value::NULL)))
}

/// A value as JSON; null where it is not known.
fn shown(value: &Value) -> Json {
    if let Some(map) = value.as_map() {
        return map
            .iter()
            .map(|(name, value)| (name.to_string(), shown(value)))
            .collect::<serde_json::Map<_, _>>()
            .into();
    }
    match value.as_slice() {
        Some(items) => items.iter().map(shown).collect::<Vec<_>>().into(),
        None => value.unmark_deep().to_plain_json().unwrap_or(Json::Null),
    }
}

/// Outputs as the expectations give them; unknown otherwise.
struct Outputs<'a> {
    fixture: &'a Path,
    all: &'a BTreeMap<String, Json>,
}

impl Outputs<'_> {
    fn of(&self, unit: &UnitPath) -> Value {
        let dir = groundplan_config::files::normalize(&self.fixture.join(&*unit.0));
        let known = self.all.iter().find(|(name, _)| dir.ends_with(name));
        known.map_or(Value::DYNAMIC, |(_, outputs)| Value::implied_from_json(outputs).unwrap())
    }
}

impl UnitOutputs for Outputs<'_> {
    fn output(&self, unit: &UnitPath, name: &str) -> Result<Value, Diagnostic> {
        Ok(self.of(unit).get_attr(name).unwrap_or(Value::DYNAMIC))
    }

    fn outputs(&self, unit: &UnitPath) -> Result<Value, Diagnostic> {
        Ok(self.of(unit))
    }
}

/// Whose credentials are used does not matter to the fixtures.
struct Somebody;

impl Callers for Somebody {
    fn caller(&self, _role: Option<&UnitRole>) -> Result<Caller, String> {
        let arn = "arn:aws:iam::123456789012:user/somebody".to_owned();
        Ok(Caller { account: "123456789012".to_owned(), arn, user_id: "AIDASOMEBODY".to_owned() })
    }

    fn account_alias(&self, _role: Option<&UnitRole>) -> Result<Option<String>, String> {
        Ok(Some("somewhere".to_owned()))
    }
}

/// Runs commands as they are: those of the fixtures print texts.
struct Shell;

impl Programs for Shell {
    fn run(&self, call: &ProgramCall<'_>) -> Result<String, String> {
        if call.program == "sops" {
            return Err("is not run in this test.".into());
        }
        let relative = call.program.contains('/') && !call.program.starts_with('/');
        let program = if relative { call.dir.join(call.program) } else { PathBuf::from(call.program) };
        let output = Command::new(program).args(call.args).current_dir(call.dir).output();
        let output = output.map_err(|error| format!("cannot be started: {error}."))?;
        if !output.status.success() {
            return Err(format!("failed: {}", String::from_utf8_lossy(&output.stderr)));
        }
        String::from_utf8(output.stdout).map_err(|error| error.to_string())
    }
}

fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance").join(name);
    std::fs::read_to_string(path).unwrap()
}

/// What Terragrunt's tests expect: parts of evaluated configurations, by JSON pointers.
struct Expected {
    fixtures: String,
    outputs: BTreeMap<String, Json>,
    units: BTreeMap<String, BTreeMap<String, Json>>,
    seen: BTreeSet<String>,
}

impl Expected {
    fn read(fixtures: &Path) -> Self {
        let all: Json = serde_json::from_str(&data("terragrunt.json")).unwrap();
        Self {
            fixtures: fixtures.display().to_string(),
            outputs: serde_json::from_value(all["outputs"].clone()).unwrap(),
            units: serde_json::from_value(all["units"].clone()).unwrap(),
            seen: BTreeSet::new(),
        }
    }

    fn compare(&mut self, name: &str, value: &Json) -> Vec<String> {
        let Some(parts) = self.units.get(name) else { return Vec::new() };
        self.seen.insert(name.to_owned());
        let mut differences = Vec::new();
        for (pointer, expected) in parts {
            let text = expected.to_string().replace("$FIXTURES", &self.fixtures);
            let expected: Json = serde_json::from_str(&text).unwrap();
            let actual = value.pointer(pointer).cloned().unwrap_or(Json::Null);
            if actual != expected {
                differences.push(format!("  {pointer} is {actual}, not {expected}"));
            }
        }
        differences
    }

    fn unused(&self) -> impl Iterator<Item = &String> {
        self.units.keys().filter(|name| !self.seen.contains(*name))
    }
}

/// The known differences.
struct Ledger(Vec<(String, Vec<(Glob, bool)>)>);

impl Ledger {
    fn read() -> Self {
        let table: toml::Table = data("gaps.toml").parse().unwrap();
        let gaps = table.get("gap").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        let all = gaps.iter().map(|gap| {
            let text = |key: &str| gap.get(key).and_then(toml::Value::as_str).unwrap_or_default();
            assert!(["bug", "missing", "intended"].contains(&text("kind")), "{gap:?}");
            assert!(!text("why").is_empty(), "{gap:?}");
            let cases = gap.get("cases").and_then(toml::Value::as_array).cloned().unwrap_or_default();
            let globs = cases.iter().filter_map(toml::Value::as_str).map(|case| (Glob::new(case).unwrap(), false));
            (text("id").to_owned(), globs.collect())
        });
        Self(all.collect())
    }

    fn gap(&mut self, name: &str) -> Option<String> {
        for (id, globs) in &mut self.0 {
            for (glob, seen) in globs {
                if glob.is_match(name) {
                    *seen = true;
                    return Some(id.clone());
                }
            }
        }
        None
    }

    fn unused(&self) -> impl Iterator<Item = &String> {
        self.0.iter().filter(|(_, globs)| globs.iter().any(|(_, seen)| !seen)).map(|(id, _)| id)
    }
}
