//! From tokens to the tree.
//!
//! An error ends the item (the argument or the block's header) in which it is found; parsing goes on at the next item
//! that can be recognised. So there is at most one error for each item, and an error hides no other item's errors.

mod body;
mod collection;
mod expr;
mod for_expr;
mod messages;
mod operand;
mod origin;
mod parser;
mod postfix;
mod recover;
mod template;
mod template_tree;
mod text;

use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, FileId};

use self::parser::Parser;
use super::lex::Start;
use super::{Body, Expr, Template, TemplatePart, Traversal};

pub use self::origin::Origin;
pub(super) use self::parser::MAX_NESTING;

/// What a file holds.
#[derive(Debug)]
pub struct Parse {
    /// The tree. Where there are errors it is as much as could be understood: an argument whose value is wrong is there
    /// with an unknown value, a block whose header is wrong is not.
    pub body: Body,
    /// What is wrong with the file.
    pub diags: Diags,
}

/// Parses a configuration file.
#[must_use]
pub fn parse_file(file: FileId, text: &str) -> Parse {
    let mut parser = Parser::new(Origin::file(file), text, Start::Code);
    let body = parser.file_body();
    Parse { body, diags: parser.finish() }
}

/// Parses a text that is one expression, such as the value of `--var`. Line breaks are white space, as in parentheses.
/// Gives no expression when there are errors.
#[must_use]
pub fn parse_expr(origin: impl Into<Origin>, text: &str) -> (Option<Expr>, Diags) {
    let mut parser = Parser::new(origin.into(), text, Start::Code);
    let node: parser::Parsed<parser::Node> = parser.with_newlines(false, |parser| {
        let node = parser.expression()?;
        parser.end("Extra characters after expression", "The text holds more than one expression.")?;
        Ok(node)
    });
    (node.ok().map(|node| node.expr), parser.finish())
}

/// Parses a text that is one template, without quotes around it: a template file, or a string in JSON syntax. Gives no
/// template when there are errors.
#[must_use]
pub fn parse_template(origin: impl Into<Origin>, text: &str) -> (Option<Template>, Diags) {
    let mut parser = Parser::new(origin.into(), text, Start::Template);
    let template = parser.bare_template();
    (template.ok(), parser.finish())
}

/// The parts of a text that is one template; the errors as its only part when it is none.
pub(super) fn template_or_errors(origin: Origin, text: &str) -> Vec<TemplatePart> {
    let (template, diags) = parse_template(origin, text);
    template.map_or_else(|| vec![TemplatePart::Invalid(Arc::new(diags))], |template| template.parts)
}

/// Parses a text that is a name with static steps, such as a resource's address. Gives no traversal when there are
/// errors.
#[must_use]
pub fn parse_traversal(origin: impl Into<Origin>, text: &str) -> (Option<Traversal>, Diags) {
    let mut parser = Parser::new(origin.into(), text, Start::Code);
    let traversal = parser.with_newlines(false, Parser::traversal);
    (traversal.ok(), parser.finish())
}

impl Parser<'_> {
    /// Fails unless the text ends here.
    fn end(&mut self, summary: &str, detail: &str) -> parser::Parsed<()> {
        if self.at(super::lex::TokenKind::Eof) {
            return Ok(());
        }
        let error = Diagnostic::error(summary).detail(detail).label(self.here(), self.found());
        self.fail(error)
    }
}
