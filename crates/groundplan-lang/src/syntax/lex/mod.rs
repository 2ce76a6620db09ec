//! From text to tokens. Total: any text gives tokens, what is wrong included, and joined with the white space between
//! them they give the text again. Formatting relies on that.

mod code;
mod template;
mod token;

pub use code::is_identifier;
pub(crate) use token::{Token, TokenKind};

/// What the text as a whole is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// A file or an expression.
    Code,
    /// A template without quotes.
    Template,
}

/// The tokens of `text` from byte `from`. The last one is [`TokenKind::Eof`].
pub(crate) fn lex(text: &str, from: usize, start: Start) -> Vec<Token> {
    let mode = match start {
        Start::Code => Mode::Code { braces: 0, sequence: false },
        Start::Template => Mode::Bare,
    };
    let tokens = Vec::with_capacity(text.len().saturating_sub(from) / 5 + 1);
    let mut lexer = Lexer { text, bytes: text.as_bytes(), at: from, modes: vec![mode], tokens };
    while lexer.at < text.len() {
        match lexer.modes.last().copied() {
            Some(Mode::Code { .. }) | None => lexer.code(),
            Some(Mode::Quoted { until }) => lexer.quoted(until),
            Some(Mode::Heredoc { marker, line_start }) => lexer.heredoc(marker, line_start),
            Some(Mode::Bare) => lexer.bare(),
        }
    }
    lexer.push(TokenKind::Eof, text.len(), text.len());
    lexer.tokens
}

/// What the lexer is in; a stack of these nests templates in code and code in templates.
#[derive(Clone, Copy, Debug)]
enum Mode {
    /// Code, with the braces opened in it, and whether it is inside `${…}` or `%{…}`.
    Code { braces: u32, sequence: bool },
    /// Between quotes, in a string that was seen to go on up to this offset.
    Quoted { until: usize },
    /// In a heredoc with the marker at this range, at the start of a line or not.
    Heredoc { marker: (usize, usize), line_start: bool },
    /// In a template that is the whole text.
    Bare,
}

struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    modes: Vec<Mode>,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    /// The byte at an offset from here, 0 beyond the end.
    fn byte(&self, offset: usize) -> u8 {
        self.bytes.get(self.at + offset).copied().unwrap_or(0)
    }

    fn push(&mut self, kind: TokenKind, start: usize, end: usize) {
        let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.tokens.push(Token { kind, start: cut(start), end: cut(end) });
    }

    /// Pushes a token of `len` bytes and goes behind it.
    fn take(&mut self, kind: TokenKind, len: usize) {
        let end = (self.at + len).min(self.bytes.len());
        self.push(kind, self.at, end);
        self.at = end;
    }

    /// The rest of the text.
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The length in bytes of the character here.
    fn char_len(&self) -> usize {
        self.rest().chars().next().map_or(1, char::len_utf8)
    }
}
