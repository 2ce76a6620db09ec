use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::StreamExt as _;
use groundplan_config::live::Unit;
use groundplan_diag::{Diagnostic, Diags};
use groundplan_state::{HeldLocks, LockError, LockInfo, StateStore};

use super::messages::{lock_error, of};
use super::stores::lock_outlives_process;
use crate::project::Project;
use crate::{Settings, document};

/// How many states are locked, read or unlocked at the same time. A connection has its own limit below that.
pub(super) const AT_ONCE: usize = 32;

/// How long to wait before locks that others hold are tried again: longer each time, as Terraform does.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(16);

/// A unit and where its state is kept.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) unit: Arc<Unit>,
    pub(super) store: Arc<dyn StateStore>,
}

/// What went wrong with a unit's lock.
type NotLocked = (Arc<Unit>, LockError);

/// The locks of a run, all under one id. They are given back by [`Locks::release`].
#[derive(Default)]
pub(super) struct Locks {
    id: String,
    taken: Vec<Place>,
    /// What was taken over from runs that are dead, as sentences.
    pub(super) notes: Vec<String>,
    held: Option<HeldLocks>,
}

/// Where a run notes the locks that it takes.
fn notes_folder(root: &Path) -> PathBuf {
    root.join(".groundplan").join("locks")
}

impl Locks {
    /// Takes the locks of all states or none. While someone else has one, waits as long as the settings allow, without
    /// keeping others from their work meanwhile.
    pub(super) async fn take(
        settings: &Settings,
        project: &Project,
        places: &[Place],
        operation: &str,
    ) -> Result<Self, Diags> {
        let info = LockInfo::new(operation, &settings.who, Settings::VERSION);
        let mut locks = Self { id: info.id.clone(), ..Self::default() };
        let folder = notes_folder(&project.root);
        if places.iter().any(|place| lock_outlives_process(&place.unit)) {
            let noted = HeldLocks::note(&folder, &info.id);
            locks.held = Some(noted.map_err(|error| unnoted(&folder, &error))?);
        }
        let began = Instant::now();
        let wait = settings.lock_timeout.unwrap_or_default();
        let mut pause = FIRST_PAUSE;
        loop {
            let Err(errors) = locks.take_all(places, &info, &folder).await else { return Ok(locks) };
            let mut failures = errors.iter().map(|(unit, error)| lock_error(unit, error)).collect::<Diags>();
            let taken = std::mem::take(&mut locks.taken);
            let kept = give_back(taken, &info.id).await;
            let is_kept = !kept.is_empty();
            failures.extend(kept);
            let all_held = errors.iter().all(|(_, error)| matches!(error, LockError::Held { .. }));
            let left = wait.saturating_sub(began.elapsed());
            if !all_held || left.is_zero() || settings.stop.is_set() {
                if let Some(held) = locks.held.take().filter(|_| is_kept) {
                    held.leave();
                }
                return Err(failures);
            }
            if pause == FIRST_PAUSE
                && let Some((_, error)) = errors.first()
            {
                (settings.events)(document::log(format!("Waiting for a lock: {error}.")));
            }
            tokio::time::sleep(pause.min(left)).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Tries once. The first lock decides between two runs that want the same; the others are then taken together.
    async fn take_all(&mut self, places: &[Place], info: &LockInfo, folder: &Path) -> Result<(), Vec<NotLocked>> {
        let mut errors = Vec::new();
        let Some((first, others)) = places.split_first() else { return Ok(()) };
        self.sort(first, take_one(&first.store, info, folder).await, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        let takes = others.iter().cloned().map(|place| async move {
            let taken = take_one(&place.store, info, folder).await;
            (place, taken)
        });
        let mut takes = futures::stream::iter(takes).buffer_unordered(AT_ONCE);
        while let Some((place, taken)) = takes.next().await {
            self.sort(&place, taken, &mut errors);
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    fn sort(&mut self, place: &Place, taken: Result<Option<String>, LockError>, errors: &mut Vec<NotLocked>) {
        match taken {
            Ok(note) => {
                self.notes.extend(note);
                self.taken.push(place.clone());
            }
            Err(error) => errors.push((place.unit.clone(), error)),
        }
    }

    /// Gives the locks back. What goes wrong is told as warnings: the work is done.
    pub(super) async fn release(self) -> Diags {
        let told = give_back(self.taken, &self.id).await;
        if !told.is_empty()
            && let Some(held) = self.held
        {
            held.leave();
        }
        told
    }
}

/// Takes one lock; says whose it took over. One that a dead run on this machine left is released first.
async fn take_one(store: &Arc<dyn StateStore>, info: &LockInfo, folder: &Path) -> Result<Option<String>, LockError> {
    let taken_over = |who: &str| Some(format!("took over the lock that {who} left in {}", store.describe()));
    let held = match store.lock(info).await {
        Ok(lock) => return Ok(lock.abandoned.and_then(|abandoned| taken_over(&abandoned.who))),
        Err(error) => error,
    };
    let LockError::Held { holder: Some(holder), .. } = &held else { return Err(held) };
    if !HeldLocks::is_abandoned(folder, &holder.id) {
        return Err(held);
    }
    match store.force_unlock(&holder.id).await {
        // Whoever else found it abandoned was faster.
        Ok(()) | Err(LockError::NotHeld { .. }) => {}
        Err(error) => return Err(error),
    }
    store.lock(info).await?;
    Ok(taken_over(&holder.who))
}

async fn give_back(places: Vec<Place>, id: &str) -> Diags {
    let releases = places.into_iter().map(|Place { store, .. }| async move {
        let mut pause = FIRST_PAUSE;
        let released = loop {
            match store.unlock(id).await {
                Err(error) if !matches!(error, LockError::NotHeld { .. }) && pause < LONGEST_PAUSE => {
                    tokio::time::sleep(pause).await;
                    pause *= 2;
                }
                released => break released,
            }
        };
        (store, released)
    });
    let released: Vec<_> = futures::stream::iter(releases).buffer_unordered(AT_ONCE).collect().await;
    let failed = released.into_iter().filter_map(|(store, result)| Some((store, result.err()?)));
    failed
        .map(|(store, error)| {
            Diagnostic::warning("Lock could not be given back")
                .detail(format!("{}: {error}.", store.describe()))
                .help("the next run on this machine takes it over")
                .help(format!("elsewhere, release it with `groundplan state unlock {id}`"))
        })
        .collect()
}

fn unnoted(folder: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("Lock cannot be noted")
        .detail(format!(
            "Before a lock is taken that a crash would leave behind, that is noted in {}: {error}.",
            folder.display()
        ))
        .help("check that this user may write there; a plan can do without locks: `--lock=false`")
}

/// The places of a project's units in the order of their paths, all that is wrong with them said at once.
pub(super) fn places(settings: &Settings, units: &[Arc<Unit>]) -> Result<Vec<Place>, Diags> {
    let mut diags = Diags::new();
    let mut places = Vec::with_capacity(units.len());
    for unit in units {
        match super::store(settings, unit) {
            Ok(store) => places.push(Place { unit: unit.clone(), store }),
            Err(errors) => diags.extend(errors.into_iter().map(|error| of(unit, error))),
        }
    }
    if diags.has_errors() { Err(diags) } else { Ok(places) }
}
