use groundplan_diag::{Diagnostic, Diags, FileId, Span};

/// An error has been reported; nothing more can be read.
pub(super) struct Stopped;

pub(super) type Scanned<T> = Result<T, Stopped>;

/// A place in a JSON text.
pub(super) struct Scanner<'a> {
    file: FileId,
    text: &'a str,
    at: usize,
    diags: Diags,
}

/// A string's text, and whether it is in the source as it is.
pub(super) struct Text {
    pub(super) text: String,
    pub(super) verbatim: bool,
    /// With the quotes.
    pub(super) span: Span,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(file: FileId, text: &'a str) -> Self {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self { file, text, at, diags: Diags::new() }
    }

    pub(super) fn finish(self) -> Diags {
        self.diags
    }

    /// The next byte that is no white space, which is not taken; 0 at the end.
    pub(super) fn peek(&mut self) -> u8 {
        while matches!(self.byte(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
        self.byte()
    }

    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    pub(super) fn is_at_end(&mut self) -> bool {
        self.peek();
        self.at >= self.text.len()
    }

    /// Takes the next byte that is no white space if it is this one, and gives its place.
    pub(super) fn eat(&mut self, byte: u8) -> Option<Span> {
        let found = self.peek() == byte;
        found.then(|| {
            self.at += 1;
            self.span(self.at - 1)
        })
    }

    /// The place from an offset to here.
    pub(super) fn span(&self, start: usize) -> Span {
        Span::new(self.file, start, self.at)
    }

    /// The place of the next character.
    pub(super) fn here(&mut self) -> Span {
        self.peek();
        let len = self.rest().chars().next().map_or(0, char::len_utf8);
        Span::new(self.file, self.at, self.at + len)
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    #[cold]
    pub(super) fn fail<T>(&mut self, error: Diagnostic) -> Scanned<T> {
        self.diags.push(error);
        Err(Stopped)
    }

    /// Letters and digits, as many as follow.
    pub(super) fn word(&mut self) -> (&'a str, Span) {
        let start = self.at;
        let len = self.rest().find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(self.rest().len());
        self.at += len;
        (self.text.get(start..self.at).unwrap_or_default(), self.span(start))
    }

    /// A number by JSON's grammar.
    pub(super) fn number(&mut self) -> Scanned<(&'a str, Span)> {
        let start = self.at;
        let len =
            self.rest().find(|c| !matches!(c, '0'..='9' | '+' | '-' | '.' | 'e' | 'E')).unwrap_or(self.rest().len());
        self.at += len;
        let text = self.text.get(start..self.at).unwrap_or_default();
        let span = self.span(start);
        if is_number(text) {
            return Ok((text, span));
        }
        self.fail(
            Diagnostic::error("Invalid JSON number")
                .detail("A number has decimal digits, no leading zeros, one point with digits around it and one exponent at most.")
                .at(span),
        )
    }

    /// A string. The next byte is its quote.
    pub(super) fn string(&mut self) -> Scanned<Text> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        let mut verbatim = true;
        loop {
            let plain = self.rest().find(|c| matches!(c, '"' | '\\' | '\0'..='\x1f')).unwrap_or(self.rest().len());
            text.push_str(self.rest().get(..plain).unwrap_or_default());
            self.at += plain;
            match self.byte() {
                b'"' => {
                    self.at += 1;
                    return Ok(Text { text, verbatim, span: self.span(start) });
                }
                b'\\' => {
                    verbatim = false;
                    text.push(self.escape()?);
                }
                _ => {
                    let place = Span::new(self.file, start, start + 1);
                    let here = Span::new(self.file, self.at, self.at);
                    return self.fail(
                        Diagnostic::error("Invalid JSON string")
                            .detail("A string must end on its line, and holds control characters as escapes only.")
                            .label(
                                here,
                                if self.at < self.text.len() { "not allowed here" } else { "the file ends here" },
                            )
                            .also(place, "the string begins here"),
                    );
                }
            }
        }
    }

    fn escape(&mut self) -> Scanned<char> {
        let start = self.at;
        let letter = self.rest().chars().nth(1).unwrap_or('\0');
        self.at += 1 + letter.len_utf8();
        Ok(match letter {
            '"' | '\\' | '/' => letter,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let Some(first) = self.code_unit() else { return self.bad_escape(start) };
                let second = if (0xd800..0xdc00).contains(&first) { self.low_surrogate() } else { None };
                let code = second.map_or(u32::from(first), |second| {
                    0x1_0000 + ((u32::from(first) - 0xd800) << 10) + (u32::from(second) - 0xdc00)
                });
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => return self.bad_escape(start),
        })
    }

    /// Four hexadecimal digits.
    fn code_unit(&mut self) -> Option<u16> {
        let digits = self.rest().get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        self.at += 4;
        u16::from_str_radix(digits, 16).ok()
    }

    /// The escape that makes a character of two, if it is here.
    fn low_surrogate(&mut self) -> Option<u16> {
        let before = self.at;
        if self.rest().starts_with("\\u") {
            self.at += 2;
            if let Some(unit) = self.code_unit().filter(|unit| (0xdc00..0xe000).contains(unit)) {
                return Some(unit);
            }
        }
        self.at = before;
        None
    }

    fn bad_escape<T>(&mut self, start: usize) -> Scanned<T> {
        self.at = self.at.min(self.text.len());
        let span = self.span(start);
        self.fail(
            Diagnostic::error("Invalid JSON string")
                .detail("The escapes are \\\", \\\\, \\/, \\b, \\f, \\n, \\r, \\t and \\uNNNN.")
                .at(span),
        )
    }
}

fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && digits(fraction)
        && digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
}
