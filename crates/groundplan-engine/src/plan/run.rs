use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use groundplan_address::ModuleAddr;
use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::functions::CallContext;
use groundplan_state::State;
use groundplan_value::Value;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::ahead::Ahead;
use super::change::{Drift, OutputChange, Plan, UnitPlan};
use super::changes::Changes;
use super::prior::PriorState;
use crate::graph::{ModuleIx, NodeId, NodeKey, UnitIx};
use crate::order_of_diags::by_place;
use crate::session::Session;
use crate::values::{Expanded, Memo, ModuleScope, NodeResult, Repetition};
use crate::walk::{Outcome, walk};

/// What a plan is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Goal {
    /// To make everything as configuration says.
    #[default]
    Converge,
    /// To destroy everything.
    Destroy,
    /// To check configuration against schemas and providers' validation, without any state or account.
    Validate,
}

/// How to plan.
#[derive(Clone, Debug)]
pub struct Options {
    /// What the plan is for.
    pub goal: Goal,
    /// Whether to read every object as it is now; else the state is believed.
    pub refresh: bool,
    /// How many resource instances may be worked on at the same time.
    pub parallelism: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { goal: Goal::Converge, refresh: true, parallelism: 32 }
    }
}

/// A walk: what it was asked and what it has found.
pub(crate) struct Run {
    pub(crate) session: Arc<Session>,
    pub(crate) options: Options,
    pub(crate) memo: Memo,
    pub(super) ahead: Ahead,
    work: Semaphore,
    contexts: Vec<Arc<CallContext>>,
    priors: Vec<PriorState>,
    found: Mutex<Found>,
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
}

/// Plans all units of a session as one graph.
///
/// # Errors
/// All that was found wrong; the plan is then of no use. Warnings come beside the plan.
pub async fn plan(session: Arc<Session>, options: Options) -> Result<(Plan, Diags), Diags> {
    let run = Arc::new(Run::new(session.clone(), options));
    run.found().diags.extend(session.warnings.clone());
    run.refuse_protected_units();
    if run.found().diags.has_errors() {
        return Err(by_place(std::mem::take(&mut run.found().diags)));
    }
    let edges = session.edges();
    let quick = |node: usize| run.is_quick(NodeId::from_position(node));
    let stopped = || session.host.stopped();
    let walked = walk(&edges, &run, quick, |run, node| async move { run.visit(node).await }, stopped).await;
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
    if !run.found().diags.has_errors() && run.options.goal != Goal::Validate {
        run.plan_orphans().await;
    }
    run.ahead.end();
    let found = std::mem::take(&mut *run.found());
    let units = session.units.iter().zip(&session.given).zip(found.units).map(|((unit, given), mut found)| {
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
        }
    });
    let plan = Plan { units: units.collect(), destroy: run.options.goal == Goal::Destroy };
    by_place(found.diags).into_result(plan)
}

impl Run {
    pub(crate) fn new(session: Arc<Session>, options: Options) -> Self {
        let given = session.given.iter().enumerate();
        let priors: Vec<PriorState> =
            given.map(|(at, given)| PriorState::new(&session, UnitIx::at(at), &given.state)).collect();
        let units = priors.iter().map(|prior| FoundUnit { refreshed: prior.state.clone(), ..FoundUnit::default() });
        let found = Found { diags: Diags::new(), units: units.collect() };
        Self {
            memo: Memo::new(session.graph.len()),
            ahead: Ahead::default(),
            work: Semaphore::new(options.parallelism.max(1)),
            contexts: session.units.iter().map(|unit| session.host.call_context(unit)).collect(),
            priors,
            found: Mutex::new(found),
            session,
            options,
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

    /// Waits until there is room for the work on one more resource instance, and keeps it until dropped.
    pub(crate) async fn room(&self) -> Option<SemaphorePermit<'_>> {
        // Nobody closes it, so there is always room in the end.
        self.work.acquire().await.ok()
    }

    pub(crate) fn report(&self, diagnostic: Diagnostic) {
        self.found().diags.push(diagnostic);
    }

    /// Keeps the diagnostics of a unit; says whether there was no error among them.
    pub(crate) fn report_all(&self, unit: UnitIx, diags: Diags) -> bool {
        let clean = !diags.has_errors();
        if !diags.is_empty() {
            let placed = diags.into_iter().map(|diagnostic| self.session.in_unit(unit, diagnostic));
            self.found().diags.extend(placed);
        }
        clean
    }

    /// Nodes that call nobody.
    pub(crate) fn is_quick(&self, node: NodeId) -> bool {
        !matches!(self.session.graph.key(node), NodeKey::Resource(..) | NodeKey::Provider(..))
    }

    /// Runs a node: everything that it depends on has run.
    async fn visit(self: Arc<Self>, node: usize) -> Outcome {
        let node = NodeId::from_position(node);
        let clean = self.evaluate(node).await;
        if clean && matches!(self.session.graph.key(node), NodeKey::Provider(..)) {
            self.read_ahead(node).await;
        }
        if clean { Outcome::Done } else { Outcome::Failed }
    }

    /// Evaluates a node. Says whether that went without an error.
    pub(crate) async fn evaluate(&self, id: NodeId) -> bool {
        match self.session.graph.key(id).clone() {
            NodeKey::Expand(module) => self.expand_module(id, module),
            NodeKey::Variable(module, name) => self.variable(id, module, &name),
            NodeKey::Local(module, name) => self.local(id, module, &name),
            NodeKey::Output(module, name) => self.output(id, module, &name),
            NodeKey::Provider(module, key) => self.provider(id, module, &key).await,
            NodeKey::Resource(module, resource) => self.resource(id, module, &resource).await,
            NodeKey::Close(_) => {
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
            graph: &self.session.graph,
            modules: &self.session.modules,
            memo: &self.memo,
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
