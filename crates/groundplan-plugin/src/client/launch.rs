use std::ffi::OsString;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use groundplan_provider::Schemas;
use tokio::sync::Semaphore;

use super::{KnownAnswers, Plugin};
use crate::install::InstalledPackage;
use crate::process::{LaunchError, LogLevel, LogLine, LogSink, Process, StartSettings};
use crate::schema::{SchemaCache, SchemaSet};
use crate::wire::{ProtocolVersion, Rpc, SchemaError};

/// How provider processes are started.
#[derive(Clone)]
pub struct LaunchSettings {
    /// The folder in which each process gets a private one for its socket and temporary files, such as
    /// `std::env::temp_dir()`. Its path must be short: the system limits the length of a socket's path.
    pub temp_dir: PathBuf,
    /// The folder that relative paths in configurations are relative to; `None` for the current one.
    pub working_dir: Option<PathBuf>,
    /// Environment variables to set, or to remove with `None`, on top of this program's own.
    pub env: Vec<(OsString, Option<OsString>)>,
    /// How long a process may take until it is ready.
    pub start_timeout: Duration,
    /// Turns to start. A process computes for as long as it starts, so of many at once none would be ready in time.
    pub starts: Arc<Semaphore>,
    /// Where the lines of the providers' logs go.
    pub logs: LogSink,
    /// The lowest level of lines that providers are to write. A third of the time of a plan's provider goes into lines that
    /// nobody reads, when they may write all.
    pub log_level: LogLevel,
    /// The schemas known so far.
    pub schemas: Arc<SchemaCache>,
    /// What need not be asked again.
    pub known: Arc<KnownAnswers>,
    /// The version of Terraform that providers are told. They put it into the `User-Agent` of their calls.
    pub terraform_version: String,
    /// Whether providers may put the planning and reading of resources off that they do not know enough for yet.
    pub deferral_allowed: bool,
}

impl LaunchSettings {
    /// Settings with the usual values: a start may take a minute, two at a time start for each processor, logs are dropped and hold warnings only, nothing is put off.
    #[must_use]
    pub fn new(temp_dir: impl Into<PathBuf>, schemas: Arc<SchemaCache>) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self {
            temp_dir: temp_dir.into(),
            working_dir: None,
            env: Vec::new(),
            start_timeout: Duration::from_secs(60),
            starts: Arc::new(Semaphore::new(2 * processors)),
            logs: Arc::new(|_| {}),
            log_level: LogLevel::Warn,
            schemas,
            known: Arc::new(KnownAnswers::in_memory()),
            terraform_version: "1.11.4".into(),
            deferral_allowed: false,
        }
    }
}

/// The schemas of a package's provider, for work that needs no configured provider. A process is started only if they
/// are not known yet, and ended again.
///
/// # Errors
/// When a process had to be started and that failed, or its schema cannot be read.
pub async fn schemas_of(
    package: &InstalledPackage,
    settings: &LaunchSettings,
) -> Result<Arc<dyn Schemas>, LaunchError> {
    let ask = async {
        let process = start(package, settings).await?;
        let answer = ask_for_schema(package, &process).await;
        process.end().await;
        answer.map(|answer| (answer, process.version()))
    };
    Ok(schemas(package, settings, ask).await?)
}

impl Plugin {
    /// Starts a process of the package's provider. Its schemas are asked for only if they are not known yet. It is not
    /// configured.
    ///
    /// Must be called, and the plugin used, within a Tokio runtime.
    ///
    /// # Errors
    /// When the process does not start or does not speak the protocol, or its schema cannot be read.
    pub async fn launch(package: &InstalledPackage, settings: &LaunchSettings) -> Result<Arc<Self>, LaunchError> {
        let process = start(package, settings).await?;
        let mut asked = false;
        let ask = async {
            asked = true;
            let answer = ask_for_schema(package, &process).await?;
            Ok((answer, process.version()))
        };
        let schemas = schemas(package, settings, ask).await?;
        if !asked && !schemas.schema_optional() {
            // Such a provider prepares itself while it answers this.
            ask_for_schema(package, &process).await?;
        }
        Ok(Arc::new(Self::new(package, settings, process, schemas)))
    }
}

async fn start(package: &InstalledPackage, settings: &LaunchSettings) -> Result<Process, LaunchError> {
    let start = StartSettings {
        label: package.label().into(),
        program: &package.program,
        working_dir: settings.working_dir.as_deref(),
        temp_dir: &settings.temp_dir,
        env: &settings.env,
        start_timeout: settings.start_timeout,
        logs: settings.logs.clone(),
        log_level: settings.log_level,
    };
    // Nobody closes it, so there is always a turn.
    let _turn = settings.starts.acquire().await;
    Process::start(start).await
}

async fn schemas(
    package: &InstalledPackage,
    settings: &LaunchSettings,
    ask: impl Future<Output = Result<(Bytes, ProtocolVersion), LaunchError>>,
) -> Result<Arc<SchemaSet>, LaunchError> {
    let ask = async { ask.await.map_err(Unusable::Launch) };
    let (set, unsaved) = settings.schemas.get(&package.program_sha256, ask).await.map_err(|error| match error {
        Unusable::Launch(error) => error,
        Unusable::Schema(error) => LaunchError::Schema { provider: package.label(), cause: error.to_string() },
    })?;
    if let Some(error) = unsaved {
        let message = format!("the schema is not kept for the next run, which will be slower: {error}");
        let provider = package.label().into();
        (settings.logs)(LogLine { provider, level: LogLevel::Warn, module: "groundplan".into(), message });
    }
    Ok(set)
}

enum Unusable {
    Launch(LaunchError),
    Schema(SchemaError),
}

impl From<SchemaError> for Unusable {
    fn from(error: SchemaError) -> Self {
        Self::Schema(error)
    }
}

async fn ask_for_schema(package: &InstalledPackage, process: &Process) -> Result<Bytes, LaunchError> {
    // Not `GetMetadata`: after it some multiplexing providers refuse what follows.
    let path = process.version().wire().path(Rpc::GetSchema);
    let status = match process.connection().call_raw(path, Bytes::new()).await {
        Ok(answer) => return Ok(answer),
        Err(status) => status,
    };
    let cause = match process.death().await {
        Some(death) => format!("the provider's process ended ({}){}", death.status, death.tail),
        None => status.message().to_owned(),
    };
    Err(LaunchError::Schema { provider: package.label(), cause })
}
