use std::io::{self, ErrorKind, Write};

use groundplan_diag::Diagnostic;

use super::Look;
use super::live::Live;

/// What the user sees.
#[derive(Debug)]
pub(crate) struct Screen {
    /// How text has to look.
    pub(crate) look: Look,
    live: Live,
}

impl Screen {
    /// A screen on which nothing stands yet.
    pub(crate) fn new(look: Look) -> Self {
        Self { look, live: Live::default() }
    }

    /// Writes data to standard output. That nobody reads on is no error: `plan | head` ends quietly.
    ///
    /// # Errors
    /// When the rest cannot be written otherwise, as on a full disk.
    pub(crate) fn data(&mut self, text: &str) -> Result<(), Diagnostic> {
        // Both streams may be the same terminal.
        self.live(None);
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(Diagnostic::error("Output cannot be written").detail(format!("Standard output: {error}.")))
            }
            _ => Ok(()),
        }
    }

    /// Writes lines of talk to standard error. When that fails there is nobody to tell.
    pub(crate) fn talk(&mut self, text: &str) {
        let text = self.live.above(text);
        write(&text);
    }

    /// Shows another live line, or none. Nothing where lines cannot be taken back.
    pub(crate) fn live(&mut self, line: Option<String>) {
        if self.look.live {
            let text = self.live.replace(line);
            write(&text);
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.live(None);
    }
}

fn write(text: &str) {
    if !text.is_empty() {
        let mut out = io::stderr().lock();
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }
}
