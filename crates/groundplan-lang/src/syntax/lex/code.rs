use super::{Lexer, Mode, TokenKind};

/// Whether a text is one identifier: a valid name of anything in the language.
#[must_use]
pub fn is_identifier(text: &str) -> bool {
    !text.is_empty() && identifier_len(text) == text.len()
}

/// The length in bytes of the identifier that the text begins with, 0 if it begins with none.
///
/// Identifiers are those of Unicode (UAX #31), and may begin with an underscore and go on with dashes.
pub(super) fn identifier_len(text: &str) -> usize {
    let mut len = 0;
    for c in text.chars() {
        let fits = match c {
            'a'..='z' | 'A'..='Z' | '_' => true,
            '0'..='9' | '-' => len > 0,
            _ if c.is_ascii() => false,
            _ if len == 0 => unicode_ident::is_xid_start(c),
            _ => unicode_ident::is_xid_continue(c),
        };
        if !fits {
            break;
        }
        len += c.len_utf8();
    }
    len
}

impl Lexer<'_> {
    /// One token outside of templates, or white space.
    pub(super) fn code(&mut self) {
        use TokenKind as T;
        match (self.byte(0), self.byte(1)) {
            (b' ' | b'\t', _) => {
                while matches!(self.byte(0), b' ' | b'\t') {
                    self.at += 1;
                }
            }
            (b'\n', _) => self.take(T::Newline, 1),
            (b'\r', b'\n') => self.take(T::Newline, 2),
            (b'#', _) | (b'/', b'/') => self.line_comment(),
            (b'/', b'*') => self.block_comment(),
            (b'0'..=b'9', _) => self.number(),
            (b'"', _) => {
                self.take(T::OpenQuote, 1);
                self.modes.push(Mode::Quoted { until: 0 });
            }
            (b'{', _) => {
                if let Some(Mode::Code { braces, .. }) = self.modes.last_mut() {
                    *braces += 1;
                }
                self.take(T::OpenBrace, 1);
            }
            (b'}', _) => self.close(T::CloseBrace, 1),
            (b'~', b'}') => self.close(T::CloseSequence, 2),
            (b'<', b'<') if self.byte(2) != b'<' => self.open_heredoc(),
            (b'=', b'=') => self.take(T::EqualEqual, 2),
            (b'=', b'>') => self.take(T::FatArrow, 2),
            (b'!', b'=') => self.take(T::BangEqual, 2),
            (b'<', b'=') => self.take(T::LessEqual, 2),
            (b'>', b'=') => self.take(T::GreaterEqual, 2),
            (b'&', b'&') => self.take(T::AndAnd, 2),
            (b'|', b'|') => self.take(T::OrOr, 2),
            (b':', b':') => self.take(T::ColonColon, 2),
            (b'.', b'.') if self.byte(2) == b'.' => self.take(T::Ellipsis, 3),
            (first, _) => match symbol(first) {
                Some(kind) => self.take(kind, 1),
                None => self.identifier(),
            },
        }
    }

    fn identifier(&mut self) {
        match identifier_len(self.rest()) {
            0 => self.take(TokenKind::Invalid, self.char_len()),
            len => self.take(TokenKind::Identifier, len),
        }
    }

    fn line_comment(&mut self) {
        let len = self.rest().find('\n').map_or(self.rest().len(), |at| at + 1);
        self.take(TokenKind::Comment, len);
    }

    fn block_comment(&mut self) {
        match self.rest().get(2..).and_then(|inside| inside.find("*/")) {
            Some(len) => self.take(TokenKind::Comment, len + 4),
            None => self.take(TokenKind::UnclosedComment, self.rest().len()),
        }
    }

    /// Digits, points and exponents in any order, which the parser checks; a point at the end is not part of it, so that
    /// `f(1...)` and `a.0.b` come out right.
    fn number(&mut self) {
        let mut len = 1;
        let mut seen = 1;
        loop {
            let exponent = |offset: usize| self.byte(seen + offset).is_ascii_digit();
            match self.byte(seen) {
                b'0'..=b'9' => seen += 1,
                b'.' => {
                    seen += 1;
                    continue;
                }
                b'e' | b'E' if exponent(1) => seen += 2,
                b'e' | b'E' if matches!(self.byte(seen + 1), b'+' | b'-') && exponent(2) => seen += 3,
                _ => break,
            }
            len = seen;
        }
        self.take(TokenKind::Number, len);
    }

    /// A closing brace, which ends the interpolation or directive around it when it is at its level.
    fn close(&mut self, kind: TokenKind, len: usize) {
        if let Some(Mode::Code { braces, sequence }) = self.modes.last_mut() {
            if *braces > 0 {
                *braces -= 1;
            } else if *sequence {
                self.modes.pop();
                return self.take(TokenKind::CloseSequence, len);
            }
        }
        self.take(kind, len);
    }

    /// `<<EOT` or `<<-EOT` and the end of the line. A marker in quotes or blanks after it are common mistakes: the text is
    /// then read as was meant, and only the first line is wrong.
    fn open_heredoc(&mut self) {
        let mut len = if self.byte(2) == b'-' { 3 } else { 2 };
        let quoted = matches!(self.byte(len), b'"' | b'\'');
        len += usize::from(quoted);
        let marker_len = self.rest().get(len..).map_or(0, identifier_len);
        let marker = (self.at + len, self.at + len + marker_len);
        len += marker_len + usize::from(quoted);
        let blanks =
            self.rest().get(len..).unwrap_or_default().bytes().take_while(|b| matches!(b, b' ' | b'\t')).count();
        len += blanks;
        len += usize::from(self.byte(len) == b'\r');
        if marker_len == 0 || self.byte(len) != b'\n' {
            return self.take(TokenKind::BadShift, 2);
        }
        let clean = !quoted && blanks == 0;
        self.take(if clean { TokenKind::OpenHeredoc } else { TokenKind::BadHeredoc }, len + 1);
        self.modes.push(Mode::Heredoc { marker, line_start: true });
    }
}

fn symbol(byte: u8) -> Option<TokenKind> {
    use TokenKind as T;
    Some(match byte {
        b'[' => T::OpenBracket,
        b']' => T::CloseBracket,
        b'(' => T::OpenParen,
        b')' => T::CloseParen,
        b'.' => T::Dot,
        b',' => T::Comma,
        b'*' => T::Star,
        b'/' => T::Slash,
        b'%' => T::Percent,
        b'+' => T::Plus,
        b'-' => T::Minus,
        b'=' => T::Equal,
        b'<' => T::Less,
        b'>' => T::Greater,
        b'!' => T::Bang,
        b'?' => T::Question,
        b':' => T::Colon,
        b'&' => T::And,
        b'|' => T::Or,
        b'~' => T::Tilde,
        b'^' => T::Caret,
        b';' => T::Semicolon,
        b'`' => T::Backtick,
        b'\'' => T::Apostrophe,
        _ => return None,
    })
}
