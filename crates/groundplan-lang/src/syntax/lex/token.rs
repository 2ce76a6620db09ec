/// A token: its kind and the bytes that it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    /// Offset of the first byte in the lexed text.
    pub(crate) start: u32,
    /// Offset after the last byte.
    pub(crate) end: u32,
}

impl Token {
    /// The token's own text.
    pub(crate) fn text(self, source: &str) -> &str {
        source.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// Whether it ends a line: a newline, or a line comment, which covers the newline that ends it.
    pub(crate) fn ends_line(self, source: &str) -> bool {
        match self.kind {
            TokenKind::Newline => true,
            TokenKind::Comment => self.text(source).ends_with('\n'),
            _ => false,
        }
    }
}

/// The kinds of tokens. White space between tokens has none: it is what tokens do not cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// `{`
    OpenBrace,
    /// `}`
    CloseBrace,
    /// `[`
    OpenBracket,
    /// `]`
    CloseBracket,
    /// `(`
    OpenParen,
    /// `)`
    CloseParen,
    /// `"` that begins a quoted template.
    OpenQuote,
    /// `"` that ends a quoted template.
    CloseQuote,
    /// `<<EOT` or `<<-EOT` with the newline after it.
    OpenHeredoc,
    /// The marker that ends a heredoc, with the white space before it, without the newline after it.
    CloseHeredoc,
    /// `${` or `${~`
    OpenInterpolation,
    /// `%{` or `%{~`
    OpenDirective,
    /// `}` or `~}` that ends an interpolation or a directive.
    CloseSequence,
    /// Text in a quoted template, with escapes.
    QuotedText,
    /// Text in a heredoc or a bare template, at most up to the end of a line.
    PlainText,
    Identifier,
    Number,
    Star,
    Slash,
    Plus,
    Minus,
    Percent,
    Equal,
    EqualEqual,
    BangEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    AndAnd,
    OrOr,
    Bang,
    Dot,
    Comma,
    ColonColon,
    Ellipsis,
    FatArrow,
    Question,
    Colon,
    /// `#…`, `//…` with the newline that ends it, or `/*…*/`.
    Comment,
    Newline,
    /// The end of the text; always the last token, and empty.
    Eof,

    // What follows is never valid. It has kinds so that messages can say what is wrong.
    And,
    Or,
    Tilde,
    Caret,
    Apostrophe,
    Backtick,
    Semicolon,
    /// A line break inside quotes, where the string goes on in the next line.
    QuotedNewline,
    /// The place where a quoted template ends without a quote; empty. Stands for the quote.
    MissingQuote,
    /// A heredoc's first line that is not quite right; the heredoc's text and end follow.
    BadHeredoc,
    /// `<<` with nothing that could be a marker.
    BadShift,
    /// A heredoc's end that no newline follows; stands for [`TokenKind::CloseHeredoc`].
    UnfinishedHeredoc,
    /// `/*` up to the end of the text.
    UnclosedComment,
    /// A character that the language does not use.
    Invalid,
}
