use std::collections::BTreeMap;

use groundplan_format::{CompanyPlan, Unit};

use super::table::table;
use super::unit;
use crate::literal;
use crate::plan::{legend, shown_changes, summary};
use crate::style::{Style, Tone};

/// How much of a company's plan is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// The table alone.
    Table,
    /// Every changed resource: what changes in it, or a line when it comes or goes as a whole. Long lists are shortened.
    #[default]
    Changes,
    /// Every changed resource in full, as in the plan of a single unit.
    Full,
}

/// A company's plan: by account, then unit, then resource. Only units with a change are shown, units of one account with
/// the same change once. Then the counts by unit, and one line that sums it up. Ends with a line break.
#[must_use]
pub fn company_plan(company: &CompanyPlan, detail: Detail, style: &Style) -> String {
    let changed: BTreeMap<&str, &Unit> = changed(company);
    if changed.is_empty() {
        return format!("{}{}", moves(company, style), nothing_to_do(company, style));
    }
    let mut out = moves(company, style);
    if detail != Detail::Table {
        let shown: Vec<_> = changed.values().flat_map(|unit| shown_changes(&unit.plan)).collect();
        out.push_str(&legend(&shown, style));
        for (account, units) in by_account(company, &changed) {
            out.push_str(&format!("{}\n\n", heading(company, account, style)));
            for (paths, text) in with_same_text(&units, detail, style) {
                out.push_str(&format!("{}\n{text}\n", title(&paths, &changed, style)));
            }
        }
    }
    out.push_str(&table(&by_account(company, &changed), style));
    out.push_str(&format!("\n{}\n", sentence(company, changed.len())));
    out.push_str(&format!("{}\n", summary(company.summary, style)));
    out
}

/// What moves between units, a line each.
fn moves(company: &CompanyPlan, style: &Style) -> String {
    let lines = company.moves.iter().map(|it| {
        let [from_unit, from, to_unit, to] =
            [&it.from_unit, &it.from, &it.to_unit, &it.to].map(|text| literal::line(text));
        format!("  # {from_unit}//{from} has moved to {to_unit}//{to}\n")
    });
    let lines: String = lines.map(|line| style.paint(Tone::Strong, line)).collect();
    if lines.is_empty() { lines } else { format!("{lines}\n") }
}

/// Units by path, with the name of their account.
pub(super) type Units<'a> = Vec<(&'a str, &'a Unit)>;

fn changed(company: &CompanyPlan) -> BTreeMap<&str, &Unit> {
    let units = company.units.iter().map(|(path, unit)| (path.as_str(), unit));
    units.filter(|(_, unit)| unit::changes(unit)).collect()
}

/// The units by account, accounts in the company's order and unknown ones last.
fn by_account<'a>(
    company: &'a CompanyPlan,
    changed: &BTreeMap<&'a str, &'a Unit>,
) -> Vec<(Option<&'a str>, Units<'a>)> {
    let mut groups: Vec<(Option<&str>, Units<'a>)> =
        company.accounts.iter().map(|account| (Some(account.name.as_str()), Vec::new())).collect();
    for (path, unit) in changed {
        let account = unit.account.as_deref();
        match groups.iter_mut().find(|(name, _)| *name == account) {
            Some((_, units)) => units.push((path, unit)),
            None => groups.push((account, vec![(path, unit)])),
        }
    }
    groups.retain(|(_, units)| !units.is_empty());
    groups
}

fn heading(company: &CompanyPlan, account: Option<&str>, style: &Style) -> String {
    let Some(name) = account else { return style.paint(Tone::Strong, "Without an account") };
    let known = company.accounts.iter().find(|account| account.name == name);
    let id = known.map(|account| {
        account.id.as_deref().map_or("id known after apply".to_owned(), |id| literal::line(id).into_owned())
    });
    let id = id.map(|id| style.paint(Tone::Faint, format!(" ({id})"))).unwrap_or_default();
    format!("{}{id}", style.paint(Tone::Strong, format!("Account {}", literal::line(name))))
}

/// The units in order, those with the same text together.
fn with_same_text<'a>(units: &Units<'a>, detail: Detail, style: &Style) -> Vec<(Vec<&'a str>, String)> {
    let mut groups: Vec<(Vec<&str>, String)> = Vec::new();
    for (path, unit) in units {
        let text = if detail == Detail::Full { unit::full(unit, style) } else { unit::changed(path, unit, style) };
        match groups.iter_mut().find(|(_, same)| *same == text) {
            Some((paths, _)) => paths.push(path),
            None => groups.push((vec![path], text)),
        }
    }
    groups
}

fn title(paths: &[&str], units: &BTreeMap<&str, &Unit>, style: &Style) -> String {
    let line = |path: &&str| {
        let region = units.get(path).and_then(|unit| unit.region.as_deref());
        // Most paths name the region.
        let region = region.filter(|region| !path.split('/').any(|part| part == *region));
        let region = region.map(|region| style.paint(Tone::Faint, format!(" ({})", literal::line(region))));
        format!("  {}{}", style.paint(Tone::Strong, literal::line(path)), region.unwrap_or_default())
    };
    let mut lines: Vec<String> = paths.iter().map(line).collect();
    if paths.len() > 1 {
        lines.push(style.paint(Tone::Faint, format!("    # in each of these {} units:", paths.len())));
    }
    lines.join("\n")
}

/// `3 of 60 units change. Planning failed in 1.`
fn sentence(company: &CompanyPlan, changed: usize) -> String {
    let all = company.units.len();
    let failed = company.units.values().filter(|unit| unit.plan.errored).count();
    let failures = if failed > 0 { format!(" Planning failed in {failed}.") } else { String::new() };
    match (changed, all) {
        (_, 1) => format!("The one unit changes.{failures}"),
        (1, _) => format!("1 of {all} units changes.{failures}"),
        _ => format!("{changed} of {all} units change.{failures}"),
    }
}

fn nothing_to_do(company: &CompanyPlan, style: &Style) -> String {
    if company.errored {
        let failed = style.paint(Tone::Danger, "Planning failed.");
        return format!("{failed} Nothing was planned before the error.\n");
    }
    let none = style.paint(Tone::Success, "No changes.");
    let units = match company.units.len() {
        1 => "The infrastructure of the one unit matches its configuration.".to_owned(),
        all => format!("The infrastructure of all {all} units matches the configuration."),
    };
    format!("{none} {}\n", style.paint(Tone::Strong, units))
}
