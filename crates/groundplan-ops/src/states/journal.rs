use std::path::PathBuf;
use std::time::{Duration, Instant};

use groundplan_config::live::UnitBackend;
use groundplan_state::{Journal, JournalError, Recovery};

use crate::project::Project;
use crate::{Settings, document};

/// The journal of runs in a folder. Each workspace has its own: what one left is not merged into the states of another.
pub(super) fn journal_path(project: &Project) -> PathBuf {
    let own = project.root.join(".groundplan");
    let folder = match &*project.workspace {
        UnitBackend::DEFAULT_WORKSPACE => own,
        workspace => own.join("workspaces").join(workspace),
    };
    folder.join("journal")
}

/// How often a journal in use is tried again.
const PAUSE: Duration = Duration::from_millis(200);

/// How long another run in the same folder is waited for when nothing is said: it may be one that a killed command left.
const USUAL_WAIT: Duration = Duration::from_secs(600);

/// Opens the journal. While another run on this machine uses it, waits for that run to end and says so: it may be one whose
/// terminal is gone and that only finishes what was under way.
pub(crate) async fn open_journal(settings: &Settings, project: &Project) -> Result<(Journal, Recovery), JournalError> {
    let path = journal_path(project);
    let who = format!("{} (process {})", settings.who, std::process::id());
    let wait = settings.lock_timeout.unwrap_or(USUAL_WAIT);
    let began = Instant::now();
    let mut told = false;
    loop {
        match Journal::open(&path, &who) {
            Err(JournalError::Locked { holder, .. }) if began.elapsed() < wait && !settings.stop.is_set() => {
                if !told {
                    (settings.events)(document::log(format!(
                        "Waiting for another run in this folder, that of {holder}. It may be finishing what a killed \
                         command left under way."
                    )));
                    told = true;
                }
                tokio::time::sleep(PAUSE).await;
            }
            result => return result,
        }
    }
}
