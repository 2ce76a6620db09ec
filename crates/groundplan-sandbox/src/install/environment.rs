//! Making the emulator's environment, once, and finding it again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

use super::python;
use super::sources::{PROGRAMS, REQUIREMENTS, fingerprint, package_count};
use crate::error::Error;
use crate::process::FileLock;
use crate::progress::Progress;
use crate::settings::Settings;

/// Written last: an environment without it was not finished and is never used.
const COMPLETE: &str = "complete";

/// An installed emulator.
#[derive(Clone, Debug)]
pub(crate) struct Environment {
    folder: PathBuf,
}

impl Environment {
    fn of(cache_dir: &Path) -> Self {
        Self { folder: cache_dir.join(format!("emulator-{}", fingerprint())) }
    }

    /// The environment's folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The interpreter that sees the installed packages.
    pub(crate) fn python(&self) -> PathBuf {
        self.folder.join("bin").join("python")
    }

    /// One of our programs.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.folder.join("groundplan").join(name)
    }

    /// The names of AWS's operations, as `operations.py` writes them.
    pub(crate) fn operations(&self) -> PathBuf {
        self.folder.join("groundplan").join("operations.json")
    }

    fn is_complete(&self) -> bool {
        self.folder.join(COMPLETE).is_file()
    }
}

/// Makes the environment when it is not there yet.
///
/// # Errors
///
/// No Python, no way to make a virtual environment, pip failed (no network, most of the time), or a folder that cannot be
/// written.
pub(crate) async fn ensure(
    settings: &Settings,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<Environment, Error> {
    let environment = Environment::of(&settings.cache_dir);
    if environment.is_complete() {
        return Ok(environment);
    }
    let _lock = lock(&settings.cache_dir, progress).await?;
    if !environment.is_complete() {
        make(&environment, settings.python.as_deref(), progress).await?;
    }
    Ok(environment)
}

/// Makes the environment anew: it was found not to work (a Python that is gone, a file that is missing).
pub(crate) async fn renew(
    settings: &Settings,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<Environment, Error> {
    let environment = Environment::of(&settings.cache_dir);
    let _lock = lock(&settings.cache_dir, progress).await?;
    make(&environment, settings.python.as_deref(), progress).await?;
    Ok(environment)
}

async fn lock(cache_dir: &Path, progress: &mut (dyn FnMut(Progress) + Send)) -> Result<FileLock, Error> {
    fs::create_dir_all(cache_dir).map_err(Error::io("make the folder", cache_dir))?;
    FileLock::acquire(&cache_dir.join("emulator.lock"), || progress(Progress::WaitingForOther)).await
}

async fn make(
    environment: &Environment,
    wanted: Option<&Path>,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<(), Error> {
    let interpreter = python::find(wanted).await?;
    progress(Progress::CreatingEnvironment);
    let installer = make_virtual_environment(&interpreter, environment).await?;

    let folder = environment.folder().join("groundplan");
    let services = folder.join("services");
    fs::create_dir_all(&services).map_err(Error::io("make the folder", &services))?;
    for (name, text) in PROGRAMS.into_iter().chain([("requirements.txt", REQUIREMENTS)]) {
        let path = folder.join(name);
        fs::write(&path, text).map_err(Error::io("write", &path))?;
    }
    install(installer, &folder.join("requirements.txt"), progress).await?;
    let mut list = python::command(&environment.python());
    list.arg("-I").arg(environment.program("operations.py")).arg(environment.operations());
    run(list).await.map_err(|output| Error::Install { output })?;

    let marker = environment.folder().join(COMPLETE);
    fs::write(&marker, "").map_err(Error::io("write", &marker))
}

/// Makes an empty virtual environment by the first way that works, and returns the command that runs pip on it.
async fn make_virtual_environment(interpreter: &Path, environment: &Environment) -> Result<Command, Error> {
    let folder = environment.folder();
    let mut attempts = Vec::new();
    for arguments in [&["-m", "venv"][..], &["-m", "venv", "--without-pip"], &["-m", "virtualenv"]] {
        remove(folder)?;
        let mut create = python::command(interpreter);
        create.args(arguments).arg(folder);
        if let Err(output) = run(create).await {
            attempts.push(output);
            continue;
        }
        // Debian's Python makes environments without pip when python3-venv is not installed; then a pip outside of the
        // environment can work on it (pip 22.3 and later).
        for pip in [Pip::Own, Pip::Outer] {
            let mut probe = pip.command(interpreter, environment);
            probe.arg("--version");
            match run(probe).await {
                Ok(_) => return Ok(pip.command(interpreter, environment)),
                Err(output) => attempts.push(output),
            }
        }
    }
    remove(folder)?;
    attempts.dedup();
    Err(Error::NoVenv { python: interpreter.to_owned(), output: attempts.join("\n") })
}

/// Which pip installs into the environment.
#[derive(Clone, Copy)]
enum Pip {
    Own,
    Outer,
}

impl Pip {
    fn command(self, interpreter: &Path, environment: &Environment) -> Command {
        match self {
            Self::Own => {
                let mut command = python::command(&environment.python());
                command.args(["-m", "pip"]);
                command
            }
            Self::Outer => {
                let mut command = python::command(interpreter);
                command.args(["-m", "pip", "--python"]).arg(environment.python());
                command
            }
        }
    }
}

async fn install(
    mut pip: Command,
    requirements: &Path,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<(), Error> {
    // Compiling every module takes longer than downloading; Python compiles those that are used when they are.
    pip.args(["install", "--no-compile", "--no-deps", "--require-hashes", "--no-input", "--disable-pip-version-check"])
        .args(["--retries", "2", "--progress-bar", "off", "--requirement"])
        .arg(requirements)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = pip.spawn().map_err(|error| Error::Install { output: error.to_string() })?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let show = async {
        let mut number = 0;
        let mut kept = Vec::new();
        if let Some(stdout) = stdout {
            let mut lines = BufReader::new(stdout).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                if let Some(package) = line.strip_prefix("Collecting ") {
                    number += 1;
                    let package = package.split_once("==").map_or(package, |(name, _)| name).to_owned();
                    progress(Progress::Installing { package, number, of: package_count() });
                } else if line.starts_with("Ignoring ") {
                    number += 1;
                } else {
                    kept.push(line);
                }
            }
        }
        kept
    };
    let errors = async {
        let mut kept = Vec::new();
        if let Some(stderr) = stderr {
            let mut lines = BufReader::new(stderr).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                kept.push(line);
            }
        }
        kept
    };
    let (printed, errors, status) = tokio::join!(show, errors, child.wait());
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) if !errors.is_empty() => Err(Error::Install { output: last_lines(&errors) }),
        Ok(_) => Err(Error::Install { output: last_lines(&printed) }),
        Err(error) => Err(Error::Install { output: error.to_string() }),
    }
}

/// Runs a short command; what it printed is the error.
async fn run(mut command: Command) -> Result<String, String> {
    let output = command.output().await.map_err(|error| error.to_string())?;
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(text);
    }
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    Err(last_lines(&lines))
}

fn last_lines(lines: &[String]) -> String {
    const LINES: usize = 8;
    lines.get(lines.len().saturating_sub(LINES)..).unwrap_or_default().join("\n")
}

fn remove(folder: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::io("remove", folder)(error)),
        _ => Ok(()),
    }
}
