use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value as Json;
use tokio::io::{AsyncRead, BufReader};

use super::line::read_line;

/// How much a line of a provider's log matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LogLevel {
    /// Every step.
    Trace,
    /// For those who look for a fault.
    Debug,
    /// Worth knowing.
    Info,
    /// Something may be wrong.
    Warn,
    /// Something is wrong; also what a process writes when it breaks down.
    Error,
}

impl LogLevel {
    const ALL: [Self; 5] = [Self::Trace, Self::Debug, Self::Info, Self::Warn, Self::Error];

    /// As it stands in logs: `trace`, `debug`, `info`, `warn`, `error`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Trace => "trace",
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }

    /// The level of that name, in small letters.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// A line of a provider's log. Providers may write secrets into it at the lower levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// The provider and its version.
    pub provider: Arc<str>,
    /// How much it matters.
    pub level: LogLevel,
    /// The part of the provider that wrote it; may be empty.
    pub module: String,
    /// The text, and the fields that came with it as `name=value`.
    pub message: String,
}

/// What is done with the lines of providers' logs. Called from tasks; must not block.
pub type LogSink = Arc<dyn Fn(LogLine) + Send + Sync>;

/// The longest line that is kept in whole.
const MAX_LINE: usize = 64 << 10;
/// How many lines are kept for the report of a breakdown.
const TAIL_LINES: usize = 12;
/// How many lines of a panic's trace are kept: enough for the message and the frames that name the provider's code.
const PANIC_LINES: usize = 30;

/// What a process wrote last, for the report of how it ended. Lines of the lower levels are left out, as they may hold
/// secrets.
#[derive(Clone, Debug, Default)]
pub(super) struct Tail(Arc<Mutex<TailLines>>);

#[derive(Debug, Default)]
struct TailLines {
    lines: VecDeque<String>,
    panicked: bool,
}

impl Tail {
    /// Adds a line, and says whether it belongs to a panic's trace.
    fn add(&self, level: Option<LogLevel>, text: &str) -> bool {
        let mut tail = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !tail.panicked && level.is_none() && begins_panic(text) {
            tail.panicked = true;
            tail.lines.clear();
        }
        if tail.panicked {
            if level.is_none() && tail.lines.len() < PANIC_LINES {
                tail.lines.push_back(text.to_owned());
            }
        } else if level.is_none_or(|level| level >= LogLevel::Warn) {
            if tail.lines.len() == TAIL_LINES {
                tail.lines.pop_front();
            }
            tail.lines.push_back(text.to_owned());
        }
        tail.panicked
    }

    /// The lines as a paragraph that follows a sentence: a heading and the lines, indented. Empty without lines.
    pub(super) fn paragraph(&self) -> String {
        let tail = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tail.lines.is_empty() {
            return String::new();
        }
        let heading = if tail.panicked { "It crashed; this is a fault of the provider" } else { "It wrote last" };
        let lines: String = tail.lines.iter().map(|line| format!("\n  {line}")).collect();
        format!(".\n{heading}:{lines}")
    }
}

fn begins_panic(text: &str) -> bool {
    ["panic: ", "fatal error: ", "runtime: ", "thread '"].iter().any(|start| text.starts_with(start))
}

/// Reads a process's standard error to its end: the log of a provider, JSON lines of Go's `hclog` or plain text.
pub(super) async fn read_log(input: impl AsyncRead + Unpin, provider: Arc<str>, sink: LogSink, tail: Tail) {
    let mut input = BufReader::new(input);
    while let Ok(Some(line)) = read_line(&mut input, MAX_LINE).await {
        if line.is_empty() {
            continue;
        }
        let (level, module, message) = match structured(&line) {
            Some((level, module, message)) => {
                tail.add(Some(level), &message);
                (level, module, message)
            }
            None => {
                let level = if tail.add(None, &line) { LogLevel::Error } else { plain_level(&line) };
                (level, String::new(), line)
            }
        };
        sink(LogLine { provider: provider.clone(), level, module, message });
    }
}

/// The parts of a line that is JSON as Go's `hclog` writes it.
fn structured(line: &str) -> Option<(LogLevel, String, String)> {
    let Ok(Json::Object(mut fields)) = serde_json::from_str(line) else { return None };
    let level = LogLevel::named(fields.shift_remove("@level")?.as_str()?)?;
    let mut text = |name: &str| match fields.shift_remove(name) {
        Some(Json::String(text)) => text,
        _ => String::new(),
    };
    let (module, mut message) = (text("@module"), text("@message"));
    for (name, value) in fields.iter().filter(|(name, _)| !name.starts_with('@')) {
        message.push_str(&format!(" {name}={value}"));
    }
    Some((level, module, message))
}

/// The level of a line of plain text: `2026/01/02 03:04:05 [WARN] text`, else debug, as Terraform has it.
fn plain_level(line: &str) -> LogLevel {
    let named = line.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
    named.and_then(|(name, _)| LogLevel::named(&name.to_ascii_lowercase())).unwrap_or(LogLevel::Debug)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    async fn read(text: &str) -> (Vec<(LogLevel, String)>, String) {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let (seen, tail) = (lines.clone(), Tail::default());
        let sink: LogSink = Arc::new(move |line: LogLine| seen.lock().unwrap().push((line.level, line.message)));
        read_log(text.as_bytes(), "hashicorp/fake 1.0.0".into(), sink, tail.clone()).await;
        let lines = lines.lock().unwrap().clone();
        (lines, tail.paragraph())
    }

    #[tokio::test]
    async fn levels_come_from_json_and_from_plain_text() {
        let (lines, _) = read(concat!(
            r#"{"@level":"warn","@message":"slow","@module":"sdk","@timestamp":"x","try":2}"#,
            "\n2026/01/02 03:04:05 [ERROR] no route\njust text\n",
        ))
        .await;
        assert_eq!(
            lines,
            [
                (LogLevel::Warn, "slow try=2".into()),
                (LogLevel::Error, "2026/01/02 03:04:05 [ERROR] no route".into()),
                (LogLevel::Debug, "just text".into())
            ]
        );
    }

    #[tokio::test]
    async fn the_tail_shows_a_panic_and_no_debug_lines() {
        let (lines, tail) = read(concat!(
            "something before\n",
            r#"{"@level":"debug","@message":"password is hunter2"}"#,
            "\npanic: assignment to entry in nil map\n\ngoroutine 1 [running]:\nmain.main()\n",
        ))
        .await;
        assert_eq!(lines.last(), Some(&(LogLevel::Error, "main.main()".into())));
        expect![[r#"
            .
            It crashed; this is a fault of the provider:
              panic: assignment to entry in nil map
              goroutine 1 [running]:
              main.main()"#]]
        .assert_eq(&tail);
        let (_, tail) = read("{\"@level\":\"debug\",\"@message\":\"hunter2\"}\nlast words\n").await;
        expect![[r#"
            .
            It wrote last:
              last words"#]]
        .assert_eq(&tail);
    }
}
