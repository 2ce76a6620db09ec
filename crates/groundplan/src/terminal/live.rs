/// Takes back what stands in the last line.
const CLEAR: &str = "\r\x1b[2K";

/// The line at the bottom of a terminal that is written again and again. Turns what is to be shown into what is to be
/// written.
#[derive(Debug, Default)]
pub(super) struct Live {
    shown: Option<String>,
}

impl Live {
    /// Lines above the live line.
    pub(super) fn above(&mut self, text: &str) -> String {
        match &self.shown {
            Some(line) => format!("{CLEAR}{text}{line}"),
            None => text.to_owned(),
        }
    }

    /// Another live line, or none.
    pub(super) fn replace(&mut self, line: Option<String>) -> String {
        if self.shown == line {
            return String::new();
        }
        let clear = if self.shown.is_some() { CLEAR } else { "" };
        let written = format!("{clear}{}", line.as_deref().unwrap_or_default());
        self.shown = line;
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_stands_above_the_live_line_and_nothing_of_it_is_left() {
        let mut live = Live::default();
        let mut written = live.above("first\n");
        written += &live.replace(Some("1 done".into()));
        written += &live.replace(Some("1 done".into()));
        written += &live.above("second\n");
        written += &live.replace(Some("2 done".into()));
        written += &live.replace(None);
        written += &live.above("third\n");
        assert_eq!(written.replace(CLEAR, "<"), "first\n1 done<second\n1 done<2 done<third\n");
    }
}
