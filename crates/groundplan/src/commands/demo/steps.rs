use std::time::{Duration, Instant};

use crate::terminal::Screen;

/// The steps of the demo with the time that each took.
#[derive(Debug, Default)]
pub(super) struct Steps {
    done: Vec<(&'static str, Duration)>,
    current: Option<(&'static str, Instant)>,
}

impl Steps {
    /// Begins a step, and with it ends the one before.
    pub(super) fn begin(&mut self, title: &'static str, screen: &mut Screen) {
        self.end();
        let number = self.done.len() + 1;
        let gap = if number == 1 { "" } else { "\n" };
        screen.talk(&format!("{gap}{number}. {title}\n\n"));
        self.current = Some((title, Instant::now()));
    }

    /// The steps, after the last one.
    pub(super) fn finish(mut self) -> Vec<(&'static str, Duration)> {
        self.end();
        self.done
    }

    fn end(&mut self) {
        self.done.extend(self.current.take().map(|(title, began)| (title, began.elapsed())));
    }
}
