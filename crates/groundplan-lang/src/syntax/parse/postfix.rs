use groundplan_diag::{Diagnostic, Span};

use crate::syntax::lex::{Token, TokenKind as T};
use crate::syntax::{ExprKind, Index, Splat, Step, Traversal};

use super::parser::{Node, Parsed, Parser};

impl Parser<'_> {
    /// An operand and the steps, indexes and splats on it.
    pub(super) fn operand_with_steps(&mut self) -> Parsed<Node> {
        let operand = self.operand()?;
        self.steps(operand)
    }

    fn steps(&mut self, mut node: Node) -> Parsed<Node> {
        loop {
            node = match self.kind() {
                T::Dot => {
                    let dot = self.bump();
                    match self.eat(T::Star) {
                        Some(star) => self.attribute_splat(node, dot, star)?,
                        None => self.dot_step(node, dot)?,
                    }
                }
                T::OpenBracket => {
                    let open = self.bump();
                    match self.eat(T::Star) {
                        Some(_) => return self.full_splat(node, open),
                        None => self.index_step(node, open)?,
                    }
                }
                _ => return Ok(node),
            };
        }
    }

    /// `.name`, or `.0`, which is an old way to write `[0]`.
    fn dot_step(&mut self, node: Node, dot: Token) -> Parsed<Node> {
        let step = match self.kind() {
            T::Identifier => {
                let name = self.bump();
                Step::Attr(self.source(name).into(), self.span(dot).to(self.span(name)))
            }
            T::Number => {
                let token = self.bump();
                let span = self.span(dot).to(self.span(token));
                if self.source(token).contains('.') {
                    return self.two_legacy_indexes(token, span);
                }
                Step::Index(self.number(token)?, span)
            }
            T::Star => return self.nested_splat(),
            _ => return self.wrong("Invalid attribute name", "After a dot the name of an attribute must follow."),
        };
        self.add_step(node, step)
    }

    #[cold]
    fn two_legacy_indexes<U>(&mut self, token: Token, span: Span) -> Parsed<U> {
        let (first, second) = self.source(token).split_once('.').unwrap_or_default();
        self.report(
            Diagnostic::error("Invalid legacy index syntax")
                .detail("Two indexes in a row cannot be written with dots.")
                .at(span)
                .help(format!("write `[{first}][{second}]`")),
        )
    }

    #[cold]
    fn nested_splat<U>(&mut self) -> Parsed<U> {
        let error = Diagnostic::error("Nested splat expression not allowed")
            .detail("A splat with a dot (`.*`) can take attributes only, no other splat.")
            .at(self.here())
            .help("write both as `[*]`");
        self.fail(error)
    }

    /// `[key]`. A literal string or number is a static step.
    fn index_step(&mut self, node: Node, open: Token) -> Parsed<Node> {
        let inside = self.with_newlines(false, |parser| {
            let key = parser.expression()?;
            match parser.eat(T::CloseBracket) {
                Some(close) => Ok((key, close)),
                None => parser.unbalanced("Missing close bracket on index", "bracket", open),
            }
        });
        let (key, close) = inside?;
        let brackets = self.span(open).to(self.span(close));
        let step = match &key.expr.kind {
            ExprKind::Literal(value) => value.as_number().map(|number| Step::Index(number.clone(), brackets)),
            ExprKind::Template(template) => template.as_literal().map(|text| Step::Key(text, brackets)),
            _ => None,
        };
        if let Some(step) = step {
            return self.add_step(node, step);
        }
        let span = node.expr.span.to(brackets);
        let height = node.height.max(key.height) + 1;
        let index = Index { collection: node.expr, key: key.expr, brackets };
        self.node(ExprKind::Index(Box::new(index)), span, height)
    }

    fn add_step(&mut self, mut node: Node, step: Step) -> Parsed<Node> {
        let span = node.expr.span.to(step.span());
        if let ExprKind::Traversal(traversal) = &mut node.expr.kind {
            traversal.steps.push(step);
            node.expr.span = span;
            return Ok(node);
        }
        self.node(ExprKind::Step(Box::new(node.expr), step), span, node.height + 1)
    }

    /// `.*` and the attributes after it; what else follows is on the result as a whole.
    fn attribute_splat(&mut self, source: Node, dot: Token, star: Token) -> Parsed<Node> {
        let marker = self.span(dot).to(self.span(star));
        let mut each = self.node(ExprKind::SplatItem, marker, 1)?;
        while let Some(dot) = self.eat(T::Dot) {
            each = self.dot_step(each, dot)?;
        }
        self.splat(source, each, marker)
    }

    /// `[*]` and all that follows it.
    fn full_splat(&mut self, source: Node, open: Token) -> Parsed<Node> {
        let Some(close) = self.eat(T::CloseBracket) else {
            return self.unbalanced("Missing close bracket on splat index", "bracket", open);
        };
        let marker = self.span(open).to(self.span(close));
        let item = self.node(ExprKind::SplatItem, marker, 1)?;
        self.enter()?;
        let each = self.steps(item);
        self.leave();
        self.splat(source, each?, marker)
    }

    fn splat(&mut self, source: Node, each: Node, marker: Span) -> Parsed<Node> {
        let span = source.expr.span.to(each.expr.span);
        let height = source.height.max(each.height) + 1;
        let splat = Splat { source: source.expr, each: each.expr, marker };
        self.node(ExprKind::Splat(Box::new(splat)), span, height)
    }

    /// A whole text that is a name with static steps.
    pub(super) fn traversal(&mut self) -> Parsed<Traversal> {
        if !self.at(T::Identifier) {
            return self.wrong("Variable name required", "A reference begins with a name.");
        }
        let name = self.bump();
        let root = Traversal { root: self.ident(name), steps: Vec::new() };
        let mut node = self.node(ExprKind::Traversal(root), self.span(name), 1)?;
        loop {
            node = match self.kind() {
                T::Dot => {
                    let dot = self.bump();
                    match self.kind() {
                        T::Number | T::Star => return self.no_static_step(),
                        _ => self.dot_step(node, dot)?,
                    }
                }
                T::OpenBracket => {
                    let open = self.bump();
                    self.index_step(node, open)?
                }
                T::Eof => break,
                _ => return self.no_static_step(),
            };
        }
        match node.expr.kind {
            ExprKind::Traversal(traversal) => Ok(traversal),
            _ => {
                let error = Diagnostic::error("Index value required")
                    .detail("Only literal numbers and strings may stand in the brackets of a reference here.")
                    .at(node.expr.span);
                self.report(error)
            }
        }
    }

    fn no_static_step<U>(&mut self) -> Parsed<U> {
        let detail = "A reference here is a name with attributes (`.name`) and literal indexes (`[0]`, `[\"key\"]`).";
        self.wrong("Invalid reference", detail)
    }
}
