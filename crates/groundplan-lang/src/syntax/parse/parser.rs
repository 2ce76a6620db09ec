use groundplan_diag::{Diagnostic, Diags, Span};

use crate::syntax::lex::{Start, Token, TokenKind, lex};
use crate::syntax::{Expr, ExprKind};

use super::Origin;

/// How deep brackets, templates and blocks may be nested. Bounds the stack that parsing needs, whatever the input.
pub(in crate::syntax) const MAX_NESTING: u32 = 128;

/// How high a tree may be, chains of operators and of steps included. Bounds the stack that evaluation and dropping need.
pub(super) const MAX_HEIGHT: u32 = 400;

/// How many errors of a file are worth showing.
const MAX_ERRORS: usize = 50;

/// An error has been reported; the item in which it stands cannot be finished.
#[derive(Debug)]
pub(super) struct Reported;

pub(super) type Parsed<T> = Result<T, Reported>;

/// An expression and the height of its tree.
pub(super) struct Node {
    pub(super) expr: Expr,
    pub(super) height: u32,
}

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    /// Index of the token after the last one that was taken.
    pub(super) behind: usize,
    /// Index of the next token that counts: no comment, and no newline where those are white space.
    next: usize,
    newlines: bool,
    origin: Origin,
    nesting: u32,
    diags: Diags,
    /// How often the rest of the file was lexed again.
    pub(super) relexed: u32,
    /// Whether it was said that a block is not closed.
    pub(super) unclosed: bool,
    /// The first block whose closing brace stands further left than the block does.
    pub(super) closed_outside: Option<Span>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(origin: Origin, text: &'a str, start: Start) -> Self {
        let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let mut parser = Self {
            text,
            tokens: lex(text, bom, start),
            behind: 0,
            next: 0,
            newlines: true,
            origin,
            nesting: 0,
            diags: Diags::new(),
            relexed: 0,
            unclosed: false,
            closed_outside: None,
        };
        parser.go_to(0);
        parser
    }

    pub(super) fn finish(self) -> Diags {
        self.diags
    }

    /// The next token that counts.
    pub(super) fn token(&self) -> Token {
        self.raw(self.next)
    }

    /// The token at an index, of all tokens; the last one beyond the end.
    pub(super) fn raw(&self, index: usize) -> Token {
        let eof = Token { kind: TokenKind::Eof, start: 0, end: 0 };
        self.tokens.get(index).or(self.tokens.last()).copied().unwrap_or(eof)
    }

    /// The index of the next token that counts.
    pub(super) fn index(&self) -> usize {
        self.next
    }

    /// What kind the next token is. A comment that counts does so because it ends a line.
    pub(super) fn kind(&self) -> TokenKind {
        match self.token().kind {
            TokenKind::Comment => TokenKind::Newline,
            kind => kind,
        }
    }

    pub(super) fn at(&self, kind: TokenKind) -> bool {
        self.kind() == kind
    }

    /// Whether the next token is this word.
    pub(super) fn at_word(&self, word: &str) -> bool {
        self.at(TokenKind::Identifier) && self.source(self.token()) == word
    }

    /// Takes the next token.
    pub(super) fn bump(&mut self) -> Token {
        let token = self.token();
        if token.kind != TokenKind::Eof {
            self.go_to(self.next + 1);
        }
        token
    }

    /// Takes the next token if it is of this kind.
    pub(super) fn eat(&mut self, kind: TokenKind) -> Option<Token> {
        self.at(kind).then(|| self.bump())
    }

    /// Goes on behind a token, wherever that is.
    pub(super) fn go_to(&mut self, index: usize) {
        self.behind = index.min(self.tokens.len().saturating_sub(1));
        self.next = self.behind;
        while let Some(token) = self.tokens.get(self.next) {
            let skipped = match token.kind {
                TokenKind::Newline => !self.newlines,
                TokenKind::Comment => !self.newlines || !token.ends_line(self.text),
                _ => false,
            };
            if !skipped {
                break;
            }
            self.next += 1;
        }
    }

    /// Goes on behind a token that was taken: what was read since belongs to something else.
    pub(super) fn go_back_to(&mut self, token: Token) {
        self.go_to(self.tokens.partition_point(|other| other.start <= token.start));
    }

    /// Parses something in which newlines count, or do not.
    pub(super) fn with_newlines<T>(&mut self, count: bool, parse: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.newlines, count);
        self.go_to(self.behind);
        let result = parse(self);
        self.newlines = before;
        self.go_to(self.behind);
        result
    }

    /// A token's text.
    pub(super) fn source(&self, token: Token) -> &'a str {
        token.text(self.text)
    }

    pub(super) fn span(&self, token: Token) -> Span {
        self.origin.span(token.start, token.end)
    }

    /// A span from offsets in the text.
    pub(super) fn span_at(&self, start: u32, end: u32) -> Span {
        self.origin.span(start, end)
    }

    /// The place of the next token. The end of a line is a place without width.
    pub(super) fn here(&self) -> Span {
        let span = self.span(self.token());
        if self.at(TokenKind::Newline) { span.at_start() } else { span }
    }

    /// Goes one level down in the tree.
    pub(super) fn enter(&mut self) -> Parsed<()> {
        if self.nesting >= MAX_NESTING {
            return self.too_deep(self.here(), MAX_NESTING);
        }
        self.nesting += 1;
        Ok(())
    }

    pub(super) fn leave(&mut self) {
        self.nesting -= 1;
    }

    /// An expression that is `height` high.
    pub(super) fn node(&mut self, kind: ExprKind, span: Span, height: u32) -> Parsed<Node> {
        if height > MAX_HEIGHT {
            return self.too_deep(span, MAX_HEIGHT);
        }
        Ok(Node { expr: Expr { kind, span }, height })
    }

    #[cold]
    pub(super) fn too_deep<T>(&mut self, at: Span, limit: u32) -> Parsed<T> {
        self.report(
            Diagnostic::error("Nested too deeply")
                .detail(format!("Expressions and blocks may be nested {limit} deep at most."))
                .label(at.at_start(), "too deep here")
                .help("give parts of it names, for instance as local values"),
        )
    }

    /// Reports that the next token does not fit.
    ///
    /// Messages are put together in functions that parse nothing, here and in `messages.rs`, so that they take no stack
    /// while the parser is deep in the tree.
    #[cold]
    pub(super) fn wrong<T>(&mut self, summary: &str, detail: &str) -> Parsed<T> {
        let error = Diagnostic::error(summary).detail(detail).label(self.here(), self.found());
        self.fail(error)
    }

    /// Reports that the next token does not fit, and points at another place, too.
    #[cold]
    pub(super) fn wrong_in<T>(&mut self, summary: &str, detail: &str, place: Span, what: &str) -> Parsed<T> {
        let error = Diagnostic::error(summary).detail(detail).label(self.here(), self.found()).also(place, what);
        self.fail(error)
    }

    /// Reports an error about the next token. If that token can never be right, says why instead.
    #[cold]
    pub(super) fn fail<T>(&mut self, error: Diagnostic) -> Parsed<T> {
        let error = self.lexical_error(self.token()).unwrap_or(error);
        self.report(error)
    }

    /// Reports an error.
    #[cold]
    pub(super) fn report<T>(&mut self, error: Diagnostic) -> Parsed<T> {
        self.diags.push(error);
        Err(Reported)
    }

    /// Whether so much is wrong that reading on helps nobody.
    pub(super) fn gave_up(&mut self) -> bool {
        if self.diags.len() < MAX_ERRORS {
            return false;
        }
        self.diags.push(
            Diagnostic::error("Too many syntax errors")
                .detail("The rest of the file was not read.")
                .help("if this is not a Terraform file, it should have another name"),
        );
        true
    }
}
