use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use groundplan_address::{ModuleAddr, ProviderAddr};
use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::functions::CallContext;
use groundplan_provider::Schema;
use groundplan_state::State;
use groundplan_value::Value;

use super::ahead::Ahead;
use super::change::{Drift, OutputChange, Plan, UnitPlan};
use super::changes::Changes;
use super::checks::Checks;
use super::ephemeral_resource::OpenEphemerals;
use super::options::{Goal, Options};
use super::prior::PriorState;
use super::room::{Place, Room};
use super::secrets::Secrets;
use super::selection::Selection;
use crate::graph::{ModuleIx, NodeId, NodeKey, UnitIx};
use crate::order_of_diags::by_place;
use crate::refactor::{Moves, Statement, blocked_moves, move_errors, move_objects, no_configuration, statements};
use crate::session::Session;
use crate::values::{Expanded, Memo, ModuleScope, NodeResult, Repetition};
use crate::walk::{Outcome, walk};

/// Which walk it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Plan,
    Apply,
}

/// A walk: what it was asked and what it has found.
pub(crate) struct Run {
    pub(crate) session: Arc<Session>,
    pub(crate) options: Options,
    pub(crate) memo: Memo,
    pub(super) ahead: Ahead,
    pub(crate) secrets: Secrets,
    room: Room,
    contexts: Vec<Arc<CallContext>>,
    /// What is looked at, when that is not everything.
    pub(crate) selection: Option<Selection>,
    priors: Vec<PriorState>,
    found: Mutex<Found>,
    pub(super) ephemerals: OpenEphemerals,
    phase: Phase,
}

#[derive(Default)]
pub(crate) struct Found {
    pub(crate) diags: Diags,
    units: Vec<FoundUnit>,
}

#[derive(Default)]
pub(crate) struct FoundUnit {
    pub(crate) changes: Changes,
    pub(crate) drift: Vec<Drift>,
    pub(crate) outputs: Vec<OutputChange>,
    pub(crate) variables: BTreeMap<Arc<str>, Value>,
    pub(crate) refreshed: State,
    pub(crate) checks: Checks,
    pub(crate) read: BTreeMap<(ProviderAddr, Arc<str>), Arc<Schema>>,
}

/// Plans all units of a session as one graph.
///
/// # Errors
/// All that was found wrong; the plan is then of no use. Warnings come beside the plan.
pub async fn plan(session: Arc<Session>, options: Options) -> Result<(Plan, Diags), Diags> {
    let refactored = refactor(&session, options.goal).await;
    let (priors, refactored): (Vec<PriorState>, Vec<Refactored>) = refactored.into_iter().unzip();
    let run = Arc::new(Run::new(session.clone(), options, priors, Phase::Plan));
    run.found().diags.extend(session.warnings.clone());
    run.refuse_protected_units();
    run.refuse_imports_to_nowhere();
    if run.found().diags.has_errors() {
        return Err(by_place(std::mem::take(&mut run.found().diags)));
    }
    let edges = session.edges();
    let quick = |node: usize| run.is_quick(NodeId::from_position(node));
    let stopped = || session.host.stopped();
    let walked = walk(&edges, &run, quick, |run, node| async move { run.visit(node).await }, stopped).await;
    // Nothing that was read ahead is asked for any more.
    run.ahead.end();
    if session.host.stopped() {
        run.report(
            Diagnostic::error("Interrupted").detail("Planning was stopped before its end. Nothing was changed."),
        );
    }
    if !walked.stuck.is_empty() {
        run.report(
            Diagnostic::error("Planning did not finish")
                .detail("Some nodes of the graph never became ready. This is a bug in groundplan."),
        );
    }
    if let Err(wrong) = run.judge_moves(refactored) {
        run.close_ephemerals().await;
        return Err(wrong);
    }
    if !run.found().diags.has_errors() && run.options.goal != Goal::Validate {
        run.plan_orphans().await;
        run.say_what_is_not_replaced();
        run.say_what_is_forgotten();
        run.say_what_is_left_out();
    }
    run.close_ephemerals().await;
    let found = std::mem::take(&mut *run.found());
    let units = session.units.iter().zip(&session.given).zip(found.units).zip(&run.priors).enumerate();
    let units = units.map(|(at, (((unit, given), mut found), prior))| {
        found.drift.sort_by(|a, b| a.addr.cmp(&b.addr));
        found.outputs.sort_by(|a, b| a.name.cmp(&b.name));
        UnitPlan {
            unit: unit.path.clone(),
            changes: found.changes.into_sorted(),
            drift: found.drift,
            outputs: found.outputs,
            variables: found.variables,
            stored: given.state.clone(),
            refreshed: found.refreshed,
            moved: prior.moved_instances().map(|(to, from)| (from.clone(), to.clone())).collect(),
            refresh_only: run.options.goal == Goal::Refresh,
            partial: run.selection.is_some(),
            read: found.read,
            checks: found.checks.results(&session, UnitIx::at(at)).unwrap_or_default(),
        }
    });
    let plan = Plan { units: units.collect(), destroy: run.options.goal == Goal::Destroy };
    by_place(found.diags).into_result(plan)
}

/// What refactoring came to in a unit.
pub(super) struct Refactored {
    statements: Vec<Statement>,
    moves: Moves,
}

/// What each unit had before, with objects moved to where configuration has them now.
pub(super) async fn refactor(session: &Session, goal: Goal) -> Vec<(PriorState, Refactored)> {
    let mut units = Vec::with_capacity(session.units.len());
    for (at, given) in session.given.iter().enumerate() {
        let (unit, mut state) = (UnitIx::at(at), given.state.clone());
        let refactored = if matches!(goal, Goal::Validate | Goal::Evaluate) {
            Refactored { statements: Vec::new(), moves: Moves::default() }
        } else {
            let statements = statements(session, unit, &state);
            let moves = move_objects(session, unit, &statements, &mut state).await;
            Refactored { statements, moves }
        };
        units.push((PriorState::new(state, refactored.moves.moved.clone()), refactored));
    }
    units
}

impl Run {
    pub(crate) fn new(session: Arc<Session>, options: Options, priors: Vec<PriorState>, phase: Phase) -> Self {
        let units = priors.iter().map(|prior| FoundUnit { refreshed: prior.state.clone(), ..FoundUnit::default() });
        let found = Found { diags: Diags::new(), units: units.collect() };
        Self {
            memo: Memo::new(session.graph.len()),
            ahead: Ahead::default(),
            secrets: Secrets::default(),
            room: Room::new(session.units.len(), phase, options.parallelism),
            contexts: session.units.iter().map(|unit| session.host.call_context(unit)).collect(),
            selection: Selection::new(&session, &options),
            priors,
            found: Mutex::new(found),
            ephemerals: OpenEphemerals::default(),
            phase,
            session,
            options,
        }
    }

    /// Whether the moves that were made are right, now that it is known which instances there are. Errors of theirs come
    /// alone: whatever else is wrong may follow from objects in the wrong places.
    fn judge_moves(&self, refactored: Vec<Refactored>) -> Result<(), Diags> {
        let mut wrong = Diags::new();
        for (at, Refactored { statements, moves }) in refactored.into_iter().enumerate() {
            let unit = UnitIx::at(at);
            wrong.extend(moves.diags.into_iter().map(|diagnostic| self.session.in_unit(unit, diagnostic)));
            wrong.extend(move_errors(self, unit, &statements));
            wrong.extend(self.left_out_of_moves(unit));
            if let Some(warning) = blocked_moves(self, unit, &moves.blocked) {
                self.report(warning);
            }
        }
        if wrong.has_errors() { Err(by_place(wrong)) } else { Ok(()) }
    }

    /// What is to be taken over by hand must have a resource in configuration.
    fn refuse_imports_to_nowhere(&self) {
        for wanted in &self.options.imports {
            let Some(unit) = self.session.unit_of(&wanted.unit) else { continue };
            let module = self.session.modules.at(unit, &wanted.addr.module.path());
            let node = module.map(|module| NodeKey::Resource(module, wanted.addr.resource.clone()));
            if node.and_then(|node| self.session.graph.find(&node)).is_none() {
                let error = no_configuration(&wanted.addr, Span::NONE);
                self.report(self.session.in_unit(unit, error));
            }
        }
    }

    /// Units that must not be destroyed are not, as a whole.
    fn refuse_protected_units(&self) {
        if self.options.goal != Goal::Destroy {
            return;
        }
        for (unit, prior) in self.session.units.iter().zip(&self.priors) {
            let Some(span) = unit.prevent_destroy.filter(|_| !prior.state.is_empty()) else { continue };
            let mut error = Diagnostic::error("Unit cannot be destroyed")
                .detail(format!("The unit {} is protected by prevent_destroy.", unit.path))
                .at(span)
                .help("to destroy it, take prevent_destroy out of its configuration");
            error.unit = Some(unit.path.to_string());
            self.report(error);
        }
    }

    pub(crate) fn found(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what was found of a unit.
    pub(crate) fn with_unit<T>(&self, unit: UnitIx, change: impl FnOnce(&mut FoundUnit) -> T) -> Option<T> {
        self.found().units.get_mut(unit.0 as usize).map(change)
    }

    /// What a unit had before the run.
    pub(crate) fn prior(&self, unit: UnitIx) -> &PriorState {
        &self.priors[unit.0 as usize]
    }

    /// Waits until there is room for the work on one more resource instance of a unit, and keeps it until dropped.
    pub(crate) async fn room(&self, unit: UnitIx) -> Place<'_> {
        self.room.place(unit).await
    }

    /// How many instances may be worked on at the same time, in all units.
    pub(super) fn places(&self) -> usize {
        self.room.limit()
    }

    pub(crate) fn report(&self, diagnostic: Diagnostic) {
        self.found().diags.push(self.secrets.hide(diagnostic));
    }

    /// Keeps the diagnostics of a unit; says whether there was no error among them.
    pub(crate) fn report_all(&self, unit: UnitIx, diags: Diags) -> bool {
        let clean = !diags.has_errors();
        if !diags.is_empty() {
            let placed = diags.into_iter().map(|diagnostic| self.session.in_unit(unit, self.secrets.hide(diagnostic)));
            self.found().diags.extend(placed);
        }
        clean
    }

    /// Nodes that call nobody.
    pub(crate) fn is_quick(&self, node: NodeId) -> bool {
        let key = self.session.graph.key(node);
        !matches!(key, NodeKey::Resource(..) | NodeKey::Provider(..) | NodeKey::CloseEphemeral(..))
    }

    /// Runs a node: everything that it depends on has run.
    pub(super) async fn visit(self: Arc<Self>, node: usize) -> Outcome {
        let node = NodeId::from_position(node);
        let clean = self.evaluate(node).await;
        if clean && matches!(self.session.graph.key(node), NodeKey::Provider(..)) {
            self.read_ahead(node).await;
        }
        if clean { Outcome::Done } else { Outcome::Failed }
    }

    /// Evaluates a node. Says whether that went without an error.
    pub(crate) async fn evaluate(&self, id: NodeId) -> bool {
        // Nothing that is looked at depends on what is left out.
        if !self.includes(id) {
            return true;
        }
        match self.session.graph.key(id).clone() {
            NodeKey::Expand(module) => self.expand_module(id, module),
            NodeKey::Variable(module, name) => self.variable(id, module, &name),
            NodeKey::Local(module, name) => self.local(id, module, &name),
            NodeKey::Output(module, name) => self.output(id, module, &name),
            NodeKey::Provider(module, key) => self.provider(id, module, &key).await,
            NodeKey::Resource(module, resource) => self.resource(id, module, &resource).await,
            NodeKey::CloseEphemeral(module, resource) => {
                self.memo.set(id, NodeResult::Done);
                self.close_ephemeral(module, &resource).await
            }
            NodeKey::Check(module, name) => self.check_block(id, module, &name),
            NodeKey::Close(_) | NodeKey::CheckStart(_) => {
                self.memo.set(id, NodeResult::Done);
                true
            }
        }
    }

    /// The scope of a module instance.
    pub(crate) fn scope<'a>(
        &'a self,
        module: ModuleIx,
        instance: &'a ModuleAddr,
        repetition: &'a Repetition,
    ) -> ModuleScope<'a> {
        let unit = self.unit_ix(module).0 as usize;
        ModuleScope {
            session: &self.session,
            memo: &self.memo,
            applying: self.phase == Phase::Apply,
            module,
            instance,
            repetition,
            itself: None,
            overlay: None,
            context: &self.contexts[unit],
            paths: &self.session.paths[unit],
        }
    }

    pub(crate) fn unit_ix(&self, module: ModuleIx) -> UnitIx {
        self.session.modules.get(module).unit
    }

    /// The instances of a module; their expansion has run.
    pub(crate) fn expanded(&self, module: ModuleIx) -> &[Expanded] {
        let node = self.session.graph.find(&NodeKey::Expand(module));
        node.map_or(&[], |node| self.memo.modules(node))
    }
}
