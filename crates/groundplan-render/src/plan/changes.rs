use groundplan_format::{Action, Plan, ResourceChange, ResourceMode};

/// The changes that are shown, in the plan's order: all but those that do nothing. Dropping a data source from the state
/// does nothing either.
pub(crate) fn shown_changes(plan: &Plan) -> Vec<&ResourceChange> {
    plan.resource_changes.iter().filter(|resource| is_shown(resource)).collect()
}

fn is_shown(resource: &ResourceChange) -> bool {
    match (resource.mode, resource.change.action) {
        (ResourceMode::Ephemeral, _) | (ResourceMode::Data, Action::Delete | Action::Forget) => false,
        (_, Action::NoOp) => resource.is_moved() || resource.change.importing.is_some(),
        _ => true,
    }
}
