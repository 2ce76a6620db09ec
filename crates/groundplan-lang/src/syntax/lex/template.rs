use super::{Lexer, Mode, TokenKind};

impl Lexer<'_> {
    /// One token between quotes.
    pub(super) fn quoted(&mut self, until: usize) {
        match self.byte(0) {
            b'"' => {
                self.modes.pop();
                self.take(TokenKind::CloseQuote, 1);
            }
            b'\n' | b'\r' => self.line_break_in_quotes(until),
            _ if self.open_sequence() => {}
            _ => {
                let len = self.text_len(true);
                self.take(TokenKind::QuotedText, len);
            }
        }
    }

    /// Quotes must end on their line. Either the string was meant to go on in the next lines, or its end was forgotten:
    /// then what follows is code again, so that one mistake is not read as many. `until` is where a string that goes on
    /// was seen to end.
    fn line_break_in_quotes(&mut self, until: usize) {
        let end = if self.at < until { Some(until) } else { self.string_goes_on() };
        if let Some(end) = end {
            let len = self.rest().find(|c| c != '\n' && c != '\r').unwrap_or(self.rest().len());
            self.take(TokenKind::QuotedNewline, len);
            if let Some(Mode::Quoted { until }) = self.modes.last_mut() {
                *until = end;
            }
        } else {
            self.modes.pop();
            self.push(TokenKind::MissingQuote, self.at, self.at);
        }
    }

    /// The place of the next quote, when what follows it on its line looks like the end of an item.
    fn string_goes_on(&self) -> Option<usize> {
        let quote = self.rest().find('"')?;
        let after = self.rest().get(quote + 1..)?;
        let line = after.split('\n').next().unwrap_or_default();
        line.trim_matches([' ', '\t', '\r', ',', ')', ']', '}']).is_empty().then_some(self.at + quote)
    }

    /// One token in a heredoc: its end, a sequence, or the text of a line.
    pub(super) fn heredoc(&mut self, marker: (usize, usize), line_start: bool) {
        if line_start && self.heredoc_ends(marker) {
            return;
        }
        if self.at_lone_return() {
            return self.take(TokenKind::Invalid, 1);
        }
        let text_follows = !self.open_sequence();
        let len = if text_follows { self.text_len(false) } else { 0 };
        let ends_line = len > 0 && self.byte(len - 1) == b'\n';
        if len > 0 {
            self.take(TokenKind::PlainText, len);
        }
        let heredoc = self.modes.iter_mut().rev().find(|mode| matches!(mode, Mode::Heredoc { .. }));
        if let Some(Mode::Heredoc { line_start, .. }) = heredoc {
            *line_start = ends_line;
        }
    }

    fn heredoc_ends(&mut self, (start, end): (usize, usize)) -> bool {
        let line = self.rest().split('\n').next().unwrap_or_default();
        let is_last = line.len() == self.rest().len();
        let line = line.strip_suffix('\r').unwrap_or(line);
        if Some(line.trim()) != self.text.get(start..end) || line.contains('\r') {
            return false;
        }
        let len = line.len();
        self.modes.pop();
        self.take(if is_last { TokenKind::UnfinishedHeredoc } else { TokenKind::CloseHeredoc }, len);
        true
    }

    /// One token of a template that is the whole text. A carriage return that ends no line ends the template: what follows
    /// is text, whatever it looks like. HCL's scanner does that, and template files in use depend on it unknowingly.
    pub(super) fn bare(&mut self) {
        if self.at_lone_return() {
            self.take(TokenKind::PlainText, self.rest().len());
        } else if !self.open_sequence() {
            let len = self.text_len(false);
            self.take(TokenKind::PlainText, len);
        }
    }

    fn at_lone_return(&self) -> bool {
        self.byte(0) == b'\r' && self.byte(1) != b'\n'
    }

    /// Takes `${`, `${~`, `%{` or `%{~` if it is here.
    fn open_sequence(&mut self) -> bool {
        let kind = match (self.byte(0), self.byte(1)) {
            (b'$', b'{') => TokenKind::OpenInterpolation,
            (b'%', b'{') => TokenKind::OpenDirective,
            _ => return false,
        };
        self.take(kind, if self.byte(2) == b'~' { 3 } else { 2 });
        self.modes.push(Mode::Code { braces: 0, sequence: true });
        true
    }

    /// The length of the text here up to the next sequence, the end of the line (which belongs to unquoted text) or, in
    /// quotes, the closing quote. Not 0, because the callers have looked for those.
    fn text_len(&self, quoted: bool) -> usize {
        let mut len = 0;
        while let Some(&byte) = self.bytes.get(self.at + len) {
            match byte {
                b'$' | b'%' if self.byte(len + 1) == b'{' => break,
                // `$${` is an escape; of `$$${` the first sign is text.
                b'$' | b'%' if self.byte(len + 1) == byte && self.byte(len + 2) == b'{' => len += 3,
                b'\n' if !quoted => return len + 1,
                b'"' | b'\n' | b'\r' if quoted => break,
                b'\r' if self.byte(len + 1) != b'\n' => break,
                b'\\' if quoted && !matches!(self.byte(len + 1), b'\n' | b'\r' | 0) => len += 2,
                _ => len += 1,
            }
        }
        // Never inside a character: only ASCII ends a text, and what a backslash escapes is taken by its first byte.
        len.max(1).min(self.bytes.len() - self.at)
    }
}
