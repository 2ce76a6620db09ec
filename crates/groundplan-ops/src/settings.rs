use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use groundplan_sandbox::Overlay;

use crate::{EventSink, PlanKey, StopSignal, Stores, UnitChoice};

/// What a plan is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Goal {
    /// To make everything as configuration says.
    #[default]
    Converge,
    /// To destroy everything.
    Destroy,
    /// To take notice of what was changed outside, and to change nothing.
    Refresh,
}

/// What every operation is given by its caller: nothing of it is read from environment or home by the operations.
#[derive(Clone)]
pub struct Settings {
    /// The folder to work on, absolute: a root module, a live repository, or a folder of one.
    pub dir: PathBuf,
    /// The user's cache folder for this program.
    pub cache_dir: PathBuf,
    /// Where provider processes get private folders for their sockets.
    pub temp_dir: PathBuf,
    /// The user's home folder.
    pub home: Option<PathBuf>,
    /// The environment.
    pub environment: Arc<BTreeMap<String, String>>,
    /// What to reach in place of AWS.
    pub overlay: Option<Overlay>,
    /// `NAME=VALUE` of input variables, in the order given.
    pub variables: Vec<VariableSource>,
    /// Whether fetched modules are chosen anew, whatever is locked and installed.
    pub update_modules: bool,
    /// What the plan is for.
    pub goal: Goal,
    /// Instances to replace although nothing asks for it: `ADDR` or `UNIT//ADDR`.
    pub replace: Vec<String>,
    /// When there are any, all that is looked at, with what it depends on: `ADDR` or `UNIT//ADDR`.
    pub targets: Vec<String>,
    /// What is left alone, with what depends on it: `ADDR` or `UNIT//ADDR`.
    pub excludes: Vec<String>,
    /// Whether to read every object as it is now.
    pub refresh: bool,
    /// How many provider calls may run at the same time in all; none for the engine's own choice.
    pub parallelism: Option<usize>,
    /// Takes progress.
    pub events: EventSink,
    /// Asks to stop.
    pub stop: StopSignal,
    /// Whether states are locked while they are worked on.
    pub lock: bool,
    /// How long to wait for locks that others hold; not at all when nothing is said, but for another run on this machine that
    /// is at work in the same folder, some minutes.
    pub lock_timeout: Option<Duration>,
    /// Whether units that cannot be planned are left out, with those that depend on them, and do not keep the others from it.
    pub keep_going: bool,
    /// Whether to plan from nothing without AWS, as if no account existed yet: neither states nor AWS are asked.
    pub offline: bool,
    /// Whether to create once more what a killed run was creating, when it cannot be looked for and nobody knows whether it was
    /// made.
    pub recreate_unanswered: bool,
    /// What saved plans are encrypted with.
    pub plan_key: Option<PlanKey>,
    /// The connections to where states are kept.
    pub stores: Stores,
    /// Which units of a live repository to work on.
    pub choice: UnitChoice,
    /// Values of `feature` blocks, in place of their defaults.
    pub features: BTreeMap<String, String>,
    /// Whether commands that configuration asks for may be run (`run_cmd`, hooks).
    pub run_programs: bool,
    /// Who runs this, as locks and the journal say it: `user@host`.
    pub who: String,
}

/// Where a flag takes values of input variables from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VariableSource {
    /// `--var NAME=VALUE`
    Value(String),
    /// `--var-file PATH`, absolute or relative to the folder that the program runs in.
    File(PathBuf),
}

impl Settings {
    /// The version of this program.
    pub const VERSION: &str = env!("CARGO_PKG_VERSION");
}
