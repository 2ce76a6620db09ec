use std::sync::Arc;

use groundplan_address::ModuleAddr;
use groundplan_config::live::UnitPath;
use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::console;

use super::options::{Goal, Options};
use super::run::{Phase, Run, refactor};
use crate::graph::{NodeId, NodeKey};
use crate::order_of_diags::by_place;
use crate::session::Session;
use crate::values::Repetition;
use crate::walk::walk;

/// The values of all units as configuration, input variables and the stored states give them. No provider is asked for more
/// than the form of its objects, so an object that is not stored is not known.
pub struct Evaluation {
    run: Arc<Run>,
}

/// Evaluates all units of a session, and tells what was found wrong: what depends on that is not known.
pub async fn evaluate(session: Arc<Session>) -> (Evaluation, Diags) {
    let options = Options { goal: Goal::Evaluate, refresh: false, ..Options::default() };
    let refactored = refactor(&session, options.goal).await;
    let priors = refactored.into_iter().map(|(prior, _)| prior).collect();
    let run = Arc::new(Run::new(session.clone(), options, priors, Phase::Plan));
    run.found().diags.extend(session.warnings.clone());
    let quick = |node: usize| run.is_quick(NodeId::from_position(node));
    let stopped = || session.host.stopped();
    let walked = walk(&session.edges(), &run, quick, |run, node| async move { run.visit(node).await }, stopped).await;
    if !walked.stuck.is_empty() {
        run.report(
            Diagnostic::error("Evaluation did not finish")
                .detail("Some nodes of the graph never became ready. This is a bug in groundplan."),
        );
    }
    let diags = by_place(std::mem::take(&mut run.found().diags));
    (Evaluation { run }, diags)
}

impl Evaluation {
    /// What an expression of a unit's root module comes to, as Terraform's console writes it.
    ///
    /// # Errors
    /// What is wrong with the expression.
    pub fn answer(&self, unit: &UnitPath, text: &str) -> Result<String, Diags> {
        let session = &self.run.session;
        let module = session.unit_of(unit).and_then(|unit| session.modules.at(unit, &ModuleAddr::root().path()));
        let module = module.filter(|module| session.graph.find(&NodeKey::Expand(*module)).is_some());
        let Some(module) = module else {
            return Err(Diagnostic::error("Unit not found").detail(format!("There is no unit {unit} here.")).into());
        };
        let (root, repetition) = (ModuleAddr::root(), Repetition::default());
        console::answer(text, &self.run.scope(module, &root, &repetition))
    }
}
