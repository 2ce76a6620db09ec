use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use groundplan_diag::Diagnostic;
use groundplan_plugin::{LogLevel, LogLine, LogSink};

/// The variables that Terraform has for this; the first that is set counts.
const LEVELS: [&str; 2] = ["TF_LOG_PROVIDER", "TF_LOG"];
const PATH: &str = "TF_LOG_PATH";
/// The file for who names none: standard error belongs to what this program says.
const FILE: &str = ".groundplan/providers.log";

/// What of the providers' logs is wanted.
pub(crate) struct ProviderLog {
    /// The lowest level.
    pub(crate) level: LogLevel,
    /// Takes the lines.
    pub(crate) sink: LogSink,
    /// The file, when it is one that the user did not name.
    pub(crate) unnamed: Option<PathBuf>,
}

/// From which level on the user wants to see what providers log, and where it goes: as in Terraform ("Debugging Terraform"),
/// `TF_LOG_PROVIDER` or `TF_LOG` name the level, anything that is no level meaning `TRACE`. Lines are added to the file that
/// `TF_LOG_PATH` names, else to one in `.groundplan`. Nothing when no level is set.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn provider_log(
    environment: &BTreeMap<String, String>,
    dir: &Path,
) -> Result<Option<ProviderLog>, Diagnostic> {
    let set = |name: &&str| environment.get(*name).filter(|text| !text.is_empty());
    let level = match LEVELS.iter().find_map(set).map(|text| text.to_ascii_lowercase()) {
        None => return Ok(None),
        Some(text) if text == "off" => return Ok(None),
        Some(text) => LogLevel::named(&text).unwrap_or(LogLevel::Trace),
    };
    let named = set(&PATH);
    let path = dir.join(named.map_or(FILE, String::as_str));
    let file = open(&path).map_err(|error| {
        Diagnostic::error("Log not writable")
            .detail(format!("What providers log cannot be written to {}: {error}.", path.display()))
            .help(format!("name another file in {PATH}"))
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
    Ok(Some(ProviderLog { level, sink: Arc::new(sink), unnamed: named.is_none().then_some(path) }))
}

/// Opens a file to add to. A new one is for its owner only: providers may write secrets.
fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn level(variables: &[(&str, &str)]) -> Option<LogLevel> {
        let environment = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let dir = tempfile::tempdir().unwrap();
        provider_log(&environment, dir.path()).unwrap().map(|log| log.level)
    }

    #[test]
    fn levels_are_terraforms() {
        assert_eq!(level(&[]), None);
        assert_eq!(level(&[("TF_LOG", "")]), None);
        assert_eq!(level(&[("TF_LOG", "OFF")]), None);
        assert_eq!(level(&[("TF_LOG", "info")]), Some(LogLevel::Info));
        assert_eq!(level(&[("TF_LOG", "1")]), Some(LogLevel::Trace));
        assert_eq!(level(&[("TF_LOG", "TRACE"), ("TF_LOG_PROVIDER", "ERROR")]), Some(LogLevel::Error));
    }

    #[test]
    fn lines_from_the_level_on_are_added_to_a_file_of_ones_own() {
        let dir = tempfile::tempdir().unwrap();
        let environment = [("TF_LOG", "WARN"), ("TF_LOG_PATH", "log")];
        let environment = environment.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let log = provider_log(&environment, dir.path()).unwrap().unwrap();
        assert_eq!(log.unnamed, None);
        for (level, message) in [(LogLevel::Warn, "slow"), (LogLevel::Debug, "hunter2")] {
            (log.sink)(LogLine {
                provider: "hashicorp/fake 1.0.0".into(),
                level,
                module: "sdk".into(),
                message: message.into(),
            });
        }
        let file = dir.path().join("log");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "[WARN] hashicorp/fake 1.0.0: sdk: slow\n");
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
