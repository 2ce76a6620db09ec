//! The binary, a sandbox of its own, and folders to work in.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use groundplan_sandbox::client::Client;

/// The repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// The program: the one that `GROUNDPLAN_PROGRAM` names, else built in the profile of this test.
pub(crate) fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        if let Some(program) = std::env::var_os("GROUNDPLAN_PROGRAM") {
            return program.into();
        }
        let deps = std::env::current_exe().unwrap();
        let folder = deps.parent().unwrap().parent().unwrap().to_path_buf();
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--package", "groundplan"]).current_dir(root());
        if folder.file_name().is_some_and(|name| name == "release") {
            build.arg("--release");
        }
        assert!(build.status().unwrap().success(), "the program does not build");
        folder.join("groundplan")
    })
}

/// What a run of the program came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The same, with the exit code for changes turned into that for none.
    pub(crate) fn or_changes(mut self) -> Self {
        if self.code == Some(2) {
            self.code = Some(0);
        }
        self
    }

    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        assert_eq!(self.code, Some(0), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}

/// A sandbox for the length of a test, and the environment in which the program finds it.
pub(crate) struct Sandbox {
    /// Where the sandbox keeps its record; the emulator itself is installed once, in the user's own cache.
    folder: tempfile::TempDir,
    pub(crate) endpoint: String,
}

impl Sandbox {
    pub(crate) fn up() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ran = Ran::of(
            &Command::new(program())
                .args(["sandbox", "up"])
                .env("GROUNDPLAN_SANDBOX_DIR", folder.path())
                .stdin(Stdio::null())
                .output()
                .unwrap(),
        )
        .ok();
        let text = format!("{}{}", ran.stdout, ran.stderr);
        let at = text.find("http://127.0.0.1:").unwrap_or_else(|| panic!("no endpoint in: {text}"));
        let endpoint = text[at..].split(|c: char| c.is_whitespace() || c == '"' || c == ')').next().unwrap();
        Self { folder, endpoint: endpoint.trim_end_matches(['.', ',']).to_owned() }
    }

    /// The program, pointed at this sandbox.
    pub(crate) fn command(&self, dir: &Path, args: &[&str]) -> Command {
        let mut command = Command::new(program());
        command
            .args(args)
            .current_dir(dir)
            .env("GROUNDPLAN_SANDBOX", "1")
            .env("GROUNDPLAN_SANDBOX_DIR", self.folder.path())
            .env("NO_COLOR", "1")
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, dir: &Path, args: &[&str]) -> Ran {
        Ran::of(&self.command(dir, args).output().unwrap())
    }

    /// Kills all processes of the program that work in a folder: the front and the worker.
    pub(crate) fn kill_all(&self, dir: &Path) {
        let dir = dir.canonicalize().unwrap();
        let program = program().canonicalize().unwrap();
        for entry in std::fs::read_dir("/proc").unwrap().flatten() {
            let is = |link: &str, path: &Path| std::fs::read_link(entry.path().join(link)).is_ok_and(|to| to == path);
            if is("exe", &program) && is("cwd", &dir) {
                // It may have ended by itself meanwhile.
                let _ = Command::new("kill").arg("-9").arg(entry.file_name()).output();
            }
        }
    }

    /// Terraform, pointed at this sandbox; none where it is not installed.
    pub(crate) fn terraform(&self, dir: &Path, args: &[&str]) -> Option<Ran> {
        let config = self.folder.path().join("terraform.rc");
        std::fs::write(&config, mirrors()).unwrap();
        let mut command = Command::new("terraform");
        let mut environment = std::env::vars().collect();
        groundplan_sandbox::Overlay::sandbox(&self.endpoint).apply_to(&mut environment);
        command
            .args(args)
            .current_dir(dir)
            .env_clear()
            .envs(environment)
            .env("TF_CLI_CONFIG_FILE", &config)
            .stdin(Stdio::null());
        match command.output() {
            Ok(output) => Some(Ran::of(&output)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => panic!("terraform: {error}"),
        }
    }

    /// The program without any sandbox: for what must end before AWS is asked.
    pub(crate) fn none(dir: &Path, args: &[&str]) -> Ran {
        let mut command = Command::new(program());
        command.args(args).current_dir(dir).env("NO_COLOR", "1").env("TF_CLI_CONFIG_FILE", "").stdin(Stdio::null());
        Ran::of(&command.output().unwrap())
    }

    pub(crate) fn client(&self) -> Client {
        Client::new(&self.endpoint)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let down = Command::new(program())
            .args(["sandbox", "down"])
            .env("GROUNDPLAN_SANDBOX_DIR", self.folder.path())
            .stdin(Stdio::null())
            .output();
        if let Ok(output) = down
            && !output.status.success()
        {
            eprintln!("sandbox down: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
}

/// Terraform's configuration for the mirrors that images bake in, where there are some.
fn mirrors() -> String {
    let entries = std::fs::read_dir("/opt").into_iter().flatten().flatten().map(|entry| entry.path());
    let mirrors = entries.filter(|path| path.join("registry.terraform.io").is_dir());
    let blocks: String =
        mirrors.map(|path| format!("  filesystem_mirror {{ path = {:?} }}\n", path.display().to_string())).collect();
    if blocks.is_empty() { String::new() } else { format!("provider_installation {{\n{blocks}}}\n") }
}

/// Copies a folder, without states and what programs leave behind.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with(".terraform")
            || name.starts_with(".groundplan")
            || name.contains(".tfstate")
            || name == ".state"
        {
            continue;
        }
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            let _bytes = std::fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

/// The provider processes that run now and talk to this sandbox; other runs on the machine have their own.
pub(crate) fn provider_processes(endpoint: &str) -> Vec<String> {
    providers(endpoint).map(|(_, line)| line).collect()
}

/// The numbers of these processes.
pub(crate) fn provider_pids(endpoint: &str) -> Vec<u32> {
    providers(endpoint).map(|(pid, _)| pid).collect()
}

fn providers(endpoint: &str) -> impl Iterator<Item = (u32, String)> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(move |entry| {
        let pid = entry.file_name().to_str()?.parse().ok()?;
        let line = std::fs::read(entry.path().join("cmdline")).ok()?;
        let line = String::from_utf8_lossy(&line).into_owned();
        let environment = std::fs::read(entry.path().join("environ")).ok()?;
        let here = String::from_utf8_lossy(&environment).contains(endpoint);
        (here && line.contains("terraform-provider-")).then_some((pid, line))
    })
}
