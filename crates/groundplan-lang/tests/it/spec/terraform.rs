//! Answers from Terraform itself: one run of `terraform console` for each expression, since it prints the last answer only
//! and stops at the first error.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

use super::ours::HOME;
use super::page::{Answer, Case, Page};

/// The functions of the built-in provider can be called where a module declares it.
const DECLARATIONS: &str = "terraform {\n  required_providers {\n    terraform = { source = \
                            \"terraform.io/builtin/terraform\" }\n  }\n}\n";

/// The answers to all cases that Terraform's console can answer, by page and expression.
pub(super) fn answers(pages: &[Page]) -> BTreeMap<(String, String), Answer> {
    let work: Vec<(&Page, &Case)> = pages
        .iter()
        .flat_map(|page| page.cases().filter(|case| case.for_terraform).map(move |case| (page, case)))
        .collect();
    let (next, answers) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    let threads = thread::available_parallelism().map_or(2, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let folder = tempfile::tempdir().unwrap();
                copy(&super::spec().join("files"), folder.path());
                while let Some((page, case)) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let answer = answer(folder.path(), page, case);
                    answers.lock().unwrap().insert((page.name.clone(), case.expression.clone()), answer);
                }
            });
        }
    });
    answers.into_inner().unwrap()
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn answer(folder: &Path, page: &Page, case: &Case) -> Answer {
    let mut configuration = format!("{DECLARATIONS}{}", page.configuration);
    let mut input = case.expression.clone();
    // The console reads line by line; what has several lines becomes a local value first.
    if input.contains('\n') {
        configuration.push_str(&format!("locals {{\n  answer = {input}\n}}\n"));
        input = "local.answer".to_owned();
    }
    fs::write(folder.join("main.tf"), configuration).unwrap();
    let output = run(folder, &input);
    let text = String::from_utf8(output.stdout).unwrap();
    if output.status.success() {
        return Answer::Value(text.strip_suffix('\n').unwrap_or(&text).to_owned());
    }
    Answer::error(&error(&String::from_utf8(output.stderr).unwrap()))
}

fn run(folder: &Path, input: &str) -> Output {
    let settings = folder.join("terraform.rc");
    fs::write(&settings, "").unwrap();
    let mut child = Command::new("terraform")
        .arg("console")
        .current_dir(folder)
        .env("TF_CLI_CONFIG_FILE", &settings)
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

/// The first error in what Terraform prints in a box: of function calls the detail, of others the summary, since those are
/// said in our own words.
fn error(text: &str) -> String {
    let plain = without_colours(text);
    let lines: Vec<&str> = plain.lines().map(|line| line.trim_start_matches(['│', '╷', '╵']).trim_end()).collect();
    let Some(start) = lines.iter().position(|line| line.trim_start().starts_with("Error:")) else {
        return plain;
    };
    let summary = lines[start].trim_start().trim_start_matches("Error:").trim();
    let of_a_call = ["Error in function call", "Invalid function argument"].contains(&summary)
        || summary.ends_with("function arguments");
    if !of_a_call {
        return summary.to_owned();
    }
    let end = lines.iter().skip(start + 1).position(|line| line.trim_start().starts_with("Error:"));
    let rest = &lines[start + 1..end.map_or(lines.len(), |end| start + 1 + end)];
    // A place and a piece of source, indented, come first.
    let detail = rest.iter().skip_while(|line| line.is_empty() || line.starts_with("  "));
    detail.copied().collect::<Vec<_>>().join("\n")
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
