use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::SystemTime;

use groundplan_config::live::Unit;
use groundplan_engine::{Plan, UnitPlan};
use groundplan_format::{Account, CompanyPlan};
use rayon::prelude::*;

use super::account::account_ids;
use super::time;
use super::unit::unit_plan;

/// The plan of all units, as of now. The units are those of the plan, in any order.
pub(crate) fn company_plan(plan: &Plan, units: &[Arc<Unit>]) -> CompanyPlan {
    company_plan_at(plan, units, SystemTime::now())
}

pub(super) fn company_plan_at(plan: &Plan, units: &[Arc<Unit>], made: SystemTime) -> CompanyPlan {
    let planned: Vec<(&UnitPlan, &Unit)> = plan
        .units
        .iter()
        .filter_map(|planned| Some((planned, &**units.iter().find(|unit| unit.path == planned.unit)?)))
        .collect();
    // A second's work for a hundred units, on one processor.
    let documents = planned.par_iter().map(|(plan_of_unit, unit)| {
        let document = groundplan_format::Unit {
            account: unit.account.clone(),
            region: unit.region.clone(),
            dependencies: dependencies(unit),
            plan: unit_plan(plan_of_unit, unit, plan.destroy, false, made),
        };
        (unit.path.to_string(), document)
    });
    CompanyPlan {
        groundplan_version: env!("CARGO_PKG_VERSION").to_owned(),
        timestamp: time::to_the_second(made),
        ..CompanyPlan::new(accounts(&planned), documents.collect())
    }
}

/// The accounts in the order of their first units. An account whose objects disagree about its id is left without one.
fn accounts(planned: &[(&UnitPlan, &Unit)]) -> Vec<Account> {
    let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut names: Vec<&str> = Vec::new();
    for (plan, unit) in planned {
        let Some(name) = unit.account.as_deref() else { continue };
        if !names.contains(&name) {
            names.push(name);
        }
        ids.entry(name).or_default().extend(account_ids(plan));
    }
    let known = |name: &str| ids.get(name).filter(|ids| ids.len() == 1).and_then(|ids| ids.first().cloned());
    names.into_iter().map(|name| Account { name: name.to_owned(), id: known(name) }).collect()
}

/// The units that a unit waits for: whose outputs its inputs refer to, and those that it names besides.
fn dependencies(unit: &Unit) -> Vec<String> {
    let inputs = unit.module.module.variables.keys().filter_map(|name| unit.inputs.get(name));
    let mut paths: BTreeSet<String> = unit.after.iter().map(|(path, _)| path.to_string()).collect();
    for input in inputs {
        paths.extend(input.references().iter().map(|reference| reference.unit.to_string()));
    }
    paths.into_iter().collect()
}
