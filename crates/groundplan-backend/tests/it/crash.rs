//! A run that is killed at any moment, with the journal and a local state, loses no object and makes none twice.
//!
//! The cloud is a folder: an object is a file in it, and making the same object twice makes two files. A run brings all
//! objects to a generation: each one of an older generation is replaced, the new one made before the old one is destroyed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use groundplan_backend::LocalStore;
use groundplan_state::{Action, Change, Intent, Journal, RawJson, Recovery, State, StateStore, Token, UnitState};
use tempfile::TempDir;
use tokio::task::JoinSet;

use crate::support::{addr, info, names, object, provider};

const FOLDER: &str = "GROUNDPLAN_TEST_CRASH_FOLDER";
const GENERATION: &str = "GROUNDPLAN_TEST_CRASH_GENERATION";
const OBJECTS: usize = 12;
const KILLS: usize = 60;

#[test]
fn killed_runs_lose_nothing_and_make_nothing_twice() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("cloud")).unwrap();
    let mut killed = 0;
    let mut interrupted = 0;
    for generation in 0.. {
        // The moments wander through the run, which takes some hundred milliseconds.
        let mut child = run(folder.path(), generation);
        sleep(Duration::from_millis((generation * 37 % 151) as u64));
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        interrupted += usize::from(folder.path().join("journal").exists());

        let output = run(folder.path(), generation).wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        check(folder.path(), generation);
        if killed >= KILLS {
            break;
        }
    }
    assert!(interrupted > KILLS / 4, "only {interrupted} of {killed} kills hit a run at work");
}

fn run(folder: &Path, generation: usize) -> std::process::Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::the_run_that_is_killed", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .env(GENERATION, generation.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// After a run that ended: the cloud has each object once, in this generation, and the state knows exactly these.
fn check(folder: &Path, generation: usize) {
    let state = State::decode(&fs::read(folder.join("terraform.tfstate")).unwrap()).unwrap();
    let mut known: Vec<_> = state
        .instances()
        .map(|(_, instance)| {
            assert!(instance.deposed.is_empty());
            instance.current.as_ref().unwrap().id().unwrap()
        })
        .collect();
    known.sort();
    assert_eq!(known, names(&folder.join("cloud")), "the state and the cloud differ");
    let mut expected: Vec<_> = (0..OBJECTS).map(|at| format!("object{at}-{generation}-")).collect();
    expected.sort();
    assert_eq!(known.len(), OBJECTS);
    assert!(known.iter().zip(&expected).all(|(id, prefix)| id.starts_with(prefix)), "{known:?}");
    let mut left = names(folder);
    left.retain(|name| {
        !["cloud", "journal.lock", "terraform.tfstate", "terraform.tfstate.backup"].contains(&name.as_str())
    });
    assert_eq!(left, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by the test above, which kills it"]
async fn the_run_that_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let generation = std::env::var(GENERATION).unwrap().parse().unwrap();
    let (journal, recovery) = Journal::open(&folder.join("journal"), "the run that is killed").unwrap();
    let store = Arc::new(LocalStore::new(folder.join("terraform.tfstate")));
    let lock = store.lock(&info("apply")).await.unwrap();
    let state = UnitState::open("unit", Arc::clone(&store) as Arc<dyn StateStore>, journal, recovery.unit("unit"));
    let run = Arc::new(Run { cloud: folder.join("cloud"), generation, state: state.await.unwrap() });
    run.answer_what_is_left(&recovery).await;

    let mut objects = JoinSet::new();
    for at in 0..OBJECTS {
        let run = Arc::clone(&run);
        objects.spawn(async move { run.bring_up_to_date(at).await });
    }
    objects.join_all().await;
    run.state.save().await.unwrap();
    store.unlock(&lock.id).await.unwrap();
}

struct Run {
    cloud: PathBuf,
    generation: usize,
    state: UnitState,
}

impl Run {
    async fn bring_up_to_date(&self, at: usize) {
        let address = addr(&format!("terraform_data.a[{at}]"));
        let wanted = format!("object{at}-{}", self.generation);
        let instance = self.state.with(|state| state.instance(&address).cloned()).unwrap_or_default();
        let mut deposed: Vec<_> =
            instance.deposed.into_iter().map(|(key, object)| (key, object.id().unwrap())).collect();
        let current = instance.current.and_then(|object| object.id());
        if !current.as_ref().is_some_and(|id| id.starts_with(&format!("{wanted}-"))) {
            if let Some(id) = current {
                deposed.push((self.state.depose(&address).await.unwrap().unwrap(), id));
            }
            let identity = RawJson::string(&wanted);
            let token = self.state.intent(Intent { identity: Some(identity), ..self.intent(at, Action::Create) });
            let token = token.await.unwrap();
            let id = format!("{wanted}-{}", uuid::Uuid::new_v4());
            self.call(|| fs::write(self.cloud.join(&id), "").unwrap()).await;
            let made = Change::put(address.clone(), None, provider(), object(&id));
            self.state.answer(token, vec![made]).await.unwrap();
        }
        for (key, id) in deposed {
            let identity = Some(RawJson::string(&id));
            let intent = Intent { identity, deposed: Some(key.clone()), ..self.intent(at, Action::Delete) };
            let token = self.state.intent(intent).await.unwrap();
            self.call(|| fs::remove_file(self.cloud.join(&id)).unwrap()).await;
            self.state.answer(token, vec![Change::remove(address.clone(), Some(key))]).await.unwrap();
        }
        if at.is_multiple_of(3) {
            self.state.save().await.unwrap();
        }
    }

    /// A provider call: it does something some time after it was asked to, and answers some time after that.
    async fn call(&self, work: impl FnOnce()) {
        tokio::time::sleep(Duration::from_millis(2)).await;
        work();
        tokio::time::sleep(Duration::from_millis(2)).await;
    }

    fn intent(&self, at: usize, action: Action) -> Intent {
        Intent {
            unit: "unit".to_owned(),
            address: addr(&format!("terraform_data.a[{at}]")),
            deposed: None,
            action,
            provider: provider(),
            identity: None,
            prior: None,
            planned: None,
        }
    }

    /// Looks in the cloud for what the killed run may have made or destroyed.
    async fn answer_what_is_left(&self, recovery: &Recovery) {
        let left: Vec<(Token, Intent)> = recovery.unit("unit").map_or_else(Vec::new, |unit| unit.unanswered.clone());
        for (token, intent) in left {
            let identity = intent.identity.unwrap().as_string().unwrap();
            let found = names(&self.cloud).into_iter().find(|name| name.starts_with(&identity));
            let change = match (intent.action, found) {
                (Action::Create, Some(id)) => Some(Change::put(intent.address, None, intent.provider, object(&id))),
                (Action::Delete, None) => Some(Change::remove(intent.address, intent.deposed)),
                _ => None,
            };
            self.state.answer(token, change.into_iter().collect()).await.unwrap();
        }
    }
}
