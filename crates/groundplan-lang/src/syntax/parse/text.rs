use std::sync::Arc;

use groundplan_diag::{Diagnostic, Span};

use crate::syntax::lex::{Token, TokenKind as T};

use super::parser::{Parsed, Parser};

impl Parser<'_> {
    /// The text that a template's text token stands for.
    pub(super) fn unescaped(&mut self, token: Token) -> Parsed<String> {
        let source = self.source(token);
        let quoted = token.kind == T::QuotedText;
        let mut text = String::with_capacity(source.len());
        let mut rest = source;
        while let Some(at) = rest.find(|c| matches!(c, '$' | '%') || quoted && c == '\\') {
            let (before, from) = rest.split_at(at);
            text.push_str(before);
            let len = if from.starts_with("$${") || from.starts_with("%%{") {
                text.push_str(&from[1..3]);
                3
            } else if from.starts_with('\\') {
                let start = token.start + u32::try_from(source.len() - from.len()).unwrap_or(0);
                self.escape(from, start, &mut text)?
            } else {
                text.push_str(&from[..1]);
                1
            };
            rest = from.get(len..).unwrap_or_default();
        }
        text.push_str(rest);
        Ok(text)
    }

    /// Adds what an escape stands for and gives its length in the source.
    fn escape(&mut self, from: &str, start: u32, text: &mut String) -> Parsed<usize> {
        let letter = from.chars().nth(1);
        let digits = match letter {
            Some('u') => 4,
            Some('U') => 8,
            Some(simple) => {
                let stands_for = match simple {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    '"' | '\\' => simple,
                    _ => return self.bad_escape(start, 1 + simple.len_utf8()),
                };
                text.push(stands_for);
                return Ok(2);
            }
            None => return self.bad_escape(start, 1),
        };
        let hex = from.bytes().skip(2).take(digits).take_while(u8::is_ascii_hexdigit).count();
        let code = from.get(2..2 + hex).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let at = self.span_at(start, start + 2 + u32::try_from(hex).unwrap_or(0));
        if hex < digits {
            return self.report(
                Diagnostic::error("Invalid escape sequence")
                    .detail(format!("After \\{} there must be {digits} hexadecimal digits.", letter.unwrap_or('u')))
                    .at(at),
            );
        }
        let Some(c) = code.and_then(char::from_u32) else {
            return self.report(
                Diagnostic::error("Invalid escape sequence").detail("There is no character of this number.").at(at),
            );
        };
        text.push(c);
        Ok(2 + digits)
    }

    #[cold]
    fn bad_escape(&mut self, start: u32, len: usize) -> Parsed<usize> {
        let end = start + u32::try_from(len).unwrap_or(1);
        let of_sequence = matches!(self.text.as_bytes().get(start as usize + 1), Some(b'$' | b'%' | b'{'));
        self.report(
            Diagnostic::error("Invalid escape sequence")
                .detail("The escapes are \\n, \\r, \\t, \\\", \\\\, \\uNNNN and \\UNNNNNNNN.")
                .at(self.span_at(start, end))
                .help(if of_sequence { "for `${` itself write `$${`" } else { "for a backslash write two" }),
        )
    }

    /// A string in quotes that may hold no interpolation, such as a label.
    pub(super) fn plain_string(&mut self) -> Parsed<(Arc<str>, Span)> {
        let open = self.bump();
        let mut text = String::new();
        loop {
            match self.kind() {
                T::QuotedText => {
                    let token = self.bump();
                    text.push_str(&self.unescaped(token)?);
                }
                T::CloseQuote => {
                    let close = self.bump();
                    return Ok((text.into(), self.span(open).to(self.span(close))));
                }
                T::OpenInterpolation | T::OpenDirective => {
                    let sign = self.source(self.token()).get(..1).unwrap_or("$");
                    let error = Diagnostic::error("Invalid string literal")
                        .detail("Nothing can be interpolated in this string.")
                        .at(self.here())
                        .help(format!("for the characters themselves write `{sign}{sign}{{`"));
                    return self.fail(error);
                }
                _ => return self.unterminated_string(open),
            }
        }
    }

    pub(super) fn unterminated_string<U>(&mut self, open: Token) -> Parsed<U> {
        let error = Diagnostic::error("Unterminated string")
            .detail("The string has no closing quote.")
            .label(self.span(open), "the string begins here")
            .also(self.here(), self.found());
        let failed = if self.at(T::MissingQuote) { self.report(error) } else { self.fail(error) };
        self.go_back_to(open);
        failed
    }
}
