//! The pages under `spec/` are manual and test at once: what stands after `> ` in a `console` block is evaluated, and what
//! stands below it is what Terraform 1.11.4 answered. `spec/README.md` describes their form.

mod ledger;
mod ours;
mod page;
mod terraform;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use ledger::Ledger;
use page::{Case, Page};

fn spec() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("spec")
}

/// All pages, in order.
fn pages() -> Vec<Page> {
    let mut paths = Vec::new();
    for folder in ["functions", "expressions"] {
        for entry in std::fs::read_dir(spec().join(folder)).unwrap() {
            paths.push(entry.unwrap().path());
        }
    }
    paths.sort();
    paths.iter().map(|path| Page::read(&spec(), path)).collect()
}

/// What the environment asks for beyond the recorded answers: `compare` or `record`.
fn asked(wanted: &str) -> bool {
    std::env::var("GROUNDPLAN_TERRAFORM").is_ok_and(|mode| mode == wanted)
}

fn differences(pages: &[Page], answer: impl Fn(&Page, &Case) -> Result<(), String>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for page in pages {
        for case in page.cases() {
            if let Err(difference) = answer(page, case) {
                found.insert(format!("{}: {}", page.name, case.expression), difference);
            }
        }
    }
    found
}

/// Fails for differences that the ledger does not have, and for those that it has and that are gone.
fn settle(found: &BTreeMap<String, String>, ledger: &Ledger) {
    let known: BTreeSet<&str> = ledger.cases().collect();
    let mut report = String::new();
    for (case, difference) in found {
        if !known.contains(case.as_str()) {
            writeln!(report, "{case}\n{difference}").unwrap();
        }
    }
    for case in known {
        if !found.contains_key(case) {
            writeln!(report, "{case}\n  is in spec/gaps.toml, but passes or is in no page: take it out").unwrap();
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn pages_hold_as_recorded() {
    let found = differences(&pages(), |page, case| case.expected.check(&ours::answer(page, case)));
    settle(&found, &Ledger::read(&spec().join("gaps.toml")));
}

#[test]
fn there_are_cases_for_everything() {
    let pages = pages();
    let cases: usize = pages.iter().map(|page| page.cases().count()).sum();
    assert!(cases >= 600, "only {cases} cases");
    let names: BTreeSet<&str> = pages.iter().map(|page| page.name.as_str()).collect();
    for name in groundplan_lang::functions::names() {
        let page = format!("functions/{}.md", name.replace("::", "-"));
        assert!(names.contains(page.as_str()), "there is no page spec/{page}");
        let page = pages.iter().find(|other| other.name == page).unwrap();
        let own = page.cases().filter(|case| case.expression.contains(name)).count();
        assert!(own >= 2, "spec/{} calls {name} {own} times", page.name);
    }
}

#[test]
fn terraform_answers_as_recorded() {
    if asked("compare") {
        let pages = pages();
        let answers = terraform::answers(&pages);
        let found =
            differences(&pages, |page, case| match answers.get(&(page.name.clone(), case.expression.clone())) {
                Some(answer) => case.expected.check(answer),
                None => Ok(()),
            });
        let report: String = found.iter().map(|(case, difference)| format!("{case}\n{difference}\n")).collect();
        assert!(report.is_empty(), "{report}");
    }
    if asked("record") {
        let pages = pages();
        let answers = terraform::answers(&pages);
        for page in &pages {
            page.record(&spec(), |case| answers.get(&(page.name.clone(), case.expression.clone())));
        }
    }
}
