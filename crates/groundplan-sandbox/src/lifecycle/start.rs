//! Starting a sandbox.

use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;
use tokio::process::Command;

use crate::error::Error;
use crate::gateway::GatewayConfig;
use crate::install::{self, Environment};
use crate::lifecycle::emulator::{self, EmulatorConfig};
use crate::lifecycle::record::{Part, Record};
use crate::lifecycle::state::{Running, Status, end, lock, status};
use crate::process::{Background, Handshake};
use crate::progress::Progress;
use crate::settings::{Port, Settings};

/// Makes sure that a sandbox runs, and answers when it does. One that runs is left as it is; what is left of a dead one is
/// cleaned up first. The sandbox goes on when the caller ends. Two callers at once get the same one.
///
/// # Errors
///
/// No Python, no network for the first installation, a fixed port that is taken, a process that does not start: each says
/// what to do ([`Error::help`]). Nothing is left running then.
pub async fn up(settings: &Settings, progress: &mut (dyn FnMut(Progress) + Send)) -> Result<Running, Error> {
    let state_dir = &settings.state_dir;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(state_dir)
        .map_err(Error::io("make the folder", state_dir))?;
    let _lock = lock(state_dir, || progress(Progress::WaitingForOther)).await?;
    match status(state_dir).await {
        Status::Running(running) => {
            return match settings.port {
                Port::Fixed(asked) if asked != running.port => Err(Error::OtherPort { running: running.port, asked }),
                _ => Ok(running),
            };
        }
        Status::Dead { reason } => {
            progress(Progress::CleaningUp { reason });
            end(state_dir).await?;
        }
        Status::Stopped => {}
    }

    let started = start(settings, progress).await;
    if started.is_err() {
        // The processes have ended with their handles; only the record is left.
        Record::remove(state_dir)?;
    }
    let preferred = settings.port;
    if let (Ok(running), Port::Prefer(port)) = (&started, preferred)
        && running.port != port
    {
        progress(Progress::PortChanged { port: running.port });
    }
    started
}

async fn start(settings: &Settings, progress: &mut (dyn FnMut(Progress) + Send)) -> Result<Running, Error> {
    let state_dir = &settings.state_dir;
    let mut environment = install::ensure(settings, progress).await?;
    progress(Progress::Starting);
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let mut record = Record::new(seconds);

    let (emulator, handshake) = match start_emulator(settings, &environment, &mut record).await? {
        Ok(started) => started,
        // A Python that was removed or renewed, a file that is missing: once more from the start.
        Err(_) => {
            environment = install::renew(settings, progress).await?;
            start_emulator(settings, &environment, &mut record)
                .await?
                .map_err(|reason| Error::BrokenEnvironment { folder: environment.folder().to_owned(), reason })?
        }
    };
    let (Some(emulator_port), version) = (handshake.port, handshake.version.unwrap_or_default()) else {
        return Err(emulator.failed("it named no port".to_owned()));
    };
    if let Some(part) = &mut record.emulator {
        part.port = emulator_port;
        part.version = version.clone();
    }

    let mut config = GatewayConfig::new(settings.port, emulator_port, version);
    config.operations = Some(environment.operations());
    let mut gateway = Background::spawn("gateway", gateway_command(settings)?, &state_dir.join("gateway.log"))?;
    record.gateway = gateway.id().cloned().map(Part::starting);
    let handshake = shake_hands(&mut gateway, &record, &config, settings).await?;
    let port = match (handshake.port, handshake.error) {
        (Some(port), None) => port,
        (Some(port), Some(_)) => return Err(Error::PortTaken { port }),
        (None, reason) => {
            return Err(gateway.failed(reason.unwrap_or_else(|| "it named no port".to_owned())));
        }
    };
    if let Some(part) = &mut record.gateway {
        part.port = port;
        part.version = handshake.version.unwrap_or_default();
    }
    record.ready = true;
    record.save(state_dir)?;
    match status(state_dir).await {
        Status::Running(running) => {
            emulator.leave();
            gateway.leave();
            Ok(running)
        }
        Status::Dead { reason } => Err(gateway.failed(reason)),
        Status::Stopped => Err(gateway.failed("its record is gone".to_owned())),
    }
}

/// Starts moto. The inner error is a reason why its environment is not usable.
async fn start_emulator(
    settings: &Settings,
    environment: &Environment,
    record: &mut Record,
) -> Result<Result<(Background, Handshake), String>, Error> {
    let state_dir = &settings.state_dir;
    let command = emulator::command(environment, state_dir);
    let mut process = match Background::spawn("emulator", command, &state_dir.join("emulator.log")) {
        Ok(process) => process,
        Err(Error::Start { reason, .. }) => return Ok(Err(reason)),
        Err(error) => return Err(error),
    };
    record.emulator = process.id().cloned().map(Part::starting);
    match shake_hands(&mut process, record, &EmulatorConfig { port: 0 }, settings).await? {
        Handshake { error: Some(reason), .. } => Ok(Err(reason)),
        handshake => Ok(Ok((process, handshake))),
    }
}

/// Puts a process that waits for its first line on record, and only then sends the line.
async fn shake_hands(
    process: &mut Background,
    record: &Record,
    config: &impl Serialize,
    settings: &Settings,
) -> Result<Handshake, Error> {
    record.save(&settings.state_dir)?;
    process.start(config, settings.start_timeout).await
}

fn gateway_command(settings: &Settings) -> Result<Command, Error> {
    let Some((program, arguments)) = settings.gateway_command.split_first() else {
        return Err(Error::Io {
            doing: "run",
            path: Path::new("the gateway").to_owned(),
            source: std::io::Error::new(std::io::ErrorKind::InvalidInput, "no command is set for it"),
        });
    };
    let mut command = Command::new(program);
    command.args(arguments).current_dir(&settings.state_dir);
    Ok(command)
}
