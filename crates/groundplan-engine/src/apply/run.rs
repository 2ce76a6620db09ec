use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use groundplan_address::InstanceAddr;
use groundplan_diag::{Diagnostic, Diags};
use groundplan_state::{Change, DeposedKey, UnitState};

use super::order::{Order, Step};
use crate::graph::{NodeId, NodeKey, UnitIx};
use crate::plan::{Action, Goal, Options, Plan, ResourceChange, Run};
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
}

/// An apply: the evaluation of the graph, the plan that was approved, and the states.
pub(crate) struct Applying {
    pub(crate) run: Run,
    pub(crate) plan: Plan,
    pub(crate) recorders: Vec<Recorder>,
    /// The approved change of every instance's current object.
    approved: HashMap<(UnitIx, InstanceAddr), usize>,
    order: Order,
    /// The keys under which replaced objects wait to be cleaned up.
    pub(crate) deposed: Mutex<HashMap<(UnitIx, InstanceAddr), DeposedKey>>,
    pub(crate) added: AtomicUsize,
    pub(crate) changed: AtomicUsize,
    pub(crate) destroyed: AtomicUsize,
}

/// Applies a plan that was made of this session. `recorders` hold the units' states, locked, in the order of the units.
///
/// Whatever happens, what was done is recorded and saved before this returns.
pub async fn apply(session: Arc<Session>, plan: Plan, options: Options, recorders: Vec<Recorder>) -> Applied {
    let order = Order::new(&session, &plan);
    let mut approved = HashMap::new();
    for (at, unit) in plan.units.iter().enumerate() {
        let ix = UnitIx(u32::try_from(at).unwrap_or(u32::MAX));
        for (which, change) in unit.changes.iter().enumerate().filter(|(_, change)| change.deposed.is_none()) {
            approved.insert((ix, change.addr.clone()), which);
        }
        if let Some(recorder) = recorders.get(at) {
            recorder.note(&refreshed(unit));
        }
    }
    let goal = if plan.destroy { Goal::Destroy } else { Goal::Converge };
    let run = Run::new(session.clone(), Options { goal, ..options });
    let applying = Arc::new(Applying {
        run,
        plan,
        recorders,
        approved,
        order,
        deposed: Mutex::default(),
        added: AtomicUsize::new(0),
        changed: AtomicUsize::new(0),
        destroyed: AtomicUsize::new(0),
    });
    let quick = |step: usize| applying.is_quick(step);
    let stopped = || session.host.stopped();
    let visit = |applying: Arc<Applying>, step| async move { applying.visit(step).await };
    let walked = walk(&applying.order.dependencies, &applying, quick, visit, stopped).await;
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
    applying.finish(walked.skipped.is_empty() && walked.stuck.is_empty()).await;
    Applied {
        diags: std::mem::take(&mut applying.run.found().diags),
        added: applying.added.load(Ordering::Relaxed),
        changed: applying.changed.load(Ordering::Relaxed),
        destroyed: applying.destroyed.load(Ordering::Relaxed),
    }
}

/// The changes from what was stored to what planning found.
fn refreshed(unit: &crate::plan::UnitPlan) -> Vec<Change> {
    let mut changes = Vec::new();
    for resource in unit.refreshed.resources() {
        for (key, instance) in resource.instances() {
            let addr = resource.addr.instance(key.clone());
            if let Some(current) = &instance.current {
                changes.push(Change::put(addr.clone(), None, resource.provider.clone(), current.clone()));
            }
            for (deposed, object) in &instance.deposed {
                changes.push(Change::put(
                    addr.clone(),
                    Some(deposed.clone()),
                    resource.provider.clone(),
                    object.clone(),
                ));
            }
        }
    }
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
    changes
}

impl Applying {
    /// The change that was approved for an instance.
    pub(crate) fn approved(&self, unit: UnitIx, addr: &InstanceAddr) -> Option<&ResourceChange> {
        let which = self.approved.get(&(unit, addr.clone()))?;
        self.plan.units.get(unit.0 as usize)?.changes.get(*which)
    }

    pub(crate) fn recorder(&self, unit: UnitIx) -> &Recorder {
        &self.recorders[unit.0 as usize]
    }

    pub(crate) fn stopped(&self) -> bool {
        self.run.session.host.stopped()
    }

    fn is_quick(&self, step: usize) -> bool {
        match self.order.steps.get(step) {
            Some(Step::Make(node)) => {
                !matches!(self.run.session.graph.key(*node), NodeKey::Resource(..) | NodeKey::Provider(..))
            }
            Some(Step::TearDown(node) | Step::CleanUp(node)) => self.doomed(*node).next().is_none(),
            Some(Step::Orphan(_)) | None => false,
        }
    }

    async fn visit(&self, step: usize) -> Outcome {
        let clean = match self.order.steps.get(step).copied() {
            Some(Step::Make(node)) => self.make(node).await,
            Some(Step::TearDown(node)) => self.tear_down(node).await,
            Some(Step::CleanUp(node)) => self.clean_up(node).await,
            Some(Step::Orphan(at)) => match self.order.orphans.get(at) {
                Some((unit, which)) => self.destroy_orphan(*unit, *which).await,
                None => false,
            },
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
            NodeKey::Resource(module, id) => self.make_resource(node, module, &id).await,
            _ => self.run.evaluate(node).await,
        }
    }

    /// The changes of a resource that destroy an object.
    pub(crate) fn doomed(&self, node: NodeId) -> impl Iterator<Item = (UnitIx, &ResourceChange)> {
        let of = match self.run.session.graph.key(node) {
            NodeKey::Resource(module, id) => {
                let this = self.run.session.modules.get(*module);
                Some((this.unit, &this.path, id))
            }
            _ => None,
        };
        let changes = of.and_then(|(unit, _, _)| Some((unit, self.plan.units.get(unit.0 as usize)?)));
        changes.into_iter().flat_map(move |(unit, plan)| {
            plan.changes.iter().filter_map(move |change| {
                let (_, path, id) = of?;
                let mine = change.addr.resource == *id && change.addr.module.path() == *path;
                let destroys = matches!(
                    change.action,
                    Action::Delete | Action::DeleteThenCreate | Action::CreateThenDelete | Action::Forget
                );
                (mine && destroys).then_some((unit, change))
            })
        })
    }

    pub(crate) fn deposed_key(&self, unit: UnitIx, addr: &InstanceAddr) -> Option<DeposedKey> {
        let deposed = self.deposed.lock().unwrap_or_else(PoisonError::into_inner);
        deposed.get(&(unit, addr.clone())).cloned()
    }

    /// Keeps the diagnostics of a change; says whether it went well.
    pub(crate) fn settled(&self, unit: UnitIx, result: Result<(), Diags>) -> bool {
        match result {
            Ok(()) => true,
            Err(errors) => {
                self.run.report_all(unit, errors);
                false
            }
        }
    }

    /// Saves a unit's state.
    pub(crate) async fn save(&self, unit: UnitIx) -> Result<(), Diags> {
        let saved = self.recorder(unit).save().await;
        saved.map(|_| ()).map_err(|error| {
            Diagnostic::error("State could not be saved")
                .detail(format!("{error}. What was done is in the journal: the next run puts it into the state."))
                .help(error.help())
                .into()
        })
    }
}
