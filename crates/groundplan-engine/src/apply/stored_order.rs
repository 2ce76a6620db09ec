//! Order from what states say objects were made after: for resources that configuration has no more, and for references that
//! it has dropped since ("Destroying Resources" in Terraform's internals documentation).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::order::{Destroyer, Draft, resource_node};
use crate::graph::{NodeKey, UnitIx};
use crate::plan::{Action, Plan};
use crate::session::Session;

/// Changes of a unit by the resource that they belong to, as states name it.
#[derive(Default)]
struct ByResource {
    destroyers: HashMap<String, Vec<Destroyer>>,
    /// Steps that create or update.
    makers: HashMap<String, Vec<usize>>,
}

/// What was made after something goes before it goes, and before it changes. What stays and was made after something that
/// goes is changed once that is gone; or before, if that stays until then.
pub(super) fn add(session: &Session, plan: &Plan, draft: &mut Draft) {
    if !draft.has_destroys() {
        return;
    }
    for (at, unit_plan) in plan.units.iter().enumerate() {
        let unit = UnitIx::at(at);
        let all = by_resource(session, plan, unit, draft);
        for (which, change) in unit_plan.changes.iter().enumerate() {
            // As it was made, and not as planning binds it now.
            let made_at = change.previous.as_ref().unwrap_or(&change.addr);
            let Some(object) = unit_plan.stored.object(made_at, change.deposed.as_ref()) else { continue };
            let destroyer = draft.destroyers.get(&(unit, which)).copied();
            let maker = resource_node(session, unit, change).filter(|_| makes(change.action) && !plan.destroy);
            let maker = maker.map(|node| draft.make(node));
            for on in &object.dependencies {
                let others = all.destroyers.get(on).map_or(&[][..], Vec::as_slice);
                for other in others {
                    if let Some(destroyer) = destroyer {
                        draft.after(other.step, destroyer.step);
                    }
                    match maker {
                        Some(maker) if other.stays => draft.after(other.step, maker),
                        Some(maker) => draft.after(maker, other.step),
                        None => {}
                    }
                }
                let Some(destroyer) = destroyer else { continue };
                for maker in all.makers.get(on).map_or(&[][..], Vec::as_slice) {
                    if destroyer.stays {
                        draft.after(destroyer.step, *maker);
                    } else {
                        draft.after(*maker, destroyer.step);
                    }
                }
            }
        }
    }
}

fn by_resource(session: &Session, plan: &Plan, unit: UnitIx, draft: &Draft) -> ByResource {
    let mut all = ByResource::default();
    let Some(unit_plan) = plan.units.get(unit.0 as usize) else { return all };
    for (which, change) in unit_plan.changes.iter().enumerate() {
        let name = || change.addr.resource.in_path(&change.addr.module.path());
        if let Some(destroyer) = draft.destroyers.get(&(unit, which)) {
            all.destroyers.entry(name()).or_default().push(*destroyer);
        }
        if makes(change.action)
            && !plan.destroy
            && let Some(node) = resource_node(session, unit, change)
        {
            all.makers.entry(name()).or_default().push(draft.make(node));
        }
    }
    for steps in all.makers.values_mut() {
        steps.dedup();
    }
    all
}

fn makes(action: Action) -> bool {
    matches!(action, Action::Create | Action::Update | Action::DeleteThenCreate | Action::CreateThenDelete)
}

/// Nothing in states binds objects of different units together, so what configuration has no more of a unit goes after all
/// that is destroyed of the units that depend on it.
pub(super) fn add_units(session: &Session, plan: &Plan, draft: &mut Draft) {
    if !draft.has_destroys() || plan.units.len() < 2 {
        return;
    }
    let mut steps: BTreeMap<UnitIx, BTreeSet<usize>> = BTreeMap::new();
    let mut orphans: BTreeMap<UnitIx, BTreeSet<usize>> = BTreeMap::new();
    for ((unit, which), destroyer) in &draft.destroyers {
        steps.entry(*unit).or_default().insert(destroyer.step);
        let change = plan.units.get(unit.0 as usize).and_then(|plan| plan.changes.get(*which));
        if change.is_some_and(|change| resource_node(session, *unit, change).is_none()) {
            orphans.entry(*unit).or_default().insert(destroyer.step);
        }
    }
    let dependents = unit_dependents(session);
    let gone: Vec<usize> = plan.units.iter().map(|_| draft.add_step()).collect();
    for (at, milestone) in gone.iter().enumerate() {
        let unit = UnitIx::at(at);
        let own = steps.get(&unit).into_iter().flatten().copied();
        let others = dependents.get(&unit).into_iter().flatten().filter_map(|other| gone.get(other.0 as usize));
        let others: Vec<usize> = others.copied().collect();
        own.chain(others.iter().copied()).for_each(|before| draft.after(*milestone, before));
        for orphan in orphans.get(&unit).into_iter().flatten() {
            others.iter().for_each(|other| draft.after(*orphan, *other));
        }
    }
}

/// For every unit, the units that take something of it or come after it.
fn unit_dependents(session: &Session) -> BTreeMap<UnitIx, BTreeSet<UnitIx>> {
    let mut dependents: BTreeMap<UnitIx, BTreeSet<UnitIx>> = BTreeMap::new();
    for node in session.graph.nodes() {
        // Edges between units begin at root modules' variables, and at the root modules themselves.
        if !matches!(session.graph.key(node), NodeKey::Variable(..) | NodeKey::Expand(_)) {
            continue;
        }
        let unit = session.unit_of_node(node);
        for on in session.graph.dependencies(node) {
            let other = session.unit_of_node(*on);
            if other != unit {
                dependents.entry(other).or_default().insert(unit);
            }
        }
    }
    dependents
}
