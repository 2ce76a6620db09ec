//! Loading, planning and applying what a fixture holds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use groundplan_address::{InstanceAddr, Target};
use groundplan_config::files::Reader;
use groundplan_config::live::{Inputs, LiveOptions, LiveSettings, Selection, Unit, UnitPath, load_bare, load_live};
use groundplan_config::module::{LocalModules, ModuleCache};
use groundplan_diag::{Diags, SourceMap};
use groundplan_engine::{Applied, Given, Goal, InUnit, Options, Plan, Session};
use groundplan_state::{Journal, Recovery, State, UnitState};

use super::behaviour::Behaviour;
use super::fixture::Fixture;
use super::host::FakeHost;
use super::provider::Shared;
use super::schema::FakeSchemas;
use super::state::{self, MemoryStore, Store};
use super::{DEFAULT_SCHEMA, text};

/// A fixture on its way: its world and states.
pub(crate) struct Case {
    pub(crate) fixture: Fixture,
    pub(crate) shared: Arc<Shared>,
    pub(crate) sources: Arc<SourceMap>,
    pub(crate) stores: BTreeMap<UnitPath, Store>,
    pub(crate) journal_dir: tempfile::TempDir,
    pub(crate) options: Options,
}

/// A plan that can be applied.
pub(crate) struct Planned {
    pub(crate) session: Arc<Session>,
    pub(crate) plan: Plan,
    pub(crate) warnings: Diags,
}

impl Case {
    /// The case after all that happens before what is tested.
    pub(crate) async fn prepare(text: &str) -> Self {
        let fixture = Fixture::parse(text);
        let schema = if fixture.has("/schema") { fixture.text("/schema") } else { DEFAULT_SCHEMA };
        let schemas = Arc::new(FakeSchemas::parse(schema));
        let mut case = Self {
            shared: Arc::new(Shared { schemas: schemas.clone(), remote: fixture.remote(), ..Shared::default() }),
            sources: Arc::new(SourceMap::new()),
            stores: BTreeMap::new(),
            journal_dir: tempfile::tempdir().unwrap(),
            options: Options::default(),
            fixture,
        };
        if let Some(before) = case.fixture.configuration(true) {
            case.misbehave("/before/provider");
            let planned = case.plan(before).await.unwrap_or_else(|errors| panic!("before: {errors}"));
            let (applied, _) = case.apply(planned).await;
            let applied = applied.unwrap();
            let allowed = case.fixture.has("/before/provider");
            assert!(allowed || !applied.diags.has_errors(), "before: {}", text::diags(&applied.diags, &case.sources));
        }
        case.edit_states(&schemas);
        case.shared.world.edit(case.fixture.text("/world"), &schemas);
        case.shared.world.lock().calls.clear();
        case.misbehave("/provider");
        case.options = options(case.fixture.text("/options"));
        case
    }

    fn edit_states(&mut self, schemas: &FakeSchemas) {
        let edits = self.fixture.text("/state").to_owned();
        if edits.is_empty() {
            return;
        }
        let store = self.store(&UnitPath::root());
        let mut edited = store.stored().unwrap_or_else(|| State::with_lineage("lineage".into()));
        state::edit(&mut edited, &edits, schemas, &self.shared.world);
        self.stores.insert(UnitPath::root(), Arc::new(MemoryStore::holding(Some(edited))));
    }

    /// Lets the provider misbehave as a file of the fixture says.
    pub(crate) fn misbehave(&mut self, path: &str) {
        let behaviour = Behaviour::parse(self.fixture.text(path));
        *self.shared.behaviour.write().unwrap() = behaviour;
        self.shared.stop.store(false, Ordering::Relaxed);
    }

    fn store(&mut self, unit: &UnitPath) -> Store {
        self.stores.entry(unit.clone()).or_default().clone()
    }

    /// Plans what the files hold. The error is what went wrong, as text.
    pub(crate) async fn plan(&mut self, files: Reader) -> Result<Planned, String> {
        let (units, mut diags) = load(files, self.fixture.is_live(), &self.sources);
        if diags.has_errors() {
            return Err(text::diags(&diags, &self.sources));
        }
        let host = Arc::new(FakeHost::new(self.shared.clone()));
        let given = units.into_iter().map(|unit| {
            let state = self.store(&unit.path).stored().unwrap_or_else(|| State::with_lineage("lineage".into()));
            (Arc::new(unit), Given { state, ..Given::default() })
        });
        let given = given.collect();
        let session = Session::new(given, BTreeMap::new(), host, Path::new("/work"));
        let session = Arc::new(session.map_err(|errors| text::diags(&errors, &self.sources))?);
        let planned = groundplan_engine::plan(session.clone(), self.options.clone()).await;
        if planned.is_err() {
            session.close().await;
        }
        let (plan, warnings) = planned.map_err(|errors| text::diags(&errors, &self.sources))?;
        diags.extend(warnings);
        Ok(Planned { session, plan, warnings: diags })
    }

    /// Applies a plan. Nothing comes back when the program was killed meanwhile; then what it left in the journal does.
    pub(crate) async fn apply(&mut self, planned: Planned) -> (Option<Applied>, Recovery) {
        let path = self.journal_dir.path().join("journal");
        let (journal, recovery) = Journal::open(&path, "test").unwrap();
        let mut recorders = Vec::new();
        for unit in planned.session.units().to_vec() {
            let store = self.store(&unit.path);
            let recovery = recovery.unit(&unit.path.0);
            let state = UnitState::open(&unit.path.0, store, journal.clone(), recovery).await.unwrap();
            recorders.push(Arc::new(state));
        }
        self.shared.applying.store(true, Ordering::Relaxed);
        let Planned { session, plan, .. } = planned;
        let options = self.options.clone();
        let work = async move {
            let mut applied = groundplan_engine::apply(session.clone(), plan, options, recorders).await;
            applied.diags.extend(session.close().await);
            applied
        };
        let shared = self.shared.clone();
        let gate = shared.gate.clone();
        let applied = gate
            .run(&journal, async move {
                tokio::select! {
                    biased;
                    applied = work => Some(applied),
                    () = shared.killed.notified() => None,
                }
            })
            .await;
        self.shared.applying.store(false, Ordering::Relaxed);
        drop(journal);
        // What was cancelled lets go of the journal when it is polled next.
        for _ in 0..64 {
            tokio::task::yield_now().await;
        }
        (applied, Journal::read(&path).unwrap())
    }

    /// Puts what a killed run left in the journal into the stores, as a run does that finds a journal.
    pub(crate) async fn recover(&mut self) {
        let (journal, recovery) = Journal::open(&self.journal_dir.path().join("journal"), "test").unwrap();
        for unit in &recovery.units {
            let store = self.store(&UnitPath(unit.unit.as_str().into()));
            let state = UnitState::open(&unit.unit, store, journal.clone(), Some(unit)).await.unwrap();
            state.save().await.unwrap();
        }
    }

    /// What was asked of providers since the last time.
    pub(crate) fn calls(&self) -> Vec<String> {
        std::mem::take(&mut self.shared.world.lock().calls)
    }
}

fn options(text: &str) -> Options {
    let mut options = Options::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line {
            "destroy" => options.goal = Goal::Destroy,
            "validate" => options.goal = Goal::Validate,
            "no refresh" => options.refresh = false,
            "refresh only" => options.goal = Goal::Refresh,
            other => match other.split_once(' ').unwrap() {
                ("replace", addr) => options.replace.push(in_unit(addr, InstanceAddr::parse)),
                ("target", addr) => options.targets.push(in_unit(addr, Target::parse)),
                ("exclude", addr) => options.excludes.push(in_unit(addr, Target::parse)),
                _ => panic!("no option {other:?}"),
            },
        }
    }
    options
}

/// `ADDR`, or `UNIT//ADDR`.
fn in_unit<T, E: std::fmt::Debug>(text: &str, parse: impl Fn(&str) -> Result<T, E>) -> InUnit<T> {
    let (unit, addr) = match text.split_once("//") {
        Some((unit, addr)) => (Some(UnitPath(unit.into())), addr),
        None => (None, text),
    };
    InUnit { unit, what: parse(addr).unwrap() }
}

fn load(files: Reader, live: bool, sources: &Arc<SourceMap>) -> (Vec<Unit>, Diags) {
    let settings = LiveSettings {
        sources: sources.clone(),
        files,
        modules: Arc::new(LocalModules),
        cache: Arc::new(ModuleCache::new()),
        env: Arc::new(BTreeMap::new()),
        command: "plan".into(),
        clock: None,
        options: LiveOptions::default(),
    };
    if live {
        let (live, diags) = load_live(Path::new("."), &Selection::default(), &settings);
        let paths: BTreeSet<_> = live.units.iter().map(|unit| unit.path.clone()).collect();
        assert_eq!(paths.len(), live.units.len());
        return (live.units, diags);
    }
    let (unit, diags) = load_bare(Path::new("."), Inputs::default(), &settings);
    (unit.into_iter().collect(), diags)
}
