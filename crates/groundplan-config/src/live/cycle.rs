use std::collections::BTreeMap;

use groundplan_diag::{Diagnostic, Diags, Span};

use super::{Unit, UnitPath};

/// Complains about units that wait for each other.
pub(super) fn check_cycles(units: &[Unit], diags: &mut Diags) {
    let edges: BTreeMap<&UnitPath, Vec<(UnitPath, Span)>> =
        units.iter().map(|unit| (&unit.path, unit.waits_for().into_iter().collect())).collect();
    let mut done: BTreeMap<&UnitPath, bool> = BTreeMap::new();
    for start in edges.keys() {
        walk(start, &edges, &mut done, diags);
    }
}

/// Walks depth first without recursion: chains of units may be long. `done` is false for what lies on the way.
fn walk<'a>(
    start: &'a UnitPath,
    edges: &'a BTreeMap<&'a UnitPath, Vec<(UnitPath, Span)>>,
    done: &mut BTreeMap<&'a UnitPath, bool>,
    diags: &mut Diags,
) {
    if done.contains_key(start) {
        return;
    }
    let mut way: Vec<(&UnitPath, usize)> = vec![(start, 0)];
    done.insert(start, false);
    while let Some((unit, at)) = way.last_mut() {
        let next = edges.get(unit).and_then(|edges| edges.get(*at));
        *at += 1;
        let Some((next, _)) = next else {
            done.insert(unit, true);
            way.pop();
            continue;
        };
        match done.get(next) {
            Some(true) => {}
            Some(false) => diags.push(cycle(&way, next, edges)),
            None => {
                if let Some((known, _)) = edges.get_key_value(next) {
                    done.insert(known, false);
                    way.push((known, 0));
                }
            }
        }
    }
}

fn cycle(
    way: &[(&UnitPath, usize)],
    back_to: &UnitPath,
    edges: &BTreeMap<&UnitPath, Vec<(UnitPath, Span)>>,
) -> Diagnostic {
    let start = way.iter().position(|(unit, _)| *unit == back_to).unwrap_or(0);
    let round = way.get(start..).unwrap_or_default();
    let names: Vec<String> = round.iter().map(|(unit, _)| unit.to_string()).chain([back_to.to_string()]).collect();
    let mut error =
        Diagnostic::error("Units depend on each other in a circle").detail(format!("{}.", names.join(" depends on ")));
    for (unit, next) in round {
        let edge = edges.get(unit).and_then(|edges| edges.get(next.saturating_sub(1)));
        let Some((on, span)) = edge else { continue };
        let message = format!("{unit} depends on {on}");
        error = if error.primary.is_none() { error.label(*span, message) } else { error.also(*span, message) };
    }
    error.help("remove one of these references, or split a unit in two")
}
