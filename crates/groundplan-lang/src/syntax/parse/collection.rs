use groundplan_diag::Diagnostic;

use crate::syntax::lex::{Token, TokenKind as T, is_identifier};
use crate::syntax::{Expr, ExprKind, Ident, ObjectItem, ObjectKey};

use super::parser::{Node, Parsed, Parser};

impl Parser<'_> {
    /// `[a, b]` or `[for …]`.
    pub(super) fn tuple(&mut self) -> Parsed<Node> {
        let open = self.bump();
        self.with_newlines(false, |parser| {
            if parser.at_word("for") {
                return parser.for_tuple(open);
            }
            let (mut elements, mut height) = (Vec::new(), 0);
            let close = parser.elements(open, &mut elements, &mut height)?;
            let span = parser.span(open).to(parser.span(close));
            parser.node(ExprKind::Tuple(elements), span, height + 1)
        })
    }

    fn elements(&mut self, open: Token, elements: &mut Vec<Expr>, height: &mut u32) -> Parsed<Token> {
        loop {
            if let Some(close) = self.eat(T::CloseBracket) {
                return Ok(close);
            }
            if self.at(T::Eof) {
                return self.no_separator(open, "tuple", "bracket", "");
            }
            let element = self.expression()?;
            *height = (*height).max(element.height);
            elements.push(element.expr);
            if self.eat(T::Comma).is_none() && !self.at(T::CloseBracket) {
                return self.no_separator(open, "tuple", "bracket", "Elements are separated by commas.");
            }
        }
    }

    #[cold]
    fn no_separator<U>(&mut self, open: Token, what: &str, bracket: &str, detail: &str) -> Parsed<U> {
        let error = if self.at(T::Eof) {
            Diagnostic::error(format!("Unterminated {what} constructor expression"))
                .detail(format!("The text ends before the closing {bracket}."))
                .label(self.span(open), "opened here")
                .also(self.here(), "the text ends here")
        } else {
            Diagnostic::error("Missing item separator")
                .detail(detail)
                .label(self.here(), self.found())
                .also(self.span(open), format!("in the {what} that begins here"))
        };
        self.fail(error)
    }

    /// `{ a = b }` or `{for …}`.
    pub(super) fn object(&mut self) -> Parsed<Node> {
        let open = self.bump();
        if self.with_newlines(false, |parser| parser.at_word("for")) {
            return self.with_newlines(false, |parser| parser.for_object(open));
        }
        self.with_newlines(true, |parser| {
            let (mut items, mut height) = (Vec::new(), 0);
            let close = parser.object_items(open, &mut items, &mut height)?;
            let span = parser.span(open).to(parser.span(close));
            parser.node(ExprKind::Object(items), span, height + 1)
        })
    }

    fn object_items(&mut self, open: Token, items: &mut Vec<ObjectItem>, height: &mut u32) -> Parsed<Token> {
        loop {
            if self.eat(T::Newline).is_some() {
                continue;
            }
            if let Some(close) = self.eat(T::CloseBrace) {
                return Ok(close);
            }
            let key = self.object_key(open, height)?;
            if !matches!(self.kind(), T::Equal | T::Colon) {
                return self.no_value(open);
            }
            self.bump();
            let value = self.expression()?;
            *height = (*height).max(value.height);
            items.push(ObjectItem { key, value: value.expr });
            if !matches!(self.kind(), T::CloseBrace | T::Comma | T::Newline) {
                return self.no_separator(open, "object", "brace", "Attributes are separated by newlines or commas.");
            }
            if !self.at(T::CloseBrace) {
                self.bump();
            }
        }
    }

    /// A bare name is the key itself. Any other expression is kept: what `a.b` means as a key is for the reader to say,
    /// since it is a reference to a provider in a `providers` argument and a mistake elsewhere.
    fn object_key(&mut self, open: Token, height: &mut u32) -> Parsed<ObjectKey> {
        if self.at(T::Eof) {
            return self.no_separator(open, "object", "brace", "");
        }
        let first = self.token();
        let key = self.expression()?;
        *height = (*height).max(key.height);
        let span = key.expr.span;
        let text = self.text.get(first.start as usize..self.raw(self.behind.saturating_sub(1)).end as usize);
        if let Some(name) = text.filter(|text| is_identifier(text)) {
            return Ok(ObjectKey::Name(Ident { name: name.into(), span }));
        }
        Ok(ObjectKey::Expr(key.expr))
    }

    #[cold]
    fn no_value<U>(&mut self, open: Token) -> Parsed<U> {
        let error = match self.kind() {
            T::Eof => return self.no_separator(open, "object", "brace", ""),
            T::Newline | T::Comma | T::CloseBrace => Diagnostic::error("Missing attribute value")
                .detail("After an attribute's name its value must follow, introduced by an equals sign.")
                .label(self.here(), self.found()),
            T::Identifier | T::Number => Diagnostic::error("Missing key/value separator")
                .detail("After an attribute's name an equals sign must follow.")
                .label(self.here(), self.found())
                .help("a name with dots or spaces must be written in quotes"),
            _ => Diagnostic::error("Missing key/value separator")
                .detail("After an attribute's name an equals sign must follow.")
                .label(self.here(), self.found()),
        };
        self.fail(error.also(self.span(open), "in the object that begins here"))
    }
}
