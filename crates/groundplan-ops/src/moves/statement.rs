use groundplan_address::Target;
use groundplan_config::live::{UnitMove, UnitPath, load_moves};
use groundplan_diag::{Diagnostic, Diags, Span};

use crate::located::target;
use crate::project::{Project, live_settings};
use crate::{Failure, Settings};

/// A statement of `moved.hcl`.
pub(super) struct Statement {
    pub(super) from: (UnitPath, Target),
    pub(super) to: (UnitPath, Target),
    pub(super) span: Span,
}

/// The statements of a live repository.
///
/// # Errors
/// What is wrong with them.
pub(super) fn statements(settings: &Settings, project: &Project) -> Result<Vec<Statement>, Failure> {
    if project.bare {
        return Ok(Vec::new());
    }
    let live = live_settings(settings, "plan", project.sources.clone(), Some(&project.root))?;
    let (moves, mut diags) = load_moves(&project.root, &live);
    let mut statements = Vec::new();
    for each in &moves {
        match statement(each) {
            Ok(statement) => statements.push(statement),
            Err(error) => diags.push(error),
        }
    }
    diags.into_result(statements).map(|(statements, _)| statements).map_err(|diags: Diags| project.failure(diags))
}

fn statement(written: &UnitMove) -> Result<Statement, Diagnostic> {
    let (from, to) = (end(&written.from)?, end(&written.to)?);
    if from.0 == to.0 {
        return Err(Diagnostic::error("Move within one unit")
            .detail(format!("Both addresses are of the unit {}.", from.0))
            .at(written.span)
            .help("write it in the unit's module: `moved { from = …, to = … }`"));
    }
    Ok(Statement { from, to, span: written.span })
}

fn end((text, span): &(std::sync::Arc<str>, Span)) -> Result<(UnitPath, Target), Diagnostic> {
    let located = target(text).map_err(|error| error.at(*span))?;
    match located.unit {
        Some(unit) => Ok((unit, located.what)),
        None => Err(Diagnostic::error("Move without a unit")
            .detail(format!("\"{text}\" does not say in which unit."))
            .at(*span)
            .help(format!("write the unit's path before it: \"UNIT//{text}\""))),
    }
}
