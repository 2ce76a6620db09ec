use std::sync::Arc;

use groundplan_diag::Diagnostic;
use groundplan_value::{Number, Value};

use crate::syntax::lex::{Token, TokenKind as T};
use crate::syntax::{Call, Expr, ExprKind, Ident, Traversal};

use super::parser::{Node, Parsed, Parser};

impl Parser<'_> {
    /// An operand without the steps that may follow it.
    pub(super) fn operand(&mut self) -> Parsed<Node> {
        match self.kind() {
            T::Identifier => self.name_or_call(),
            T::Number => {
                let token = self.bump();
                let number = self.number(token)?;
                self.node(ExprKind::Literal(Value::number(number)), self.span(token), 1)
            }
            T::OpenQuote => self.quoted_template(),
            T::OpenHeredoc => self.heredoc_template(),
            T::OpenParen => self.parens(),
            T::OpenBracket => self.tuple(),
            T::OpenBrace => self.object(),
            _ => self.no_operand(),
        }
    }

    #[cold]
    fn no_operand(&mut self) -> Parsed<Node> {
        let error = match self.kind() {
            T::Eof => Diagnostic::error("Missing expression")
                .detail("The text ends where an expression must stand.")
                .label(self.here(), "an expression is missing here"),
            T::Newline => Diagnostic::error("Invalid expression")
                .detail("The line ends where an expression must stand.")
                .label(self.here(), "an expression is missing here")
                .help("an expression can go on in the next line only inside parentheses or brackets"),
            _ => Diagnostic::error("Invalid expression")
                .detail("An expression must stand here.")
                .label(self.here(), self.found()),
        };
        self.fail(error)
    }

    /// The value of a number token.
    pub(super) fn number(&mut self, token: Token) -> Parsed<Number> {
        if let Some(number) = Number::parse(self.source(token)) {
            return Ok(number);
        }
        self.report(
            Diagnostic::error("Invalid number literal")
                .detail("A number is written in decimal digits, with one point and an exponent at most.")
                .at(self.span(token)),
        )
    }

    fn parens(&mut self) -> Parsed<Node> {
        let open = self.bump();
        let inner = self.with_newlines(false, |parser| {
            let inner = parser.expression()?;
            match parser.eat(T::CloseParen) {
                Some(close) => Ok((inner, close)),
                None => parser.unbalanced("Unbalanced parentheses", "parenthesis", open),
            }
        });
        let (inner, close) = inner?;
        let span = self.span(open).to(self.span(close));
        self.node(ExprKind::Parens(Box::new(inner.expr)), span, inner.height + 1)
    }

    /// An error about a missing closing bracket.
    #[cold]
    pub(super) fn unbalanced<U>(&mut self, summary: &str, what: &str, open: Token) -> Parsed<U> {
        self.wrong_in(summary, &format!("A closing {what} must stand here."), self.span(open), "opened here")
    }

    fn name_or_call(&mut self) -> Parsed<Node> {
        let token = self.bump();
        if matches!(self.kind(), T::OpenParen | T::ColonColon) {
            return self.call(token);
        }
        let span = self.span(token);
        let kind = match self.source(token) {
            "true" => ExprKind::Literal(Value::TRUE),
            "false" => ExprKind::Literal(Value::FALSE),
            "null" => ExprKind::Literal(Value::NULL),
            _ => ExprKind::Traversal(Traversal { root: self.ident(token), steps: Vec::new() }),
        };
        self.node(kind, span, 1)
    }

    fn call(&mut self, first: Token) -> Parsed<Node> {
        let name = self.function_name(first)?;
        let Some(open) = self.eat(T::OpenParen) else {
            let detail = "A name with `::` is a function's, and its arguments must follow.";
            return self.wrong_in("Missing open parenthesis", detail, name.span, "the function");
        };
        let mut arguments = Arguments::default();
        let close = self.with_newlines(false, |parser| parser.arguments(&mut arguments, &name, open))?;
        let parens = self.span(open).to(self.span(close));
        let span = name.span.to(parens);
        let Arguments { args, expand_last, height } = arguments;
        self.node(ExprKind::Call(Call { name, args, expand_last, parens }), span, height + 1)
    }

    fn function_name(&mut self, first: Token) -> Parsed<Ident> {
        if !self.at(T::ColonColon) {
            return Ok(self.ident(first));
        }
        let mut name = self.source(first).to_owned();
        let mut span = self.span(first);
        while self.eat(T::ColonColon).is_some() {
            let Some(part) = self.eat(T::Identifier) else {
                return self.wrong("Missing function name", "After `::` a name must follow.");
            };
            name.push_str("::");
            name.push_str(self.source(part));
            span = span.to(self.span(part));
        }
        Ok(Ident { name: Arc::from(name), span })
    }

    /// Arguments up to the closing parenthesis, which is given.
    fn arguments(&mut self, arguments: &mut Arguments, name: &Ident, open: Token) -> Parsed<Token> {
        loop {
            if let Some(close) = self.eat(T::CloseParen) {
                return Ok(close);
            }
            if self.at(T::Eof) {
                return self.unterminated_call(name, open);
            }
            let argument = self.expression()?;
            arguments.height = arguments.height.max(argument.height);
            arguments.args.push(argument.expr);
            match self.kind() {
                T::Comma => {
                    self.bump();
                }
                T::CloseParen => {}
                T::Ellipsis => {
                    self.bump();
                    arguments.expand_last = true;
                    return match self.eat(T::CloseParen) {
                        Some(close) => Ok(close),
                        None => {
                            let detail = "An argument that stands for many (with `...`) must be the last.";
                            self.wrong_in("Missing closing parenthesis", detail, self.span(open), "opened here")
                        }
                    };
                }
                T::Eof => {}
                _ => {
                    let detail = "Arguments are separated by commas, and the last is followed by a parenthesis.";
                    return self.wrong_in(
                        "Missing argument separator",
                        detail,
                        name.span,
                        "in the call of this function",
                    );
                }
            }
        }
    }

    #[cold]
    fn unterminated_call<U>(&mut self, name: &Ident, open: Token) -> Parsed<U> {
        let error = Diagnostic::error("Unterminated function call")
            .detail("The text ends before the closing parenthesis of this call.")
            .label(name.span.to(self.span(open)), "begins here")
            .also(self.here(), "the text ends here");
        self.fail(error)
    }
}

#[derive(Default)]
struct Arguments {
    args: Vec<Expr>,
    expand_last: bool,
    height: u32,
}
