use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, FileId, Span};
use groundplan_value::{Number, Value};

use crate::syntax::parse::{MAX_NESTING, template_or_errors};
use crate::syntax::{Expr, ExprKind, ObjectItem, ObjectKey, Origin, Template};

use super::scan::{Scanned, Scanner, Stopped, Text};

/// Reads a JSON text as an expression. The first error ends it.
pub(super) struct Parser<'a> {
    scanner: Scanner<'a>,
    nesting: u32,
}

impl<'a> Parser<'a> {
    pub(super) fn new(file: FileId, text: &'a str) -> Self {
        Self { scanner: Scanner::new(file, text), nesting: 0 }
    }

    pub(super) fn finish(self) -> Diags {
        self.scanner.finish()
    }

    /// The whole text.
    pub(super) fn document(&mut self) -> Option<Expr> {
        let value = self.value().ok()?;
        if self.scanner.is_at_end() {
            return Some(value);
        }
        let _: Scanned<()> = self.wrong("Extraneous data after value", "The text goes on after its end.");
        None
    }

    fn value(&mut self) -> Scanned<Expr> {
        match self.scanner.peek() {
            b'{' => self.nested(Self::object),
            b'[' => self.nested(Self::array),
            b'"' => Ok(string(self.scanner.string()?)),
            b'-' | b'0'..=b'9' => self.number(),
            b'a'..=b'z' | b'A'..=b'Z' => self.keyword(),
            _ if self.scanner.is_at_end() => {
                self.wrong("Missing JSON value", "The text ends where a value must stand.")
            }
            _ => self.wrong(
                "Invalid start of value",
                "A value begins with a brace, a bracket, a quote, a digit or a letter.",
            ),
        }
    }

    fn nested(&mut self, parse: impl FnOnce(&mut Self, Span) -> Scanned<Expr>) -> Scanned<Expr> {
        let open = self.scanner.here();
        if self.nesting >= MAX_NESTING {
            return self.scanner.fail(
                Diagnostic::error("Nested too deeply")
                    .detail(format!("Values may be nested {MAX_NESTING} deep at most."))
                    .label(open, "too deep here"),
            );
        }
        self.nesting += 1;
        let value = parse(self, open);
        self.nesting -= 1;
        value
    }

    fn number(&mut self) -> Scanned<Expr> {
        let (text, span) = self.scanner.number()?;
        match Number::parse(text) {
            Some(number) => Ok(Expr { kind: ExprKind::Literal(Value::number(number)), span }),
            None => self.scanner.fail(
                Diagnostic::error("Invalid JSON number")
                    .detail("The number is beyond what can be represented.")
                    .at(span),
            ),
        }
    }

    fn keyword(&mut self) -> Scanned<Expr> {
        let (word, span) = self.scanner.word();
        let value = match word {
            "true" => Value::TRUE,
            "false" => Value::FALSE,
            "null" => Value::NULL,
            _ => {
                let error = Diagnostic::error("Invalid JSON keyword")
                    .detail("The words of JSON are true, false and null; strings stand in quotes.")
                    .at(span);
                return self.scanner.fail(match groundplan_value::nearest(word, ["true", "false", "null"]) {
                    Some(near) => error.help(format!("did you mean `{near}`?")),
                    None => error,
                });
            }
        };
        Ok(Expr { kind: ExprKind::Literal(value), span })
    }

    fn array(&mut self, open: Span) -> Scanned<Expr> {
        self.scanner.eat(b'[');
        let mut elements = Vec::new();
        if let Some(close) = self.scanner.eat(b']') {
            return Ok(Expr { kind: ExprKind::Tuple(elements), span: open.to(close) });
        }
        loop {
            elements.push(self.value()?);
            if let Some(close) = self.scanner.eat(b']') {
                return Ok(Expr { kind: ExprKind::Tuple(elements), span: open.to(close) });
            }
            self.comma(b']', open)?;
        }
    }

    fn object(&mut self, open: Span) -> Scanned<Expr> {
        self.scanner.eat(b'{');
        let mut items = Vec::new();
        if let Some(close) = self.scanner.eat(b'}') {
            return Ok(Expr { kind: ExprKind::Object(items), span: open.to(close) });
        }
        loop {
            items.push(self.property(open)?);
            if let Some(close) = self.scanner.eat(b'}') {
                return Ok(Expr { kind: ExprKind::Object(items), span: open.to(close) });
            }
            self.comma(b'}', open)?;
        }
    }

    fn property(&mut self, open: Span) -> Scanned<ObjectItem> {
        if self.scanner.is_at_end() {
            return self.unclosed(open);
        }
        if self.scanner.peek() != b'"' {
            return self
                .wrong("Invalid object property name", "The name of a property must stand here, in double quotes.");
        }
        let key = string(self.scanner.string()?);
        if self.scanner.eat(b':').is_none() {
            return self.wrong("Missing property value", "After a property's name a colon and the value must follow.");
        }
        Ok(ObjectItem { key: ObjectKey::Expr(key), value: self.value()? })
    }

    /// The comma before a further element.
    fn comma(&mut self, closer: u8, open: Span) -> Scanned<()> {
        let Some(comma) = self.scanner.eat(b',') else {
            if self.scanner.is_at_end() {
                return self.unclosed(open);
            }
            let closer = char::from(closer);
            return self.wrong("Missing comma", &format!("After an element a comma or a `{closer}` must follow."));
        };
        if self.scanner.peek() == closer {
            return self.scanner.fail(
                Diagnostic::error("Trailing comma")
                    .detail("In JSON there is no comma after the last element.")
                    .label(comma, "remove this comma"),
            );
        }
        Ok(())
    }

    #[cold]
    fn unclosed<T>(&mut self, open: Span) -> Scanned<T> {
        let end = self.scanner.here();
        self.scanner.fail(
            Diagnostic::error("Unclosed bracket")
                .detail("The text ends before the closing bracket.")
                .label(open, "opened here")
                .also(end, "the text ends here"),
        )
    }

    #[cold]
    fn wrong<T>(&mut self, summary: &str, detail: &str) -> Scanned<T> {
        let here = self.scanner.here();
        self.scanner.fail::<T>(Diagnostic::error(summary).detail(detail).at(here)).map_err(|Stopped| Stopped)
    }
}

/// A string as the template that it is.
fn string(text: Text) -> Expr {
    let span = text.span;
    let inside = Span { start: span.start.saturating_add(1), ..span };
    let origin = if text.verbatim { Origin::part(inside) } else { Origin::made_from(span) };
    let parts = template_or_errors(origin, &text.text);
    Expr { kind: ExprKind::Template(Template { parts, json: Some(Arc::from(text.text)) }), span }
}
