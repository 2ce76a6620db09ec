//! What the two processes tell each other: a JSON document a line. Both are the same program, so the form needs no version.
//!
//! The enums are tagged from outside: serde's other ways round numbers that must keep all their digits.

use std::collections::BTreeMap;
use std::path::PathBuf;

use groundplan_format::{CompanyPlan, Diagnostic, Event, Outputs, Severity};
use serde::{Deserialize, Serialize};

use crate::settings::RunSettings;

/// The first line to the worker: what to do.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Job {
    /// The folder to work in, absolute.
    pub(crate) dir: PathBuf,
    /// How.
    pub(crate) run: RunSettings,
    /// The saved plan to apply, absolute.
    pub(crate) plan_file: Option<PathBuf>,
}

/// The lines after it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Control {
    /// Whether the proposal is approved.
    Answer(bool),
    /// Start nothing new.
    Stop,
    /// Cancel what is under way, too.
    Cancel,
}

/// What the worker tells.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Message {
    /// How it goes on.
    Event(Box<Event>),
    /// What would be done. An answer is waited for.
    Proposal(Box<Proposed>),
    /// How it ended.
    Done(Box<Outcome>),
    /// Why it could not begin.
    Failed(Vec<Diagnostic>),
}

/// What would be done.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Proposed {
    pub(crate) plan: CompanyPlan,
    pub(crate) warnings: Vec<Diagnostic>,
    pub(crate) bare: bool,
    pub(crate) destroy: bool,
}

/// How an apply ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Outcome {
    pub(crate) approved: bool,
    pub(crate) destroy: bool,
    pub(crate) added: usize,
    pub(crate) changed: usize,
    pub(crate) destroyed: usize,
    pub(crate) imported: usize,
    pub(crate) forgotten: usize,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) outputs: BTreeMap<String, Outputs>,
    pub(crate) bare: bool,
}

impl Outcome {
    /// Whether something went wrong.
    pub(crate) fn failed(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}
