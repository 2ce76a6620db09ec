//! Looking for a Python interpreter.

use std::path::{Path, PathBuf};

use tokio::process::Command;

use crate::error::Error;

/// The oldest version that the emulator runs on.
const OLDEST: (u32, u32) = (3, 10);

/// Names to look for on the `PATH` when the caller names none: the usual one first, then newer to older.
const NAMES: [&str; 7] = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python"];

/// Variables that would turn Python or pip away from the environment that they are to work on.
const MISLEADING: [&str; 9] = [
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "VIRTUAL_ENV",
    "PIP_USER",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_ROOT",
    "PIP_CONSTRAINT",
];

/// Finds an interpreter that is new enough: `wanted`, or the first of the usual names.
pub(crate) async fn find(wanted: Option<&Path>) -> Result<PathBuf, Error> {
    let names: Vec<PathBuf> = match wanted {
        Some(path) => vec![path.to_owned()],
        None => NAMES.iter().map(PathBuf::from).collect(),
    };
    let mut tried = Vec::new();
    for name in names {
        match version(&name).await {
            Ok(version) if version >= OLDEST => return Ok(name),
            Ok((major, minor)) => tried.push(format!("{} is {major}.{minor}", name.display())),
            Err(reason) => tried.push(format!("{}: {reason}", name.display())),
        }
    }
    Err(Error::NoPython { tried: tried.join(", ") })
}

/// A command that runs the interpreter on its own terms.
pub(crate) fn command(python: &Path) -> Command {
    let mut command = Command::new(python);
    for name in MISLEADING {
        command.env_remove(name);
    }
    command.stdin(std::process::Stdio::null()).kill_on_drop(true);
    command
}

async fn version(python: &Path) -> Result<(u32, u32), String> {
    let output = command(python)
        .args(["-c", "import sys; print(sys.version_info[0], sys.version_info[1])"])
        .output()
        .await
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => "not found".to_owned(),
            _ => error.to_string(),
        })?;
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers =
        text.trim().split_once(' ').and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
    numbers.ok_or_else(|| format!("does not run ({})", output.status))
}
