use std::collections::BTreeMap;
use std::path::Path;

/// A command that configuration asks for. Its arguments and its environment may hold secrets: not to be printed as they are.
#[derive(Clone, Copy)]
pub struct ProgramCall<'a> {
    /// The program: a name to look up in `PATH`, or a path; one with a `/` that is not absolute is meant from `dir`.
    pub program: &'a str,
    /// Its arguments.
    pub args: &'a [String],
    /// The folder that it runs in, absolute.
    pub dir: &'a Path,
    /// Its environment.
    pub env: &'a BTreeMap<String, String>,
    /// What asks for it, for people to read: `run_cmd in root.hcl`.
    pub wanted_by: &'a str,
    /// Whether its arguments and what it prints may be secret.
    pub quiet: bool,
}

/// Runs commands, and tells people which.
pub trait Programs: Send + Sync {
    /// Runs a command to its end and gives what it printed on standard output.
    ///
    /// # Errors
    /// When it cannot be started, ends with an exit code other than 0, or prints no UTF-8: a clause that says why, with what it
    /// printed on standard error.
    fn run(&self, call: &ProgramCall<'_>) -> Result<String, String>;
}
