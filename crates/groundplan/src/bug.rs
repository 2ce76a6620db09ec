//! What happens when we did something wrong.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::Write;
use std::panic::{self, PanicHookInfo};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

static SEEN: AtomicBool = AtomicBool::new(false);
static COMMAND: Mutex<&str> = Mutex::new("");

/// Makes a panic say that it is a bug of ours, in place of what Rust says.
pub(crate) fn install_hook() {
    panic::set_hook(Box::new(tell));
}

/// Takes note of the command, for the message.
pub(crate) fn command(name: &'static str) {
    *COMMAND.lock().unwrap_or_else(PoisonError::into_inner) = name;
}

/// Takes note of a bug that another process of ours has told about.
pub(crate) fn note() {
    SEEN.store(true, Ordering::Relaxed);
}

/// Whether there was a panic, anywhere.
pub(crate) fn seen() -> bool {
    SEEN.load(Ordering::Relaxed)
}

/// A parser that panics on some texts. Its panics are caught where it is called, and told as errors about the text.
const CAUGHT: &str = "/libyaml-safer-";

fn tell(info: &PanicHookInfo<'_>) {
    if info.location().is_some_and(|location| location.file().contains(CAUGHT)) {
        return;
    }
    note();
    let payload = info.payload();
    let what = payload.downcast_ref::<&str>().copied();
    let what = what.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message");
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let command = *COMMAND.lock().unwrap_or_else(PoisonError::into_inner);
    let mut text = format!(
        "\nThis is a bug in groundplan. Please report it, with these lines:\n    \
         groundplan {}, command `{command}`\n    {what}\n    at {place}\n",
        env!("CARGO_PKG_VERSION")
    );
    // Captures nothing unless RUST_BACKTRACE asks for it.
    let backtrace = Backtrace::capture();
    if backtrace.status() == BacktraceStatus::Captured {
        text.push_str(&format!("{backtrace}\n"));
    }
    let _ = std::io::stderr().write_all(text.as_bytes());
}
