use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use groundplan_address::InstanceAddr;
use groundplan_diag::{Diagnostic, Diags};
use groundplan_state::{Change, DeposedKey, UnitState};

use super::call::journal_failed;
use super::finish::{not_saved, noticed_outputs};
use super::order::{Order, Step};
use super::saver::Saver;
use crate::graph::{NodeId, NodeKey, UnitIx};
use crate::plan::{Goal, Options, Phase, Plan, PriorState, ResourceChange, Run, UnitPlan};
use crate::session::Session;
use crate::walk::{Outcome, walk};

/// Where the engine records what it does: the state of a unit during a run.
pub type Recorder = Arc<UnitState>;

/// What an apply came to.
#[derive(Debug, Default)]
pub struct Applied {
    /// What went wrong, and warnings.
    pub diags: Diags,
    /// Objects created, those that take the place of others included.
    pub added: usize,
    /// Objects changed in place.
    pub changed: usize,
    /// Objects destroyed, those that others took the place of included.
    pub destroyed: usize,
    /// Objects taken over.
    pub imported: usize,
    /// Objects taken out of the state and left as they are.
    pub forgotten: usize,
}

/// The keys under which replaced objects wait to be cleaned up.
pub(super) type Waiting = HashMap<(UnitIx, InstanceAddr), DeposedKey>;

/// An apply: the evaluation of the graph, the plan that was approved, and the states.
pub(crate) struct Applying {
    pub(crate) run: Run,
    pub(crate) plan: Plan,
    pub(super) recorders: Vec<Recorder>,
    /// The approved change of every instance's current object.
    approved: HashMap<(UnitIx, InstanceAddr), usize>,
    order: Order,
    pub(super) saver: Saver,
    waiting: Mutex<Waiting>,
    pub(super) added: AtomicUsize,
    pub(super) changed: AtomicUsize,
    pub(super) destroyed: AtomicUsize,
    pub(super) forgotten: AtomicUsize,
}

/// Applies a plan that was made of this session. `recorders` hold the units' states, locked, in the order of the units.
///
/// Whatever happens, what was done is recorded and saved before this returns.
pub async fn apply(session: Arc<Session>, plan: Plan, options: Options, recorders: Vec<Recorder>) -> Applied {
    let order = Order::new(&session, &plan);
    let mut approved = HashMap::new();
    for (at, (unit, recorder)) in plan.units.iter().zip(&recorders).enumerate() {
        for (which, change) in unit.changes.iter().enumerate().filter(|(_, change)| change.deposed.is_none()) {
            approved.insert((UnitIx::at(at), change.addr.clone()), which);
        }
        if let Err(diags) = start_with(recorder, unit).await {
            return Applied { diags, ..Applied::default() };
        }
    }
    if plan.units.iter().any(|unit| unit.refresh_only) {
        return take_notice(&session, &plan, &recorders).await;
    }
    let unmoved = |unit: &UnitPlan| PriorState::new(unit.refreshed.clone(), HashMap::new());
    let priors = plan.units.iter().map(unmoved).collect();
    let goal = if plan.destroy { Goal::Destroy } else { Goal::Converge };
    let saver = Saver::new(recorders.clone());
    let applying = Arc::new(Applying {
        run: Run::new(session.clone(), Options { goal, ..options }, priors, Phase::Apply),
        plan,
        recorders,
        approved,
        order,
        saver: saver.clone(),
        waiting: Mutex::default(),
        added: AtomicUsize::new(0),
        changed: AtomicUsize::new(0),
        destroyed: AtomicUsize::new(0),
        forgotten: AtomicUsize::new(0),
    });
    for (at, unit) in applying.plan.units.iter().enumerate() {
        applying.run.expect_checks(UnitIx::at(at), &unit.checks);
    }
    let saving = saver.start();
    let quick = |step: usize| applying.is_quick(step);
    let stopped = || session.host.stopped();
    let visit = |applying: Arc<Applying>, step| async move { applying.visit(step).await };
    let walked = walk(&applying.order.dependencies, &applying, quick, visit, stopped).await;
    applying.run.close_ephemerals().await;
    saving.end().await;
    if session.host.stopped() {
        applying.run.report(
            Diagnostic::error("Interrupted")
                .detail("Nothing new was started, what was under way has ended, and the state holds all of it.")
                .help("run apply again to do the rest"),
        );
    }
    if !walked.stuck.is_empty() {
        applying
            .run
            .report(Diagnostic::error("Apply did not finish").detail(
                "Some changes never became ready. The state holds what was done. This is a bug in groundplan.",
            ));
    }
    applying.finish().await;
    Applied {
        diags: std::mem::take(&mut applying.run.found().diags),
        added: applying.added.load(Ordering::Relaxed),
        changed: applying.changed.load(Ordering::Relaxed),
        destroyed: applying.destroyed.load(Ordering::Relaxed),
        // They are in the states from the beginning.
        imported: applying.plan.units.iter().flat_map(|unit| &unit.changes).filter(|it| it.importing.is_some()).count(),
        forgotten: applying.forgotten.load(Ordering::Relaxed),
    }
}

/// Puts what planning found into a state. Where an object moved to is on disk before anything is done to it; all else can be
/// found again.
async fn start_with(recorder: &Recorder, unit: &UnitPlan) -> Result<(), Diags> {
    let touched: HashSet<&InstanceAddr> = unit.moved.iter().flat_map(|(from, to)| [from, to]).collect();
    let (moved, noted): (Vec<Change>, Vec<Change>) =
        refreshed(unit).into_iter().partition(|change| touched.contains(&change.address));
    if !moved.is_empty() {
        recorder.change(moved).await.map_err(|error| journal_failed(&error))?;
    }
    recorder.note(&noted);
    Ok(())
}

/// Saves what planning found: nothing else is to be done.
async fn take_notice(session: &Session, plan: &Plan, recorders: &[Recorder]) -> Applied {
    let mut applied = Applied::default();
    for (at, (unit, recorder)) in plan.units.iter().zip(recorders).enumerate() {
        recorder.set_outputs(noticed_outputs(unit));
        if !unit.partial {
            recorder.set_check_results((!unit.checks.is_empty()).then(|| unit.checks.clone()));
        }
        if let Err(error) = recorder.save().await {
            applied.diags.push(session.in_unit(UnitIx::at(at), not_saved(&error)));
        }
    }
    applied
}

/// The changes from what was stored to what planning found.
fn refreshed(unit: &UnitPlan) -> Vec<Change> {
    let mut changes = Vec::new();
    for (addr, instance) in unit.stored.instances() {
        if instance.current.is_some() && unit.refreshed.object(&addr, None).is_none() {
            changes.push(Change::remove(addr.clone(), None));
        }
        for deposed in instance.deposed.keys() {
            if unit.refreshed.object(&addr, Some(deposed)).is_none() {
                changes.push(Change::remove(addr.clone(), Some(deposed.clone())));
            }
        }
    }
    for resource in unit.refreshed.resources() {
        for (key, instance) in resource.instances() {
            let addr = resource.addr.instance(key.clone());
            let current = instance.current.iter().map(|object| (None, object));
            let deposed = instance.deposed.iter().map(|(key, object)| (Some(key.clone()), object));
            for (deposed, object) in current.chain(deposed) {
                changes.push(Change::put(addr.clone(), deposed, resource.provider.clone(), object.clone()));
            }
        }
    }
    changes
}

impl Applying {
    /// The change that was approved for an instance.
    pub(super) fn approved(&self, unit: UnitIx, addr: &InstanceAddr) -> Option<&ResourceChange> {
        let which = self.approved.get(&(unit, addr.clone()))?;
        self.change_at(unit, *which)
    }

    pub(super) fn change_at(&self, unit: UnitIx, which: usize) -> Option<&ResourceChange> {
        self.plan.units.get(unit.0 as usize)?.changes.get(which)
    }

    pub(super) fn recorder(&self, unit: UnitIx) -> &Recorder {
        &self.recorders[unit.0 as usize]
    }

    pub(super) fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn stopped(&self) -> bool {
        self.run.session.host.stopped()
    }

    fn is_quick(&self, step: usize) -> bool {
        match self.order.steps.get(step) {
            Some(Step::Make(node)) => self.plan.destroy || self.run.is_quick(*node),
            Some(Step::Destroy(objects)) => objects.is_empty(),
            None => true,
        }
    }

    async fn visit(&self, step: usize) -> Outcome {
        let clean = match self.order.steps.get(step) {
            Some(Step::Make(node)) => self.make(*node).await,
            Some(Step::Destroy(objects)) => self.destroy_all(objects).await,
            None => false,
        };
        if clean { Outcome::Done } else { Outcome::Failed }
    }

    async fn make(&self, node: NodeId) -> bool {
        if self.plan.destroy {
            // Nothing is evaluated: each object is destroyed with the provider that planned it.
            return true;
        }
        match self.run.session.graph.key(node).clone() {
            NodeKey::Resource(module, id) if self.run.includes(node) => self.make_resource(node, module, &id).await,
            _ => self.run.evaluate(node).await,
        }
    }

    /// Keeps the diagnostics of a change; says whether it went well.
    pub(super) fn settled(&self, unit: UnitIx, result: Result<(), Diags>) -> bool {
        match result {
            Ok(()) => true,
            Err(errors) => {
                self.run.report_all(unit, errors);
                false
            }
        }
    }
}
