use groundplan_diag::{Diagnostic, Span};

use crate::syntax::lex::{Token, TokenKind as T};
use crate::syntax::{ExprKind, Template};

use super::for_expr::ForHeader;
use super::parser::{Node, Parsed, Parser};
use super::template_tree::{build, remove_indentation};

/// A part of a template before directives are matched with their ends.
pub(super) enum Piece {
    /// Text: a run of it in quotes, at most a line elsewhere.
    Text(String, Span),
    /// `${…}`
    Interpolation(Node),
    /// `%{ if … }`
    If(Node, Span),
    /// `%{ else }`
    Else(Span),
    /// `%{ endif }`
    EndIf(Span),
    /// `%{ for … }`
    For(ForHeader, Span),
    /// `%{ endfor }`
    EndFor(Span),
}

impl Parser<'_> {
    /// `"…"`
    pub(super) fn quoted_template(&mut self) -> Parsed<Node> {
        let open = self.bump();
        let pieces = self.pieces(T::CloseQuote, open)?;
        let close = self.bump();
        self.template_node(pieces, open, close)
    }

    /// `<<EOT …` or `<<-EOT …`
    pub(super) fn heredoc_template(&mut self) -> Parsed<Node> {
        let open = self.bump();
        let mut pieces = self.pieces(T::CloseHeredoc, open)?;
        let close = self.bump();
        if self.source(open).starts_with("<<-") {
            remove_indentation(&mut pieces);
        }
        self.template_node(pieces, open, close)
    }

    /// A template that is the whole text.
    pub(super) fn bare_template(&mut self) -> Parsed<Template> {
        let start = self.token();
        let pieces = self.pieces(T::Eof, start)?;
        let end = self.here();
        Ok(build(self, pieces, end)?.0)
    }

    fn template_node(&mut self, pieces: Vec<Piece>, open: Token, close: Token) -> Parsed<Node> {
        let span = self.span(open).to(self.span(close));
        let (template, height) = build(self, pieces, self.span(close))?;
        self.node(ExprKind::Template(template), span, height + 1)
    }

    /// Pieces up to a token of the kind `end`, which is not taken.
    fn pieces(&mut self, end: T, open: Token) -> Parsed<Vec<Piece>> {
        let mut pieces = Vec::new();
        // Whether the sequence before ended with `~}`.
        let mut strip = false;
        while !self.at(end) {
            let token = self.token();
            match token.kind {
                T::QuotedText | T::PlainText => {
                    self.bump();
                    let text = self.unescaped(token)?;
                    let text = if strip { text.trim_start().to_owned() } else { text };
                    strip = false;
                    pieces.push(Piece::Text(text, self.span(token)));
                }
                T::OpenInterpolation | T::OpenDirective => {
                    if let (3, Some(Piece::Text(text, _))) = (token.end - token.start, pieces.last_mut()) {
                        text.truncate(text.trim_end().len());
                    }
                    let (piece, close) = self.with_newlines(false, |parser| parser.sequence(end))?;
                    pieces.push(piece);
                    strip = close.end - close.start == 2;
                }
                _ => return self.unterminated_template(end, open),
            }
        }
        Ok(pieces)
    }

    #[cold]
    fn unterminated_template<U>(&mut self, end: T, open: Token) -> Parsed<U> {
        if end != T::CloseHeredoc {
            return self.unterminated_string(open);
        }
        let marker = self.source(open).trim_start_matches(['<', '-']).trim();
        let error = Diagnostic::error("Unterminated heredoc")
            .detail(format!("No line follows that holds only {marker}."))
            .label(self.span_of_line(open), "the heredoc begins here");
        match self.line_with(marker, open.end) {
            Some(line) => self.fail(error.also(line, "only the marker may stand on its line")),
            None => self.fail(error),
        }
    }

    /// The place of the marker that begins a line after this offset, whatever follows it.
    fn line_with(&self, marker: &str, mut offset: u32) -> Option<Span> {
        let length = |text: &str| u32::try_from(text.len()).unwrap_or(u32::MAX);
        for line in self.text.get(offset as usize..)?.split_inclusive('\n') {
            let text = line.trim_start();
            let rest = text.strip_prefix(marker);
            if rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'))) {
                let start = offset + length(line) - length(text);
                return Some(self.span_at(start, start + length(marker)));
            }
            offset += length(line);
        }
        None
    }

    /// `${…}` or `%{…}` in a template that ends with a token of the kind `end`.
    fn sequence(&mut self, end: T) -> Parsed<(Piece, Token)> {
        let open = self.bump();
        if open.kind == T::OpenDirective {
            return self.directive(open);
        }
        if self.at(T::CloseSequence) {
            return self.empty_interpolation(open);
        }
        let node = self.expression()?;
        match self.eat(T::CloseSequence) {
            Some(close) => Ok((Piece::Interpolation(node), close)),
            None => self.unclosed_interpolation(open, end),
        }
    }

    #[cold]
    fn empty_interpolation<U>(&mut self, open: Token) -> Parsed<U> {
        let error = Diagnostic::error("Missing expression")
            .detail("An interpolation must hold an expression.")
            .label(self.span(open).to(self.here()), "nothing is interpolated here")
            .help("for the characters themselves write `$${`");
        self.fail(error)
    }

    #[cold]
    fn unclosed_interpolation<U>(&mut self, open: Token, end: T) -> Parsed<U> {
        let quote = matches!(self.kind(), T::OpenQuote | T::CloseQuote | T::MissingQuote);
        let next_line = || self.indent_of(self.token()).is_some();
        if self.at(T::Eof) || end == T::CloseQuote && (quote || next_line()) {
            let error = Diagnostic::error("Unclosed template interpolation sequence")
                .detail("The interpolation has no closing brace.")
                .label(self.span(open), "begins here")
                .also(self.here(), "a brace may be missing here");
            let failed = self.report(error);
            self.go_back_to(open);
            return failed;
        }
        let error = Diagnostic::error("Extra characters after interpolation expression")
            .detail("After the expression a closing brace must follow.")
            .label(self.here(), self.found())
            .also(self.span(open), "the interpolation begins here")
            .help("if this is text of another language, such as a shell, write `$${` for `${`");
        self.fail(error)
    }

    fn directive(&mut self, open: Token) -> Parsed<(Piece, Token)> {
        let keyword = self.token();
        let name = if self.at(T::Identifier) { self.source(keyword) } else { "" };
        let mut piece = match name {
            "for" => Piece::For(self.for_header("Invalid 'for' directive")?, self.span(open)),
            "if" => {
                self.bump();
                Piece::If(self.expression()?, self.span(open))
            }
            "else" | "endif" | "endfor" => {
                self.bump();
                let span = self.span(open);
                match name {
                    "else" => Piece::Else(span),
                    "endif" => Piece::EndIf(span),
                    _ => Piece::EndFor(span),
                }
            }
            _ => return self.no_directive(open, name),
        };
        let Some(close) = self.eat(T::CloseSequence) else {
            let detail = "The directive must end here with a closing brace.";
            let begin = self.span(open);
            return self.wrong_in("Extra characters in template directive", detail, begin, "the directive begins here");
        };
        let end = self.span(close);
        if let Piece::If(_, span) | Piece::Else(span) | Piece::EndIf(span) | Piece::For(_, span) | Piece::EndFor(span) =
            &mut piece
        {
            *span = span.to(end);
        }
        Ok((piece, close))
    }

    #[cold]
    fn no_directive<U>(&mut self, open: Token, name: &str) -> Parsed<U> {
        let directives = ["if", "else", "endif", "for", "endfor"];
        let error = Diagnostic::error("Invalid template directive")
            .detail("After `%{` one of if, else, endif, for and endfor must stand.")
            .label(self.span(open).to(self.here()), self.found());
        let error = match groundplan_value::nearest(name, directives) {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error.help("for the characters themselves write `%%{`"),
        };
        self.fail(error)
    }
}
