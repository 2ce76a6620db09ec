use std::path::PathBuf;
use std::process::{Command, Stdio};

use groundplan_config::live::{ProgramCall, Programs};

use crate::{EventSink, document};

/// Runs commands that configuration asks for, and tells each as an event.
pub(crate) struct SystemPrograms {
    events: EventSink,
}

impl SystemPrograms {
    pub(crate) fn new(events: EventSink) -> Self {
        Self { events }
    }
}

impl Programs for SystemPrograms {
    fn run(&self, call: &ProgramCall<'_>) -> Result<String, String> {
        let words = std::iter::once(call.program).chain(call.args.iter().map(String::as_str));
        let line = if call.quiet { call.program.to_owned() } else { words.collect::<Vec<_>>().join(" ") };
        (self.events)(document::log(format!("Running `{line}` for {}", call.wanted_by)));
        // A relative path of a program is meant from the folder that it runs in.
        let relative = call.program.contains('/') && !call.program.starts_with('/');
        let program = if relative { call.dir.join(call.program) } else { PathBuf::from(call.program) };
        let mut command = Command::new(program);
        command.args(call.args).current_dir(call.dir).env_clear().envs(call.env).stdin(Stdio::null());
        let output = command.output().map_err(|error| format!("cannot be started: {error}."))?;
        if !output.status.success() {
            let told = String::from_utf8_lossy(&output.stderr);
            let told = if call.quiet { "" } else { told.trim_end() };
            let colon = if told.is_empty() { "." } else { ":\n" };
            return Err(format!("failed ({}){colon}{told}", output.status));
        }
        String::from_utf8(output.stdout).map_err(|_| "printed what is no text.".to_owned())
    }
}
