use std::path::Path;
use std::process::{Command, Output, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use groundplan_config::module::{RemoteModule, without_secrets};
use tempfile::NamedTempFile;

use crate::problem::Problem;

/// A git repository and what is wanted of it, by the parameters `ref`, `depth` and `sshkey`. Everything is done by the
/// `git` program, which knows the user's keys, credential helpers and proxies.
pub(crate) struct Repository {
    url: String,
    /// The address for messages, without secrets.
    shown: String,
    reference: Option<String>,
    key: Option<NamedTempFile>,
    secrets: Vec<String>,
}

/// What a reference comes down to.
enum Resolved {
    /// A commit, and the name to fetch it by, if it has one.
    Commit { id: String, name: Option<String> },
    /// Something that only the repository itself can tell, such as the beginning of a commit's id.
    Unclear(String),
}

impl Repository {
    pub(crate) fn new(module: &RemoteModule) -> Result<Self, Problem> {
        let mut rest = module.clone();
        let reference = rest.take_parameter("ref").filter(|reference| !reference.is_empty());
        let depth = rest.take_parameter("depth");
        let key = rest.take_parameter("sshkey").filter(|key| !key.is_empty());
        let shown = without_secrets(&rest.url);
        let wrong = |reason: &str| Problem::fetch(&shown, reason);
        if depth.is_some_and(|depth| depth.parse::<i64>().is_err()) {
            return Err(wrong("\"depth\" must be a number"));
        }
        if reference.as_ref().is_some_and(|reference| reference.starts_with('-')) {
            return Err(wrong("a \"ref\" does not begin with \"-\""));
        }
        let mut secrets: Vec<String> = key.iter().cloned().collect();
        if let Some((_, authority)) = rest.url.split_once("://")
            && let Some((user, _)) = authority.split('/').next().and_then(|authority| authority.rsplit_once('@'))
            && rest.url != shown
        {
            secrets.extend(user.split(':').filter(|part| part.len() > 2).map(str::to_owned));
        }
        let key = key.map(|key| key_file(&key).map_err(|reason| wrong(&reason))).transpose()?;
        Ok(Self { url: rest.url, shown, reference, key, secrets })
    }

    /// The repository, for the names of cached packages.
    pub(crate) fn shown(&self) -> &str {
        &self.shown
    }

    /// The commit that the reference stands for now; none if only a copy of the repository can tell.
    pub(crate) fn commit(&self) -> Result<Option<String>, Problem> {
        Ok(match self.resolve()? {
            Resolved::Commit { id, .. } => Some(id),
            Resolved::Unclear(_) => None,
        })
    }

    /// Puts the files of a commit, or of what the reference stands for, into an empty folder; gives the commit's id.
    pub(crate) fn fetch(&self, revision: Option<&str>, folder: &Path) -> Result<String, Problem> {
        let resolved = match revision {
            Some(id) => Resolved::Commit { id: id.to_owned(), name: None },
            None => self.resolve()?,
        };
        self.run(folder, &["init", "--quiet"])?;
        self.run(folder, &["remote", "add", "origin", "--", &self.url])?;
        let wanted = match &resolved {
            Resolved::Commit { id, name } => {
                let name = name.as_deref().unwrap_or(id);
                let shallow = self.output(folder, &["fetch", "--quiet", "--no-tags", "--depth=1", "origin", name])?;
                if !shallow.status.success() {
                    // Not every server gives out a commit that it is asked for by its id.
                    self.fetch_all(folder)?;
                }
                id.clone()
            }
            Resolved::Unclear(reference) => {
                self.fetch_all(folder)?;
                reference.clone()
            }
        };
        let commit = format!("{wanted}^{{commit}}");
        let found = self.output(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        if !found.status.success() {
            return Err(self.no_such(&wanted));
        }
        let id = String::from_utf8_lossy(&found.stdout).trim().to_owned();
        self.run(folder, &["-c", "advice.detachedHead=false", "checkout", "--quiet", "--force", &id])?;
        if folder.join(".gitmodules").is_file() {
            self.run(folder, &["submodule", "--quiet", "update", "--init", "--recursive"])?;
        }
        remove_git_folders(folder).map_err(|cause| Problem::disk("Tidying up", folder, &cause))?;
        Ok(id)
    }

    fn fetch_all(&self, folder: &Path) -> Result<(), Problem> {
        self.run(folder, &["fetch", "--quiet", "--tags", "origin", "+refs/heads/*:refs/remotes/origin/*"])
    }

    fn resolve(&self) -> Result<Resolved, Problem> {
        if let Some(reference) = &self.reference
            && reference.len() == 40
            && is_hex(reference)
        {
            return Ok(Resolved::Commit { id: reference.to_ascii_lowercase(), name: None });
        }
        let here = Path::new(".");
        let listed = self.output(here, &["ls-remote", "--quiet", "--", &self.url])?;
        if !listed.status.success() {
            return Err(self.failed(&listed));
        }
        let text = String::from_utf8_lossy(&listed.stdout);
        let refs: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once('\t')).collect();
        let id_of = |name: &str| refs.iter().find(|(_, other)| *other == name).map(|(id, _)| (*id).to_owned());
        let Some(reference) = &self.reference else {
            let id = id_of("HEAD").ok_or_else(|| {
                Problem::fetch(&self.shown, "the repository has no commit on its default branch")
                    .help("name a branch, tag or commit with `?ref=…`")
            })?;
            return Ok(Resolved::Commit { id, name: Some("HEAD".into()) });
        };
        // As `git checkout` has it, a tag comes before a branch of the same name.
        let names = [reference.clone(), format!("refs/tags/{reference}"), format!("refs/heads/{reference}")];
        for name in names.iter().filter(|name| name.starts_with("refs/")) {
            // A tag with a message is an object of its own; what it is a tag of stands on the line after it.
            if let Some(id) = id_of(&format!("{name}^{{}}")).or_else(|| id_of(name)) {
                return Ok(Resolved::Commit { id, name: Some(name.clone()) });
            }
        }
        if reference.len() >= 4 && is_hex(reference) {
            return Ok(Resolved::Unclear(reference.clone()));
        }
        let short = |name: &str| {
            ["refs/tags/", "refs/heads/"].iter().find_map(|start| name.strip_prefix(start)).map(str::to_owned)
        };
        let mut known: Vec<String> =
            refs.iter().filter_map(|(_, name)| short(name)).filter(|name| !name.ends_with("^{}")).collect();
        known.reverse();
        let more = if known.len() > 8 { ", …" } else { "" };
        known.truncate(8);
        let problem = self.no_such(reference);
        Err(if known.is_empty() { problem } else { problem.help(format!("there are: {}{more}", known.join(", "))) })
    }

    fn no_such(&self, reference: &str) -> Problem {
        let detail = format!("The repository {} has no branch, tag or commit \"{reference}\".", self.shown);
        Problem::new("Module version not found", detail)
    }

    fn run(&self, folder: &Path, arguments: &[&str]) -> Result<(), Problem> {
        let output = self.output(folder, arguments)?;
        if output.status.success() { Ok(()) } else { Err(self.failed(&output)) }
    }

    fn output(&self, folder: &Path, arguments: &[&str]) -> Result<Output, Problem> {
        let mut command = Command::new("git");
        command.args(arguments).current_dir(folder).stdin(Stdio::null());
        // When we are run by a hook of git's, these mean the repository of the hook.
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX"] {
            command.env_remove(name);
        }
        // A question would wait for an answer that nobody sees being asked.
        command.env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
        if let Some(key) = &self.key {
            let ssh = std::env::var("GIT_SSH_COMMAND").unwrap_or_else(|_| "ssh".into());
            command.env("GIT_SSH_COMMAND", format!("{ssh} -o IdentitiesOnly=yes -i '{}'", key.path().display()));
        }
        command.output().map_err(|error| {
            let reason = format!("the program git cannot be started: {error}");
            Problem::fetch(&self.shown, reason).help("install git, and see that it is found by PATH")
        })
    }

    /// What git says, without secrets.
    fn failed(&self, output: &Output) -> Problem {
        let mut said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        for secret in &self.secrets {
            said = said.replace(secret, "***");
        }
        let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let said = lines.get(lines.len().saturating_sub(6)..).unwrap_or_default().join(" / ");
        let problem = Problem::fetch(&self.shown, format!("git says: {}", said.trim_end_matches('.')));
        if said.contains("terminal prompts disabled") || said.contains("Authentication failed") {
            return problem.help("let a credential helper of git's know the credentials (`git help credentials`)");
        }
        problem.help(format!("see what `git ls-remote {}` says", self.shown))
    }
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A private key in a file that only this user can read, as ssh wants it.
fn key_file(key: &str) -> Result<NamedTempFile, String> {
    let key = STANDARD.decode(key).map_err(|_| "\"sshkey\" must be a private key in base64".to_owned())?;
    let written = NamedTempFile::with_prefix("groundplan-key-").and_then(|file| {
        std::fs::write(file.path(), key)?;
        Ok(file)
    });
    written.map_err(|error| format!("the private key cannot be written to a file: {error}"))
}

/// Of the repository and of its submodules: their content differs from one fetch to the next.
fn remove_git_folders(folder: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let is_dir = entry.file_type()?.is_dir();
        match (entry.file_name() == ".git", is_dir) {
            (true, true) => std::fs::remove_dir_all(entry.path())?,
            (true, false) => std::fs::remove_file(entry.path())?,
            (false, true) => remove_git_folders(&entry.path())?,
            (false, false) => {}
        }
    }
    Ok(())
}
