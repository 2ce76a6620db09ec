use crate::syntax::lex::{Token, TokenKind as T};
use crate::syntax::{BinaryOp, Conditional, ExprKind, UnaryOp};

use super::parser::{Node, Parsed, Parser};

impl Parser<'_> {
    /// Any expression.
    pub(super) fn expression(&mut self) -> Parsed<Node> {
        self.enter()?;
        let node = self.conditional();
        self.leave();
        node
    }

    /// An operation, or a conditional. What follows the colon may be a conditional in turn, in a chain of any length.
    fn conditional(&mut self) -> Parsed<Node> {
        let mut node = self.operation()?;
        if !self.at(T::Question) {
            return Ok(node);
        }
        let mut chain: Vec<(Node, Node)> = Vec::new();
        while let Some(question) = self.eat(T::Question) {
            let then = self.expression()?;
            if self.eat(T::Colon).is_none() {
                let detail = "A conditional is written `condition ? value : other`.";
                let question = self.span(question);
                return self.wrong_in("Missing false expression in conditional", detail, question, "the conditional");
            }
            chain.push((node, then));
            node = self.operation()?;
        }
        while let Some((condition, then)) = chain.pop() {
            let span = condition.expr.span.to(node.expr.span);
            let height = condition.height.max(then.height).max(node.height) + 1;
            let parts = Conditional { condition: condition.expr, then: then.expr, otherwise: node.expr };
            node = self.node(ExprKind::Conditional(Box::new(parts)), span, height)?;
        }
        Ok(node)
    }

    /// Operands joined by binary operators. All operators associate to the left.
    fn operation(&mut self) -> Parsed<Node> {
        let mut right = self.unary()?;
        let mut left: Vec<(Node, BinaryOp)> = Vec::new();
        while let Some(operator) = binary(self.kind()) {
            right = self.join(&mut left, right, precedence(operator))?;
            self.bump();
            left.push((right, operator));
            right = self.unary()?;
        }
        self.join(&mut left, right, 0)
    }

    /// Joins an operand with those to its left whose operators bind at least as much.
    fn join(&mut self, left: &mut Vec<(Node, BinaryOp)>, mut right: Node, at_least: u8) -> Parsed<Node> {
        while let Some((operand, operator)) = left.pop_if(|(_, operator)| precedence(*operator) >= at_least) {
            let span = operand.expr.span.to(right.expr.span);
            let height = operand.height.max(right.height) + 1;
            let kind = ExprKind::Binary(operator, Box::new(operand.expr), Box::new(right.expr));
            right = self.node(kind, span, height)?;
        }
        Ok(right)
    }

    fn unary(&mut self) -> Parsed<Node> {
        let mut operators: Vec<(UnaryOp, Token)> = Vec::new();
        loop {
            let operator = match self.kind() {
                T::Minus => UnaryOp::Negate,
                T::Bang => UnaryOp::Not,
                _ => break,
            };
            operators.push((operator, self.bump()));
        }
        let mut node = self.operand_with_steps()?;
        while let Some((operator, token)) = operators.pop() {
            let span = self.span(token).to(node.expr.span);
            node = self.node(ExprKind::Unary(operator, Box::new(node.expr)), span, node.height + 1)?;
        }
        Ok(node)
    }
}

fn binary(kind: T) -> Option<BinaryOp> {
    Some(match kind {
        T::Plus => BinaryOp::Add,
        T::Minus => BinaryOp::Subtract,
        T::Star => BinaryOp::Multiply,
        T::Slash => BinaryOp::Divide,
        T::Percent => BinaryOp::Modulo,
        T::EqualEqual => BinaryOp::Equal,
        T::BangEqual => BinaryOp::NotEqual,
        T::Less => BinaryOp::Less,
        T::LessEqual => BinaryOp::LessEqual,
        T::Greater => BinaryOp::Greater,
        T::GreaterEqual => BinaryOp::GreaterEqual,
        T::AndAnd => BinaryOp::And,
        T::OrOr => BinaryOp::Or,
        _ => return None,
    })
}

/// How much an operator binds, from 1.
fn precedence(operator: BinaryOp) -> u8 {
    match operator {
        BinaryOp::Or => 1,
        BinaryOp::And => 2,
        BinaryOp::Equal | BinaryOp::NotEqual => 3,
        BinaryOp::Less | BinaryOp::LessEqual | BinaryOp::Greater | BinaryOp::GreaterEqual => 4,
        BinaryOp::Add | BinaryOp::Subtract => 5,
        BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::Modulo => 6,
    }
}
