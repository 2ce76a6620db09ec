//! Asking the user.

use std::io::{self, BufRead, IsTerminal};
use std::thread;

use groundplan_diag::Diagnostic;
use tokio::sync::oneshot;

use crate::problem::Problem;

/// Makes sure that the user can be asked.
///
/// # Errors
/// When nobody sits at standard input.
pub(crate) fn possible() -> Result<(), Problem> {
    if io::stdin().is_terminal() {
        return Ok(());
    }
    Err(Diagnostic::error("Approval not possible")
        .detail("Approval is asked for on a terminal, and standard input is none. Nothing was done.")
        .help("look at the plan with `groundplan plan --out FILE`, then apply it with `groundplan apply FILE`")
        .help("or approve beforehand with `--auto-approve`")
        .into())
}

/// The question before an apply.
pub(crate) fn approval(destroy: bool) -> String {
    let (what, remark) = if destroy {
        ("destroy all of this", "There is no undo.")
    } else {
        ("perform these actions", "Groundplan will do what is shown above.")
    };
    format!("\nDo you want to {what}?\n  {remark} Only 'yes' will be accepted.\n\n  Enter a value: ")
}

/// The line that the user types. Empty at the end of the input.
pub(crate) async fn answer() -> String {
    let (send, received) = oneshot::channel();
    // A thread of its own: it may wait for ever, and the end of the program must not wait for it.
    thread::spawn(move || {
        let mut line = String::new();
        let _ = io::stdin().lock().read_line(&mut line);
        send.send(line)
    });
    received.await.unwrap_or_default()
}
