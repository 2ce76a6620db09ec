//! What conditions came to, for the plan's `checks` and the state's `check_results`.

use std::collections::BTreeMap;

use groundplan_address::ModuleAddr;
use groundplan_config::module::Resource;
use groundplan_state::{CheckObject, CheckResult, CheckStatus};

use super::instance::Instance;
use super::options::Goal;
use super::run::Run;
use crate::graph::{ModuleIx, UnitIx};
use crate::session::Session;

/// What can have conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Checked {
    Check,
    Output,
    Resource,
    Variable,
}

impl Checked {
    /// The word for it in states and in addresses.
    fn word(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Output => "output",
            Self::Resource => "resource",
            Self::Variable => "var",
        }
    }

    /// The address of what has a name, in a module or an instance of one.
    fn address(self, module: &str, name: &str) -> String {
        let word = self.word();
        if module.is_empty() { format!("{word}.{name}") } else { format!("{module}.{word}.{name}") }
    }
}

/// What one condition came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) status: CheckStatus,
    /// What a condition that failed has to say.
    pub(crate) message: Option<String>,
}

impl Outcome {
    pub(crate) const PASS: Self = Self { status: CheckStatus::Pass, message: None };
}

/// An object with conditions: its kind, its address without and with instance keys.
#[derive(Clone, Debug)]
pub(crate) struct Checkable {
    unit: UnitIx,
    kind: Checked,
    config: String,
    object: String,
}

impl Checkable {
    /// A resource instance.
    pub(crate) fn resource(instance: &Instance<'_>) -> Self {
        Self {
            unit: instance.unit,
            kind: Checked::Resource,
            config: instance.addr.resource.in_path(&instance.addr.module.path()),
            object: instance.addr.to_string(),
        }
    }

    /// Something with a name, in an instance of its module.
    pub(crate) fn named(unit: UnitIx, kind: Checked, module: &ModuleAddr, name: &str) -> Self {
        Self {
            unit,
            kind,
            config: kind.address(&module.path().to_string(), name),
            object: kind.address(&module.to_string(), name),
        }
    }
}

/// What the conditions of a unit came to so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Checks {
    /// The objects of each thing with conditions, once it is known which there are.
    found: BTreeMap<(Checked, String), BTreeMap<String, Vec<Outcome>>>,
}

impl Checks {
    fn add(&mut self, object: &Checkable, outcomes: Vec<Outcome>) {
        let objects = self.found.entry((object.kind, object.config.clone())).or_default();
        objects.entry(object.object.clone()).or_default().extend(outcomes);
    }

    fn expect(&mut self, planned: &CheckResult) {
        const ALL: [Checked; 4] = [Checked::Check, Checked::Output, Checked::Resource, Checked::Variable];
        let Some(kind) = ALL.into_iter().find(|kind| kind.word() == planned.object_kind) else { return };
        let objects = self.found.entry((kind, planned.config_addr.clone())).or_default();
        for object in &planned.objects {
            objects.entry(object.object_addr.clone()).or_default();
        }
    }

    fn status(&self, object: &Checkable) -> Option<CheckStatus> {
        let outcomes = self.found.get(&(object.kind, object.config.clone()))?.get(&object.object)?;
        Some(worst(outcomes.iter().map(|outcome| outcome.status)))
    }

    /// The results as states hold them; `None` when nothing has conditions.
    pub(crate) fn results(&self, session: &Session, unit: UnitIx) -> Option<Vec<CheckResult>> {
        let declared = declared(session, unit);
        let results = declared.into_iter().map(|((kind, config), count)| {
            let objects = self.found.get(&(kind, config.clone()));
            let results: Vec<CheckObject> =
                objects.into_iter().flatten().map(|(addr, outcomes)| result(addr, outcomes, count)).collect();
            let status = match objects {
                Some(_) => worst(results.iter().map(|object| object.status)),
                None => CheckStatus::Unknown,
            };
            CheckResult { object_kind: kind.word().to_owned(), config_addr: config, status, objects: results }
        });
        let results: Vec<CheckResult> = results.collect();
        (!results.is_empty()).then_some(results)
    }
}

fn result(addr: &str, outcomes: &[Outcome], count: usize) -> CheckObject {
    let mut failure_messages: Vec<String> = outcomes.iter().filter_map(|outcome| outcome.message.clone()).collect();
    failure_messages.sort();
    // What was not looked at is not known.
    let missing = (outcomes.len() < count).then_some(CheckStatus::Unknown);
    let status = worst(outcomes.iter().map(|outcome| outcome.status).chain(missing));
    CheckObject { object_addr: addr.to_owned(), status, failure_messages }
}

fn worst(statuses: impl Iterator<Item = CheckStatus>) -> CheckStatus {
    let rank = |status: &CheckStatus| match status {
        CheckStatus::Pass => 0,
        CheckStatus::Unknown => 1,
        CheckStatus::Fail => 2,
        CheckStatus::Error => 3,
    };
    statuses.max_by_key(rank).unwrap_or(CheckStatus::Pass)
}

/// All that has conditions in a unit, and how many.
fn declared(session: &Session, unit: UnitIx) -> BTreeMap<(Checked, String), usize> {
    let mut all = BTreeMap::new();
    for (_, node) in session.modules.iter().filter(|(_, node)| node.unit == unit) {
        let (module, path) = (&node.tree.module, node.path.to_string());
        let mut add = |kind: Checked, config: String, count: usize| {
            if count > 0 {
                all.insert((kind, config), count);
            }
        };
        for (id, resource) in &module.resources {
            let lifecycle = &resource.lifecycle;
            add(
                Checked::Resource,
                id.in_path(&node.path),
                lifecycle.preconditions.len() + lifecycle.postconditions.len(),
            );
        }
        for (name, output) in &module.outputs {
            add(Checked::Output, Checked::Output.address(&path, name), output.preconditions.len());
        }
        for (name, variable) in &module.variables {
            add(Checked::Variable, Checked::Variable.address(&path, name), variable.validations.len());
        }
        for (name, check) in &module.checks {
            add(
                Checked::Check,
                Checked::Check.address(&path, name),
                check.asserts.len() + usize::from(check.data.is_some()),
            );
        }
    }
    all
}

impl Run {
    /// Keeps what conditions of an object came to. Without outcomes, that there is the object.
    pub(crate) fn checked(&self, object: &Checkable, outcomes: Vec<Outcome>) {
        self.with_unit(object.unit, |unit| unit.checks.add(object, outcomes));
    }

    /// What the conditions of an object that were looked at came to; `None` when there is no such object yet.
    pub(crate) fn check_status(&self, object: &Checkable) -> Option<CheckStatus> {
        self.with_unit(object.unit, |unit| unit.checks.status(object)).flatten()
    }

    /// That the objects of a resource are known now, be they none.
    pub(crate) fn checks_of(&self, module: ModuleIx, resource: &Resource) {
        if self.options.goal != Goal::Destroy {
            let key = (Checked::Resource, resource.id.in_path(&self.session.modules.get(module).path));
            self.with_unit(self.unit_ix(module), |unit| {
                unit.checks.found.entry(key).or_default();
            });
        }
    }

    /// That there are the objects that a plan's results name, of whose conditions nothing is known yet.
    pub(crate) fn expect_checks(&self, unit: UnitIx, planned: &[CheckResult]) {
        self.with_unit(unit, |unit| planned.iter().for_each(|result| unit.checks.expect(result)));
    }

    /// What all conditions of a unit came to.
    pub(crate) fn check_results(&self, unit: UnitIx) -> Option<Vec<CheckResult>> {
        let checks = self.with_unit(unit, |unit| unit.checks.clone())?;
        checks.results(&self.session, unit)
    }
}
