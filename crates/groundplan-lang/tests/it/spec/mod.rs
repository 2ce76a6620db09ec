//! The pages under `spec/` are manual and test at once: what stands after `> ` in a `console` block is evaluated, and what
//! stands below it is what Terraform 1.11.4 answered. `spec/README.md` describes their form.

mod ledger;
mod page;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use ledger::Ledger;
use page::{Case, Page};

use crate::oracle::{Answer, ours, terraform};

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
    let pages = pages();
    let modules: BTreeMap<&str, ours::Module> =
        pages.iter().map(|page| (page.name.as_str(), ours::Module::new(&page.configuration))).collect();
    let answer = |page: &Page, case: &Case| ours::answer(&modules[page.name.as_str()], &case.expression);
    let found = differences(&pages, |page, case| case.expected.check(&answer(page, case)));
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

/// Asks the terraform on `PATH`, for some minutes: run by name, see `spec/README.md`.
#[test]
#[ignore = "asks the terraform on PATH"]
fn terraform_answers_as_recorded() {
    if terraform::is_missing() {
        return;
    }
    let (pages, folder) = (pages(), terraform::Folder::new(&ours::files()));
    let answers: BTreeMap<&str, BTreeMap<&str, Answer>> =
        pages.iter().map(|page| (page.name.as_str(), of_terraform(&folder, page))).collect();
    let answer = |page: &Page, case: &Case| answers[page.name.as_str()].get(case.expression.as_str());
    if std::env::var("GROUNDPLAN_TERRAFORM").is_ok_and(|mode| mode == "record") {
        for page in &pages {
            page.record(&spec(), |case| answer(page, case));
        }
        return;
    }
    let found =
        differences(&pages, |page, case| answer(page, case).map_or(Ok(()), |answer| case.expected.check(answer)));
    let report: String = found.iter().map(|(case, difference)| format!("{case}\n{difference}\n")).collect();
    assert!(report.is_empty(), "{report}");
}

/// The answers to the cases of a page that Terraform's console can answer.
fn of_terraform<'a>(folder: &terraform::Folder, page: &'a Page) -> BTreeMap<&'a str, Answer> {
    let cases: Vec<&str> =
        page.cases().filter(|case| case.for_terraform).map(|case| case.expression.as_str()).collect();
    // The console has `type`, modules have not.
    let of_type = |case: &'a str| case.strip_prefix("type(").and_then(|case| case.strip_suffix(')'));
    let expressions: Vec<&str> = cases.iter().map(|case| of_type(case).unwrap_or(case)).collect();
    let answers = folder.ask(&page.configuration, &expressions).into_iter().zip(cases);
    let each = answers.map(|(answer, case)| {
        let answer = answer.map(|shown| if of_type(case).is_some() { shown.ty } else { shown.value });
        (case, answer.map_or_else(|error| error, Answer::Value))
    });
    each.collect()
}
