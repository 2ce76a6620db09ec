//! Commands of `local-exec` provisioners.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, PipeReader};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};

use groundplan_engine::{LineSink, LocalCommand};
use tokio::process::{Child, Command};

use super::stop::StopSignal;

/// Runs a command in a folder with these environment variables and its own. It is killed when the user cancels.
///
/// # Errors
/// A phrase, in the words that Terraform uses: `exit status 1`.
pub(super) async fn run(
    command: LocalCommand,
    base: &Path,
    environment: &BTreeMap<String, String>,
    stop: &StopSignal,
    output: LineSink,
) -> Result<(), String> {
    let dir = command.working_dir.as_ref().map_or_else(|| base.to_path_buf(), |dir| base.join(dir));
    let (mut child, printed) = start(&command, &dir, environment)?;
    // Reading blocks, and ends when the last process that has the other end is gone.
    let reading = tokio::task::spawn_blocking(move || read_lines(printed, &output));
    let ended = tokio::select! {
        ended = child.wait() => ended,
        () = stop.cancelled() => {
            // What fails here is that it has ended already.
            let _ended = child.start_kill();
            child.wait().await
        }
    };
    let status = ended.map_err(|error| error.to_string())?;
    tokio::select! {
        read = reading => read.map_err(|error| error.to_string())?.map_err(|error| error.to_string())?,
        () = stop.cancelled() => {}
    }
    if status.success() { Ok(()) } else { Err(told(status)) }
}

/// Starts a command; what it prints on either stream comes in one order.
fn start(
    command: &LocalCommand,
    dir: &PathBuf,
    environment: &BTreeMap<String, String>,
) -> Result<(Child, PipeReader), String> {
    let Some((program, arguments)) = command.program.split_first() else { return Err("there is no command".into()) };
    if !dir.is_dir() {
        return Err(format!("chdir {}: no such file or directory", dir.display()));
    }
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound if !program.contains('/') => {
            format!("exec: \"{program}\": executable file not found in $PATH")
        }
        io::ErrorKind::NotFound => format!("fork/exec {program}: no such file or directory"),
        io::ErrorKind::PermissionDenied => format!("fork/exec {program}: permission denied"),
        _ => error.to_string(),
    };
    let (reader, writer) = io::pipe().map_err(|error| error.to_string())?;
    let both = writer.try_clone().map_err(|error| error.to_string())?;
    let mut process = Command::new(program);
    process.args(arguments).current_dir(dir).env_clear().envs(environment).envs(&command.environment);
    process.stdin(Stdio::null()).stdout(writer).stderr(both).kill_on_drop(true);
    let child = process.spawn().map_err(failed)?;
    Ok((child, reader))
}

fn read_lines(printed: PipeReader, output: &LineSink) -> io::Result<()> {
    let mut printed = BufReader::new(printed);
    let mut line = Vec::new();
    while printed.read_until(b'\n', &mut line)? > 0 {
        output(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']));
        line.clear();
    }
    Ok(())
}

fn told(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("exit status {code}"),
        (None, Some(1)) => "signal: hangup".to_owned(),
        (None, Some(2)) => "signal: interrupt".to_owned(),
        (None, Some(6)) => "signal: aborted".to_owned(),
        (None, Some(9)) => "signal: killed".to_owned(),
        (None, Some(11)) => "signal: segmentation fault".to_owned(),
        (None, Some(15)) => "signal: terminated".to_owned(),
        (None, Some(signal)) => format!("signal: signal {signal}"),
        (None, None) => status.to_string(),
    }
}
