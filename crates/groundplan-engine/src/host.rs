use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use groundplan_address::{InstanceAddr, ProviderAddr};
use groundplan_config::live::{Unit, UnitPath};
use groundplan_diag::Diags;
use groundplan_lang::functions::CallContext;
use groundplan_provider::{AttributeDiagnostic, Provider, Schemas};
use groundplan_state::State;
use groundplan_value::Value;

use crate::plan::Action;

/// What the engine needs from outside: providers, what functions may read, and someone to tell how far it is.
#[async_trait]
pub trait Host: Send + Sync {
    /// What built-in functions of a unit's expressions get from outside.
    fn call_context(&self, unit: &Unit) -> Arc<CallContext>;

    /// The schemas of a provider, in the version that the unit uses.
    ///
    /// # Errors
    /// When the provider cannot be found, installed or asked.
    async fn schemas(&self, unit: &Unit, provider: &ProviderAddr) -> Result<Arc<dyn Schemas>, Diags>;

    /// A provider configured with a value of its schema, which is unmarked and may hold unknown values. Equal
    /// configurations share a process.
    ///
    /// # Errors
    /// What the provider has against the configuration, or that it cannot be started.
    async fn provider(&self, unit: &Unit, provider: &ProviderAddr, config: Value) -> Result<Configured, Diags>;

    /// A provider that is not configured: for validation only.
    ///
    /// # Errors
    /// When it cannot be started.
    async fn unconfigured(&self, unit: &Unit, provider: &ProviderAddr) -> Result<Arc<dyn Provider>, Diags>;

    /// The state that a `terraform_remote_state` of the unit names; `None` when the backend holds none.
    ///
    /// # Errors
    /// A message about one of the data source's arguments, when there is no such backend, its configuration is wrong, or the
    /// state cannot be read.
    async fn remote_state(&self, unit: &Unit, wanted: RemoteState) -> Result<Option<State>, AttributeDiagnostic>;

    /// Runs a command on this machine in the unit's root module folder and waits for its end. `output` is given each line
    /// that it prints, on either stream.
    ///
    /// # Errors
    /// A phrase when it cannot be started or fails: `exit status 1`.
    async fn local_exec(&self, unit: &Unit, command: LocalCommand, output: LineSink) -> Result<(), String>;

    /// Runs what the evaluation of an expression has to wait for, to its end, while other work goes on: calls of functions that
    /// providers define.
    fn wait<'a>(&self, work: Pin<Box<dyn Future<Output = ()> + Send + 'a>>);

    /// Takes note of progress. Must not block.
    fn event(&self, event: Event);

    /// Whether the user asked to stop: nothing new is started then.
    fn stopped(&self) -> bool;
}

/// Takes the lines that a command prints.
pub type LineSink = Arc<dyn Fn(&str) + Send + Sync>;

/// Which state `terraform_remote_state` reads.
#[derive(Clone, Debug, PartialEq)]
pub struct RemoteState {
    /// The type of the backend, such as `s3`.
    pub backend: Arc<str>,
    /// The backend's configuration: an object of the arguments that are given.
    pub config: Value,
    /// The workspace.
    pub workspace: Arc<str>,
}

/// A command of a `local-exec` provisioner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalCommand {
    /// The program and its arguments; never empty.
    pub program: Vec<String>,
    /// The folder to run it in, as written; the root module's if none.
    pub working_dir: Option<String>,
    /// Environment variables beside those of this program.
    pub environment: BTreeMap<String, String>,
}

/// A configured provider.
#[derive(Clone)]
pub struct Configured {
    /// The provider.
    pub provider: Arc<dyn Provider>,
    /// Its configuration is not fully known yet, so it was configured to plan without an account: it must be asked for
    /// plans of creations only.
    pub offline: bool,
}

/// What is done with an ephemeral resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EphemeralStep {
    /// It is opened.
    Open,
    /// It is renewed, so that it stays open.
    Renew,
    /// It is closed.
    Close,
}

/// Progress of a run.
#[derive(Clone, Debug)]
pub struct Event {
    /// The unit.
    pub unit: UnitPath,
    /// The resource instance.
    pub addr: InstanceAddr,
    /// The object is one that was replaced and is being cleaned up.
    pub deposed: bool,
    /// What happened.
    pub kind: EventKind,
}

/// What happened to a resource instance.
#[derive(Clone, Debug)]
pub enum EventKind {
    /// Its current state is being read.
    RefreshStart {
        /// Its `id`, if it has one.
        id: Option<String>,
    },
    /// Its current state was read.
    RefreshDone,
    /// A data source is being read.
    ReadStart,
    /// A data source was read.
    ReadDone {
        /// How long it took.
        elapsed: Duration,
    },
    /// What it would become is known.
    Planned(Action),
    /// A change begins.
    ApplyStart {
        /// Create, update or delete.
        action: Action,
        /// Its `id`, if it has one.
        id: Option<String>,
    },
    /// A change is done.
    ApplyDone {
        /// Create, update or delete.
        action: Action,
        /// How long it took.
        elapsed: Duration,
        /// Its `id`, if it has one.
        id: Option<String>,
    },
    /// A change failed; the diagnostics say why.
    ApplyFailed {
        /// Create, update or delete.
        action: Action,
        /// How long it took.
        elapsed: Duration,
    },
    /// A step of an ephemeral resource begins.
    EphemeralStart {
        /// What is done.
        step: EphemeralStep,
    },
    /// A step of an ephemeral resource is done.
    EphemeralDone {
        /// What was done.
        step: EphemeralStep,
        /// How long it took.
        elapsed: Duration,
    },
    /// A step of an ephemeral resource failed; the diagnostics say why.
    EphemeralFailed {
        /// What was to be done.
        step: EphemeralStep,
        /// How long it took.
        elapsed: Duration,
    },
    /// A provisioner begins.
    ProvisionStart {
        /// Its type.
        provisioner: Arc<str>,
    },
    /// A provisioner has something to tell; nothing in it is sensitive.
    ProvisionOutput {
        /// Its type.
        provisioner: Arc<str>,
        /// A line.
        output: String,
    },
    /// A provisioner is done.
    ProvisionDone {
        /// Its type.
        provisioner: Arc<str>,
    },
    /// A provisioner failed; the diagnostics say why, unless the run goes on all the same.
    ProvisionFailed {
        /// Its type.
        provisioner: Arc<str>,
    },
}
