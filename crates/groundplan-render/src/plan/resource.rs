use groundplan_format::{Action, Block, Plan, ResourceChange};

use super::header::header;
use crate::diff::{Diff, Pair, Relevant, block};
use crate::literal;
use crate::print::{Look, Printer, action_mark};
use crate::style::Style;

/// Whether a change is planned or was made by someone else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    Planned,
    Drift,
}

/// A resource's change: why and what, then the block with its marks. Ends without a line break.
pub(crate) fn resource(resource: &ResourceChange, diff: &Diff, cause: Cause, style: &Style) -> String {
    let change = &resource.change;
    let look = Look { unchanged: change.importing.is_some() && cause == Cause::Planned, ..Look::change() };
    format!(
        "{}{} {} {} {} {}",
        header(resource, cause, style),
        action_mark(change.action, style),
        resource.mode.keyword(),
        literal::quoted(&resource.resource_type),
        literal::quoted(&resource.name),
        Printer::print(style, diff, 0, look),
    )
}

/// What differs in a resource.
pub(crate) fn diff_of(plan: &Plan, resource: &ResourceChange, relevant: Relevant<'_>) -> Diff {
    let pair = Pair::of_change(&resource.change).with_relevant(relevant);
    let pair = match resource.change.action {
        // The object stays as it is, only the state forgets it.
        Action::Forget => pair.same(),
        _ => pair,
    };
    block(pair, structure_of(plan, resource).unwrap_or(&Block::default()))
}

/// The structure of the resource's type, when the plan carries it.
pub(crate) fn structure_of<'a>(plan: &'a Plan, resource: &ResourceChange) -> Option<&'a Block> {
    plan.provider_schemas.get(&resource.provider_name)?.block(resource.mode, &resource.resource_type)
}
