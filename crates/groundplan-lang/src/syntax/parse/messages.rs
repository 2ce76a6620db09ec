//! What to say about a token that does not fit.

use groundplan_diag::{Diagnostic, Span};

use crate::syntax::lex::{Token, TokenKind as T};

use super::parser::{Parsed, Parser};

impl Parser<'_> {
    /// What the next token is, to be shown beside it.
    pub(super) fn found(&self) -> String {
        let token = self.token();
        match self.kind() {
            T::Eof => "the text ends here".into(),
            T::Newline => "the line ends here".into(),
            T::OpenQuote => "found a string".into(),
            T::OpenHeredoc | T::BadHeredoc => "found a heredoc".into(),
            T::CloseQuote | T::MissingQuote => "the string ends here".into(),
            _ => format!("found `{}`", self.source(token).trim()),
        }
    }

    /// An error about a token that is never right, whatever was expected.
    pub(super) fn lexical_error(&self, token: Token) -> Option<Diagnostic> {
        let span = self.span(token);
        let invalid = |detail: &str| Diagnostic::error("Invalid character").detail(detail).at(span);
        Some(match token.kind {
            T::And | T::Or | T::Tilde | T::Caret => {
                let error =
                    Diagnostic::error("Unsupported operator").detail("There are no bitwise operators.").at(span);
                match token.kind {
                    T::And => error.help("the logical operator is `&&`"),
                    T::Or => error.help("the logical operator is `||`"),
                    T::Tilde => error.help("the logical operator is `!`"),
                    _ => error,
                }
            }
            T::Apostrophe => {
                invalid("Strings are not written in single quotes.").help("write the string in double quotes (\")")
            }
            T::Backtick => {
                invalid("A backtick has no meaning.").help("a string of several lines is a heredoc: `<<EOT`")
            }
            T::Semicolon => invalid("A semicolon has no meaning.")
                .help("arguments and blocks are separated by newlines, elements of collections by commas"),
            T::QuotedNewline => Diagnostic::error("Invalid multi-line string")
                .detail("A string in quotes must end on the line on which it begins.")
                .label(span.at_start(), "the line ends inside the string")
                .help("write `\\n` for a line break, or the whole as a heredoc: `<<EOT`"),
            T::MissingQuote => Diagnostic::error("Unterminated string").at(span),
            T::BadHeredoc => Diagnostic::error("Invalid heredoc")
                .detail("A heredoc begins with `<<` or `<<-` and a bare name, and the line ends there.")
                .label(self.span_of_line(token), "quotes or blanks do not belong here"),
            T::BadShift => Diagnostic::error("Invalid heredoc")
                .detail("A heredoc begins with `<<` or `<<-` and a bare name, and the line ends there.")
                .label(span, "no name follows, or the line goes on behind it"),
            T::UnfinishedHeredoc => Diagnostic::error("Unterminated heredoc")
                .detail("The line that ends a heredoc must itself end with a newline.")
                .label(span, "the file ends here")
                .help("add a newline at the end of the file"),
            T::UnclosedComment => Diagnostic::error("Unterminated comment")
                .detail("There is no `*/` after this `/*`.")
                .label(self.span_at(token.start, token.start + 2), "begins here"),
            T::Invalid => self.invalid_character(token),
            _ => return None,
        })
    }

    /// The place of a token without the newline that it ends with.
    pub(super) fn span_of_line(&self, token: Token) -> Span {
        let len = self.source(token).trim_end_matches(['\r', '\n']).len();
        self.span_at(token.start, token.start.saturating_add(u32::try_from(len).unwrap_or(u32::MAX)))
    }

    fn invalid_character(&self, token: Token) -> Diagnostic {
        let error = |detail: String| Diagnostic::error("Invalid character").detail(detail).at(self.span(token));
        match self.source(token).chars().next() {
            Some('\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2018}' | '\u{2019}') => {
                error("Typographic quotes have no meaning; they come from copying out of a formatted text.".into())
                    .help("write strings in straight double quotes (\")")
            }
            Some(c) if c.is_whitespace() => {
                error(format!("This is not an ordinary space or newline but U+{:04X}.", u32::from(c)))
                    .help("replace it with an ordinary one")
            }
            Some(c) => error(format!("The character U+{:04X} is not used in the language.", u32::from(c))),
            None => error("This character is not used in the language.".into()),
        }
    }

    #[cold]
    pub(super) fn no_item<U>(&mut self) -> Parsed<U> {
        let error = match self.kind() {
            T::OpenQuote => Diagnostic::error("Invalid argument name")
                .detail("The name of an argument or block is written without quotes.")
                .label(self.here(), "quoted here"),
            T::CloseBrace => Diagnostic::error("Argument or block definition required")
                .detail("This brace closes nothing.")
                .label(self.here(), "no block is open here")
                .help("remove it, or look for a brace that closes a block too early above"),
            _ => Diagnostic::error("Argument or block definition required")
                .detail("An argument (`name = value`) or a block (`type { … }`) must stand here.")
                .label(self.here(), self.found()),
        };
        self.fail(error)
    }

    #[cold]
    pub(super) fn neither_attribute_nor_block<U>(&mut self, name: Token) -> Parsed<U> {
        let (name_span, name) = (self.span(name), self.source(name));
        let error = Diagnostic::error("Argument or block definition required").label(self.here(), self.found());
        let error = match self.kind() {
            T::Colon => error.detail("An argument is set with an equals sign.").help(format!("write `{name} = …`")),
            T::Dot => error
                .detail("The name of an argument is one word, without dots.")
                .also(name_span, "the name begins here"),
            T::OpenBracket => error.detail("A single element cannot be set; an argument is set as a whole."),
            T::Newline | T::Eof => {
                error.detail("A name alone means nothing.").help(format!("to set it, write `{name} = …`"))
            }
            _ => error
                .detail("After a name an equals sign must follow, or a block's labels and its opening brace.")
                .also(name_span, "the name"),
        };
        self.fail(error)
    }

    #[cold]
    pub(super) fn no_label<U>(&mut self, kind: Token) -> Parsed<U> {
        let kind_span = self.span(kind);
        let error = Diagnostic::error("Invalid block definition").label(self.here(), self.found());
        let error = match self.kind() {
            T::Equal => error
                .detail("A block has no equals sign, and an argument's name is one word.")
                .also(kind_span, "the block begins here"),
            T::Newline => error
                .detail("A block's opening brace must stand on the line on which the block begins.")
                .also(kind_span, "the block begins here"),
            _ => error
                .detail("After a block's type its labels must follow, names or quoted strings, then an opening brace.")
                .also(kind_span, "the block begins here"),
        };
        self.fail(error)
    }

    #[cold]
    pub(super) fn no_end_of_attribute<U>(&mut self) -> Parsed<U> {
        let error = match self.kind() {
            T::Comma => Diagnostic::error("Unexpected comma after argument")
                .detail("Arguments are separated by newlines.")
                .label(self.here(), "remove this comma"),
            _ => Diagnostic::error("Missing newline after argument")
                .detail("The line must end after an argument's value.")
                .label(self.here(), self.found()),
        };
        self.fail(error)
    }

    #[cold]
    pub(super) fn no_end_of_one_line_block<U>(&mut self, brace: Span) -> Parsed<U> {
        let error = Diagnostic::error("Invalid single-argument block definition")
            .detail(
                "A block with an argument on the line of its opening brace must end on that line, after that argument.",
            )
            .label(self.here(), self.found())
            .also(brace, "the block begins here")
            .help("give each argument in the block a line of its own");
        self.fail(error)
    }
}
