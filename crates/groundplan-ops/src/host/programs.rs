use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use groundplan_config::live::{ProgramCall, Programs};
use groundplan_sandbox::Overlay;

use crate::{EventSink, PlanKey, document};

/// Runs commands that configuration asks for while it is read, and tells each as an event.
pub(crate) struct SystemPrograms {
    events: EventSink,
    overlay: Option<Overlay>,
}

impl SystemPrograms {
    pub(crate) fn new(events: EventSink, overlay: Option<Overlay>) -> Self {
        Self { events, overlay }
    }
}

impl Programs for SystemPrograms {
    fn run(&self, call: &ProgramCall<'_>) -> Result<String, String> {
        let env = program_environment(call.env, self.overlay.as_ref());
        let printed = run_program(&ProgramCall { env: &env, ..*call }, &self.events)?;
        String::from_utf8(printed.stdout).map_err(|_| "printed what is no text.".to_owned())
    }
}

/// The environment of commands: the caller's own without the key to saved plans, which is nobody else's business, and with the
/// sandbox in place of AWS if there is one.
pub(crate) fn program_environment(
    own: &BTreeMap<String, String>,
    overlay: Option<&Overlay>,
) -> BTreeMap<String, String> {
    let mut environment = own.clone();
    if let Some(overlay) = overlay {
        overlay.apply_to(&mut environment);
    }
    environment.remove(PlanKey::VARIABLE);
    environment
}

/// What a command has printed.
pub(crate) struct Printed {
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: Vec<u8>,
}

/// Runs a command to its end.
///
/// # Errors
/// As [`Programs::run`].
pub(crate) fn run_program(call: &ProgramCall<'_>, events: &EventSink) -> Result<Printed, String> {
    let words = std::iter::once(call.program).chain(call.args.iter().map(String::as_str));
    let line = if call.quiet { call.program.to_owned() } else { words.collect::<Vec<_>>().join(" ") };
    events(document::log(format!("Running `{line}` for {}", call.wanted_by)));
    // A relative path of a program is meant from the folder that it runs in.
    let relative = call.program.contains('/') && !call.program.starts_with('/');
    let program = if relative { call.dir.join(call.program) } else { PathBuf::from(call.program) };
    let mut command = Command::new(program);
    command.args(call.args).current_dir(call.dir).env_clear().envs(call.env).stdin(Stdio::null());
    let output = command.output().map_err(|error| format!("cannot be started: {error}."))?;
    if !output.status.success() {
        let (stderr, stdout) = (String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
        let told = if stderr.trim().is_empty() { stdout.trim_end() } else { stderr.trim_end() };
        let told = if call.quiet { "" } else { told };
        let colon = if told.is_empty() { "." } else { ":\n" };
        return Err(format!("failed ({}){colon}{told}", output.status));
    }
    Ok(Printed { stdout: output.stdout, stderr: output.stderr })
}
