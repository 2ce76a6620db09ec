use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use groundplan_diag::Diagnostic;
use groundplan_plugin::{LogLevel, LogLine, LogSink};

/// The variables that Terraform has for this; the first that is set counts.
const LEVELS: [&str; 2] = ["TF_LOG_PROVIDER", "TF_LOG"];
const PATH: &str = "TF_LOG_PATH";

/// From which level on the user wants to see what providers log, and where it goes: as in Terraform, `TF_LOG_PROVIDER` or
/// `TF_LOG` name the level (`JSON` is `TRACE`), `TF_LOG_PATH` a file that lines are added to. Nothing when no level is set.
///
/// # Errors
/// When the level has no such name, there is no file, or it cannot be written.
pub(crate) fn provider_log(
    environment: &BTreeMap<String, String>,
    dir: &Path,
) -> Result<Option<(LogLevel, LogSink)>, Diagnostic> {
    let asked = LEVELS.iter().find_map(|name| Some((*name, environment.get(*name).filter(|text| !text.is_empty())?)));
    let Some((name, text)) = asked else { return Ok(None) };
    let level = match text.to_ascii_lowercase().as_str() {
        "off" => return Ok(None),
        "json" => LogLevel::Trace,
        other => LogLevel::named(other).ok_or_else(|| {
            Diagnostic::error("Environment variable not understood")
                .detail(format!("{name} is {text:?}; it can be TRACE, DEBUG, INFO, WARN, ERROR or OFF."))
        })?,
    };
    let Some(path) = environment.get(PATH).filter(|path| !path.is_empty()) else {
        return Err(Diagnostic::error("No file for the providers' logs")
            .detail(format!("{name} asks for what providers log, which is kept apart from what this program prints."))
            .help(format!("name a file in {PATH}; it may come to hold secrets")));
    };
    let path = dir.join(path);
    let file = open(&path).map_err(|error| {
        Diagnostic::error("Log not writable").detail(format!("{PATH}: {}: {error}.", path.display()))
    })?;
    let file = Mutex::new(file);
    let sink = move |line: LogLine| {
        if line.level < level {
            return;
        }
        let module = if line.module.is_empty() { String::new() } else { format!(" {}:", line.module) };
        let text =
            format!("[{}] {}:{module} {}\n", line.level.name().to_ascii_uppercase(), line.provider, line.message);
        // A disk that is full must not end an apply.
        let _ = file.lock().unwrap_or_else(PoisonError::into_inner).write_all(text.as_bytes());
    };
    Ok(Some((level, Arc::new(sink))))
}

/// Opens a file to add to; a new one is for its owner only.
fn open(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
