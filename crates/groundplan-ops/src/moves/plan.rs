use groundplan_address::InstanceAddr;
use groundplan_config::live::UnitPath;
use groundplan_diag::{Diagnostic, Diags};
use groundplan_state::State;

use super::statement::{Statement, statements};
use crate::project::Project;
use crate::{Failure, Goal, Settings, deleted};

/// Objects that go from one unit's state to another's: units by their place in the project.
#[derive(Clone, Debug)]
pub(crate) struct Transfer {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) moves: Vec<(InstanceAddr, InstanceAddr)>,
}

impl Transfer {
    /// As the plan's document has it.
    pub(crate) fn documents<'a>(
        &'a self,
        project: &'a Project,
    ) -> impl Iterator<Item = groundplan_format::UnitMove> + 'a {
        let path = |at: usize| project.units.get(at).map(|unit| unit.path.to_string()).unwrap_or_default();
        self.moves.iter().map(move |(from, to)| groundplan_format::UnitMove {
            from_unit: path(self.from),
            from: from.to_string(),
            to_unit: path(self.to),
            to: to.to_string(),
        })
    }
}

/// Moves objects between states as `moved.hcl` says, in memory. Statements with nothing at their beginning have been done.
///
/// # Errors
/// A statement that cannot be done, or of whose units one is not worked on though there is something to move.
pub(crate) async fn planned(
    settings: &Settings,
    project: &Project,
    states: &mut [State],
) -> Result<Vec<Transfer>, Failure> {
    if settings.goal != Goal::Converge {
        return Ok(Vec::new());
    }
    let mut transfers = Vec::new();
    let mut diags = Diags::new();
    for statement in statements(settings, project)? {
        match transfer(settings, project, states, &statement).await {
            Ok(transfer) => transfers.extend(transfer),
            Err(errors) => diags.extend(errors),
        }
    }
    diags.into_result(transfers).map(|(transfers, _)| transfers).map_err(|diags| project.failure(diags))
}

async fn transfer(
    settings: &Settings,
    project: &Project,
    states: &mut [State],
    statement: &Statement,
) -> Result<Option<Transfer>, Diags> {
    let place = |path: &UnitPath| project.units.iter().position(|unit| unit.path == *path);
    let (from, to) = (place(&statement.from.0), place(&statement.to.0));
    let target = std::slice::from_ref(&statement.from.1);
    let (Some(from), Some(to)) = (from, to) else {
        let waits = match (from, to) {
            (Some(from), None) => states.get(from).is_some_and(|state| state.list(target).is_ok()),
            (None, Some(_)) => match deleted::state_of(settings, project, &statement.from.0).await? {
                Some(state) => state.list(target).is_ok(),
                // Where the other unit keeps its state is not known, so nothing can be said.
                None => true,
            },
            _ => false,
        };
        return if waits { Err(not_chosen(project, statement).into()) } else { Ok(None) };
    };
    if states.get(from).is_none_or(|state| state.list(target).is_err()) {
        return Ok(None);
    }
    let Ok([source, destination]) = states.get_disjoint_mut([from, to]) else { return Ok(None) };
    match source.relocate_into(destination, &statement.from.1, &statement.to.1) {
        Ok(moves) => Ok(Some(Transfer { from, to, moves })),
        Err(error) => Err(Diagnostic::error("Move between units not possible")
            .detail(format!(
                "From {}//{} to {}//{}: {error}.",
                statement.from.0, statement.from.1, statement.to.0, statement.to.1
            ))
            .at(statement.span)
            .help(error.help())
            .into()),
    }
}

fn not_chosen(project: &Project, statement: &Statement) -> Diagnostic {
    let is_there = |path: &UnitPath| project.units.iter().any(|unit| unit.path == *path);
    let (one, other) = (&statement.from.0, &statement.to.0);
    let missing = if is_there(one) { other } else { one };
    Diagnostic::error("Move between units with one of them")
        .detail(format!(
            "Something moves from the unit {one} to the unit {other}, and {missing} is not among the units that are worked on."
        ))
        .at(statement.span)
        .help("work on both: name both with --units, or leave the choice out")
        .help(format!("or, when {missing} is gone, move it with `groundplan state mv`"))
}
