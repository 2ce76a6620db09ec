use crate::syntax::lex::{Token, TokenKind as T};
use crate::syntax::{Expr, ExprKind, ForExpr, ForKind, Ident};

use super::parser::{Node, Parsed, Parser};

/// `for key, value in collection`, in an expression or a template.
pub(super) struct ForHeader {
    pub(super) key_var: Option<Ident>,
    pub(super) value_var: Ident,
    pub(super) collection: Node,
}

impl Parser<'_> {
    /// The rest of `[for x in xs : x]`, from `for` on.
    pub(super) fn for_tuple(&mut self, open: Token) -> Parsed<Node> {
        let header = self.for_header("Invalid 'for' expression")?;
        self.for_colon()?;
        let value = self.expression()?;
        let mut height = header.collection.height.max(value.height);
        if self.at(T::FatArrow) {
            return self.bad_for("An expression in brackets makes a tuple, which has no keys.");
        }
        if self.at(T::Ellipsis) {
            return self.bad_for("An expression in brackets makes a tuple, in which nothing is grouped.");
        }
        let condition = self.for_condition(&mut height)?;
        let Some(close) = self.eat(T::CloseBracket) else {
            return self.unbalanced("Invalid 'for' expression", "bracket", open);
        };
        self.for_node(open, close, header, ForKind::Tuple { value: value.expr }, condition, height)
    }

    /// The rest of `{for k, v in m : k => v}`, from `for` on.
    pub(super) fn for_object(&mut self, open: Token) -> Parsed<Node> {
        let header = self.for_header("Invalid 'for' expression")?;
        self.for_colon()?;
        let key = self.expression()?;
        if self.eat(T::FatArrow).is_none() {
            return self.bad_for("An expression in braces makes an object: `key => value` must stand here.");
        }
        let value = self.expression()?;
        let mut height = header.collection.height.max(key.height).max(value.height);
        let group = self.eat(T::Ellipsis).is_some();
        let condition = self.for_condition(&mut height)?;
        let Some(close) = self.eat(T::CloseBrace) else {
            return self.unbalanced("Invalid 'for' expression", "brace", open);
        };
        let kind = ForKind::Object { key: key.expr, value: value.expr, group };
        self.for_node(open, close, header, kind, condition, height)
    }

    fn for_node(
        &mut self,
        open: Token,
        close: Token,
        header: ForHeader,
        kind: ForKind,
        condition: Option<Expr>,
        height: u32,
    ) -> Parsed<Node> {
        let span = self.span(open).to(self.span(close));
        let ForHeader { key_var, value_var, collection } = header;
        let parts = ForExpr { key_var, value_var, collection: collection.expr, kind, condition };
        self.node(ExprKind::For(Box::new(parts)), span, height + 1)
    }

    /// `for x in xs` or `for k, v in m`. The next token is `for`.
    pub(super) fn for_header(&mut self, summary: &str) -> Parsed<ForHeader> {
        self.bump();
        let mut key_var = None;
        let mut value_var = self.for_name(summary)?;
        if self.eat(T::Comma).is_some() {
            key_var = Some(value_var);
            value_var = self.for_name(summary)?;
        }
        if !self.at_word("in") {
            return self.wrong(summary, "After the names the word `in` must follow.");
        }
        self.bump();
        let collection = self.expression()?;
        Ok(ForHeader { key_var, value_var, collection })
    }

    fn for_name(&mut self, summary: &str) -> Parsed<Ident> {
        match self.eat(T::Identifier) {
            Some(token) => Ok(self.ident(token)),
            None => self.wrong(summary, "The name of a variable must stand here."),
        }
    }

    fn for_colon(&mut self) -> Parsed<()> {
        if self.eat(T::Colon).is_some() {
            return Ok(());
        }
        self.bad_for("After the collection a colon must follow.")
    }

    fn for_condition(&mut self, height: &mut u32) -> Parsed<Option<Expr>> {
        if !self.at_word("if") {
            return Ok(None);
        }
        self.bump();
        let condition = self.expression()?;
        *height = (*height).max(condition.height);
        Ok(Some(condition.expr))
    }

    #[cold]
    fn bad_for<U>(&mut self, detail: &str) -> Parsed<U> {
        self.wrong("Invalid 'for' expression", detail)
    }
}
