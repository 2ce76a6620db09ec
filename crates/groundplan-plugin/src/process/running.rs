use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

use super::executable::foreign_platform;
use super::folder::PrivateFolder;
use super::handshake::{Handshake, MAGIC_COOKIE, NoHandshake};
use super::line::read_line;
use super::log::{LogLevel, LogSink, Tail, read_log};
use super::{LaunchError, spawner};
use crate::wire::{Connection, Empty, ProtocolVersion, in_full};

/// How long a process may take to end after it was asked to.
const GRACE: Duration = Duration::from_secs(2);
/// How long to wait for the process's end to be known, or its last words to be read, after the connection broke.
const LAST_WORDS: Duration = Duration::from_millis(1000);

/// How a provider's program is started.
pub(crate) struct StartSettings<'a> {
    /// What it is called in logs: the provider and its version.
    pub(crate) label: Arc<str>,
    pub(crate) program: &'a Path,
    pub(crate) working_dir: Option<&'a Path>,
    pub(crate) temp_dir: &'a Path,
    pub(crate) env: &'a [(OsString, Option<OsString>)],
    pub(crate) start_timeout: Duration,
    pub(crate) logs: LogSink,
    pub(crate) log_level: LogLevel,
}

/// A running provider process and the connection to it. Killed when dropped.
#[derive(Debug)]
pub(crate) struct Process {
    id: u32,
    version: ProtocolVersion,
    connection: Connection,
    kill: mpsc::Sender<()>,
    ended: watch::Receiver<Option<ExitStatus>>,
    log_ended: watch::Receiver<bool>,
    tail: Tail,
}

/// How a process ended, and what it wrote last.
#[derive(Debug)]
pub(crate) struct Death {
    /// As a predicate: `exit status: 2`, `signal: 9 (SIGKILL)`.
    pub(crate) status: String,
    /// A paragraph to put after a sentence; may be empty.
    pub(crate) tail: String,
}

impl Process {
    /// Starts the program and connects to it.
    pub(crate) async fn start(settings: StartSettings<'_>) -> Result<Self, LaunchError> {
        let program = settings.program;
        let folder = PrivateFolder::make(settings.temp_dir)?;
        let mut child =
            spawner::spawn(command(&settings, folder.path())).await.map_err(|cause| not_started(program, cause))?;
        let id = child.id().unwrap_or_default();
        let tail = Tail::default();
        let log_ended = follow_log(child.stderr.take(), &settings, &tail);
        let stdout = child.stdout.take();
        let (kill, ended) = mind(child, folder);

        let mut starting = Starting { program, kill, ended, log_ended, tail };
        let handshake = starting.handshake(stdout, settings.start_timeout).await?;
        let connection = match Connection::open(&handshake.socket).await {
            Ok(connection) => connection,
            Err(error) => {
                let tail = starting.abort().await;
                return Err(LaunchError::Connect { program: program.to_owned(), cause: in_full(&error), tail });
            }
        };
        let Starting { kill, ended, log_ended, tail, .. } = starting;
        Ok(Self { id, version: handshake.version, connection, kill, ended, log_ended, tail })
    }

    /// The system's number of the process.
    pub(crate) fn id(&self) -> u32 {
        self.id
    }

    pub(crate) fn version(&self) -> ProtocolVersion {
        self.version
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// How it ended, if it has ended or does so within a moment.
    pub(crate) async fn death(&self) -> Option<Death> {
        death(&mut self.ended.clone(), &mut self.log_ended.clone(), &self.tail).await
    }

    /// Asks it to end, and kills it when it does not.
    pub(crate) async fn end(&self) {
        let mut ended = self.ended.clone();
        let ask = async {
            // No answer may come: the process may be gone before it has sent one.
            let _ = self.connection.call::<Empty>("/plugin.GRPCController/Shutdown", &Empty {}).await;
            let _ = ended.wait_for(Option::is_some).await;
        };
        if timeout(GRACE, ask).await.is_err() {
            let _ = self.kill.try_send(());
            let _ = timeout(GRACE, self.ended.clone().wait_for(Option::is_some)).await;
        }
    }
}

/// A process that has not yet said where it listens.
struct Starting<'a> {
    program: &'a Path,
    kill: mpsc::Sender<()>,
    ended: watch::Receiver<Option<ExitStatus>>,
    log_ended: watch::Receiver<bool>,
    tail: Tail,
}

impl Starting<'_> {
    async fn handshake(
        &mut self,
        stdout: Option<impl AsyncRead + Send + Unpin + 'static>,
        patience: Duration,
    ) -> Result<Handshake, LaunchError> {
        let program = self.program.to_owned();
        let Some(stdout) = stdout else { return Err(self.ended_early().await) };
        let mut stdout = BufReader::new(stdout);
        let line = match timeout(patience, read_line(&mut stdout, 4096)).await {
            Ok(Ok(Some(line))) => line,
            Ok(_) => return Err(self.ended_early().await),
            Err(_) => {
                let tail = self.abort().await;
                return Err(LaunchError::TimedOut { program, after: patience, tail });
            }
        };
        match Handshake::parse(&line) {
            Ok(handshake) => {
                // Nothing more comes that we need, but a full pipe would hold the process up.
                tokio::spawn(async move { tokio::io::copy_buf(&mut stdout, &mut tokio::io::sink()).await });
                Ok(handshake)
            }
            Err(NoHandshake::Version(offered)) => {
                self.abort().await;
                Err(LaunchError::ProtocolVersion { program, offered })
            }
            Err(NoHandshake::Garbage) => {
                let tail = self.abort().await;
                Err(LaunchError::Handshake { program, said: line.chars().take(120).collect(), tail })
            }
        }
    }

    async fn ended_early(&mut self) -> LaunchError {
        let program = self.program.to_owned();
        let death = self.death().await;
        if let Some(built_for) = foreign_platform(&program) {
            return LaunchError::Foreign { program, built_for };
        }
        match death {
            Some(Death { status, tail }) => LaunchError::Ended { program, status, tail },
            None => LaunchError::Handshake { program, said: String::new(), tail: self.tail.paragraph() },
        }
    }

    /// Kills it, and gives what it wrote last.
    async fn abort(&mut self) -> String {
        let _ = self.kill.try_send(());
        self.death().await.map(|death| death.tail).unwrap_or_default()
    }

    async fn death(&mut self) -> Option<Death> {
        death(&mut self.ended, &mut self.log_ended, &self.tail).await
    }
}

async fn death(
    ended: &mut watch::Receiver<Option<ExitStatus>>,
    log_ended: &mut watch::Receiver<bool>,
    tail: &Tail,
) -> Option<Death> {
    let status = timeout(LAST_WORDS, ended.wait_for(Option::is_some)).await.ok()?.ok()?.as_ref()?.to_string();
    let _ = timeout(LAST_WORDS, log_ended.wait_for(|ended| *ended)).await;
    Some(Death { status, tail: tail.paragraph() })
}

fn command(settings: &StartSettings<'_>, folder: &Path) -> Command {
    let versions: Vec<String> = ProtocolVersion::ALL.iter().map(ToString::to_string).collect();
    let mut command = Command::new(settings.program);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // Programs in Go, as nearly all are, live for seconds and have memory: less often collected they use a sixth less time.
    if std::env::var_os("GOGC").is_none() {
        command.env("GOGC", "400");
    }
    // This one decides, whatever else is set for parts of a provider.
    command.env("TF_LOG", settings.log_level.name().to_ascii_uppercase());
    for (name, value) in settings.env {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    // Would make the plugin wait for TLS, or for another way of sharing connections.
    command.env_remove("PLUGIN_CLIENT_CERT").env_remove("PLUGIN_MULTIPLEX_GRPC").env_remove("PLUGIN_UNIX_SOCKET_GROUP");
    command.env(MAGIC_COOKIE.0, MAGIC_COOKIE.1).env("PLUGIN_PROTOCOL_VERSIONS", versions.join(","));
    command.env("TMPDIR", folder).env("PLUGIN_UNIX_SOCKET_DIR", folder);
    if let Some(working_dir) = settings.working_dir {
        command.current_dir(working_dir);
    }
    command
}

fn not_started(program: &Path, cause: io::Error) -> LaunchError {
    if let Some(built_for) = foreign_platform(program) {
        return LaunchError::Foreign { program: program.to_owned(), built_for };
    }
    let way_out = match cause.kind() {
        io::ErrorKind::NotFound => {
            "The provider's package is not complete: remove its folder to have it installed again"
        }
        io::ErrorKind::PermissionDenied => "Its file must have the permission to be executed",
        _ => "Try to run it by hand: a provider then says that it is a plugin",
    };
    LaunchError::Start { program: PathBuf::from(program), cause, way_out }
}

fn follow_log(
    stderr: Option<impl AsyncRead + Send + Unpin + 'static>,
    settings: &StartSettings<'_>,
    tail: &Tail,
) -> watch::Receiver<bool> {
    let (done, log_ended) = watch::channel(false);
    let (label, logs, tail) = (settings.label.clone(), settings.logs.clone(), tail.clone());
    tokio::spawn(async move {
        if let Some(stderr) = stderr {
            read_log(stderr, label, logs, tail).await;
        }
        done.send_replace(true);
    });
    log_ended
}

/// Waits for the process in a task of its own, and kills it when told to or when the sender is dropped. Its folder is
/// removed after it has ended.
fn mind(mut child: Child, folder: PrivateFolder) -> (mpsc::Sender<()>, watch::Receiver<Option<ExitStatus>>) {
    let (kill, mut killed) = mpsc::channel::<()>(1);
    let (end, ended) = watch::channel(None);
    tokio::spawn(async move {
        let status = tokio::select! {
            status = child.wait() => status,
            _ = killed.recv() => {
                kill_group(&mut child);
                child.wait().await
            }
        };
        drop(folder);
        end.send_replace(status.ok());
    });
    (kill, ended)
}

/// Kills the process and what it started. It has not been waited for, so its number is still its own.
fn kill_group(child: &mut Child) {
    let group = child.id().and_then(|id| i32::try_from(id).ok()).and_then(rustix::process::Pid::from_raw);
    if let Some(group) = group {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    // Only if the group is gone already is there nothing left to do; the second signal is harmless.
    let _ = child.start_kill();
}
