//! Answers from Terraform itself. Each expression becomes a local value in a file of its own; one run of `terraform console`
//! shows all of them, and the errors of those that fail.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{fs, io};

use super::Answer;
use super::ours::HOME;

/// The functions of the built-in provider can be called where a module declares it.
const DECLARATIONS: &str = "terraform {\n  required_providers {\n    terraform = { source = \
                            \"terraform.io/builtin/terraform\" }\n  }\n}\n";

/// The place of an error in the line that the console is given.
const CONSOLE: usize = usize::MAX;

/// What Terraform's console says of an expression: its value and its type.
pub(crate) struct Shown {
    pub(crate) value: String,
    pub(crate) ty: String,
}

/// Whether there is no `terraform` to ask; says so.
pub(crate) fn is_missing() -> bool {
    let missing = !Command::new("terraform").arg("version").output().is_ok_and(|output| output.status.success());
    if missing {
        #[expect(clippy::print_stderr, reason = "a test that does nothing should say so")]
        {
            eprintln!("skipped: there is no terraform on PATH");
        }
    }
    missing
}

/// A folder with a copy of the files that pages refer to.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new(files: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(files, folder.path()).unwrap();
        fs::write(folder.path().join("terraform.rc"), "").unwrap();
        Self(folder)
    }

    /// The answers to expressions within a module of that configuration.
    pub(crate) fn ask(&self, configuration: &str, expressions: &[&str]) -> Vec<Result<Shown, Answer>> {
        fs::write(self.0.path().join("main.tf"), format!("{DECLARATIONS}{configuration}")).unwrap();
        for (at, expression) in expressions.iter().enumerate() {
            fs::write(self.file(at), format!("locals {{\n  {} = {expression}\n}}\n", name(at))).unwrap();
        }
        let answers = self.answers(expressions);
        for at in 0..expressions.len() {
            fs::remove_file(self.file(at)).or_else(ignore_missing).unwrap();
        }
        answers
    }

    fn answers(&self, expressions: &[&str]) -> Vec<Result<Shown, Answer>> {
        let (mut errors, mut no_hcl, count) = (BTreeMap::new(), Vec::new(), expressions.len());
        let values = loop {
            let output = self.console(&object(&errors, count));
            let found = first_errors(&output);
            if output.status.success() {
                errors.extend(found);
                break parts(&output, 2);
            }
            // Where a file is no HCL, Terraform evaluates none; then the others are asked again.
            assert!(!found.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
            for at in found.keys() {
                fs::remove_file(self.file(*at)).unwrap();
            }
            no_hcl.extend(found.keys().copied());
            errors.extend(found);
        };
        // Of what ends too early the console says something else than what it says of a file.
        for at in no_hcl.into_iter().filter(|at| !expressions[*at].contains('\n')) {
            let output = self.console(expressions[at]);
            assert!(!output.status.success(), "no error but in a file: {}", expressions[at]);
            errors.extend(first_errors(&output).remove(&CONSOLE).map(|error| (at, error)));
        }
        let types = parts(&self.console(&format!("type({})", object(&errors, count))), 4);
        let one = |at: usize| match errors.get(&at) {
            Some(error) => Err(error.clone()),
            None => Ok(Shown { value: values[&at].clone(), ty: types[&at].clone() }),
        };
        (0..count).map(one).collect()
    }

    fn file(&self, at: usize) -> PathBuf {
        self.0.path().join(format!("{}.tf", name(at)))
    }

    fn console(&self, input: &str) -> Output {
        let mut child = Command::new("terraform")
            .arg("console")
            .current_dir(&self.0)
            .env("TF_CLI_CONFIG_FILE", self.0.path().join("terraform.rc"))
            .env("CHECKPOINT_DISABLE", "1")
            .env("HOME", HOME)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("terraform must be on PATH");
        child.stdin.take().unwrap().write_all(format!("{input}\n").as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir(&target)?;
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn ignore_missing(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

/// The name of a local value, its file, and its part of the object that is asked for.
fn name(at: usize) -> String {
    format!("case_{at:05}")
}

/// An object of all local values that have no error.
fn object(errors: &BTreeMap<usize, Answer>, count: usize) -> String {
    let mut text = "{".to_owned();
    for name in (0..count).filter(|at| !errors.contains_key(at)).map(name) {
        write!(text, "{name} = local.{name}, ").unwrap();
    }
    text + "}"
}

/// Takes an object as the console shows it apart, by the numbers in its keys, each part as it would look alone.
fn parts(output: &Output, indent: usize) -> BTreeMap<usize, String> {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let pad = " ".repeat(indent);
    let mut parts: BTreeMap<usize, String> = BTreeMap::new();
    let mut current = None;
    // A warning may come first. The first and the last line of the object are its own.
    let mut lines: Vec<&str> = text.trim_end_matches('\n').split('\n').collect();
    lines.pop();
    for line in lines.into_iter().skip_while(|line| !["{", "object({"].contains(line)).skip(1) {
        let line = line.strip_prefix(&pad).unwrap_or(line);
        let begins = line.trim_start_matches('"').strip_prefix("case_");
        let begins = begins.and_then(|rest| rest.split_once(" = ").or_else(|| rest.split_once(": ")));
        match (begins, current) {
            (Some((number, rest)), _) if number.trim_end_matches('"').parse::<usize>().is_ok() => {
                let at = number.trim_end_matches('"').parse().unwrap();
                let rest = rest.strip_prefix("<<-").map_or_else(|| rest.to_owned(), |rest| format!("<<{rest}"));
                parts.insert(at, rest);
                current = Some(at);
            }
            (_, Some(at)) => {
                let part = parts.get_mut(&at).unwrap();
                part.push('\n');
                part.push_str(line);
            }
            (_, None) => panic!("what is this line of? {line}"),
        }
    }
    if indent == 4 {
        // Types stand with a comma after each.
        for part in parts.values_mut() {
            *part = part.trim_end_matches(',').to_owned();
        }
    }
    parts
}

/// The first error of each local value, or of the console's own line, among those that Terraform
/// prints in boxes: of function calls the detail, of others the summary, since those are said in our own words.
fn first_errors(output: &Output) -> BTreeMap<usize, Answer> {
    let plain = without_colours(&String::from_utf8(output.stderr.clone()).unwrap());
    let lines: Vec<&str> = plain.lines().map(|line| line.trim_start_matches(['│', '╷', '╵']).trim_end()).collect();
    let starts: Vec<usize> = (0..lines.len()).filter(|at| is_start(lines[*at])).collect();
    let mut errors = BTreeMap::new();
    for (nth, start) in starts.iter().enumerate() {
        let end = starts.get(nth + 1).copied().unwrap_or(lines.len());
        let (summary, rest) = (lines[*start], &lines[start + 1..end]);
        let Some(summary) = summary.trim_start().strip_prefix("Error:") else { continue };
        let place = rest.iter().find_map(|line| line.trim_start().strip_prefix("on ")?.split_once(" line "));
        let at = match place {
            Some(("<console-input>", _)) => CONSOLE,
            Some((file, _)) => file.trim_start_matches("case_").trim_end_matches(".tf").parse().unwrap(),
            None => panic!("an error of no expression: {}", lines[*start..end].join("\n")),
        };
        errors.entry(at).or_insert_with(|| error(summary.trim(), rest));
    }
    errors
}

fn is_start(line: &str) -> bool {
    ["Error:", "Warning:"].iter().any(|word| line.strip_prefix(' ').unwrap_or(line).starts_with(word))
}

fn error(summary: &str, rest: &[&str]) -> Answer {
    let of_a_call = ["Error in function call", "Invalid function argument"].contains(&summary)
        || summary.ends_with("function arguments");
    if !of_a_call {
        return Answer::error(summary);
    }
    // A place and a piece of source, indented, come first.
    let detail = rest.iter().skip_while(|line| line.is_empty() || line.starts_with("  "));
    Answer::error(&detail.copied().collect::<Vec<_>>().join("\n"))
}

fn without_colours(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        out.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    out + rest
}
