use std::sync::Arc;

use groundplan_diag::{Diagnostic, Span};
use groundplan_lang::syntax::{Attribute, Block, Body, Content, Step, Traversal};

use crate::module::Repeat;
use crate::module::decode::Decoder;

/// Arguments that resources and module calls have alike.
impl Decoder<'_> {
    /// `count` or `for_each`.
    pub(in crate::module) fn repeat(&mut self, content: &Content) -> Repeat {
        match (content.attr("count"), content.attr("for_each")) {
            (Some(count), Some(for_each)) => {
                self.push(
                    Diagnostic::error("Invalid combination of \"count\" and \"for_each\"")
                        .detail("The \"count\" and \"for_each\" arguments exclude each other: only one can say how many there are.")
                        .at(for_each.name.span)
                        .also(count.name.span, "count is given here"),
                );
                Repeat::ForEach(for_each.expr.clone())
            }
            (Some(count), None) => Repeat::Count(count.expr.clone()),
            (None, Some(for_each)) => Repeat::ForEach(for_each.expr.clone()),
            (None, None) => Repeat::Once,
        }
    }

    /// `depends_on`
    pub(in crate::module) fn depends_on(&mut self, attribute: Option<&Arc<Attribute>>) -> Vec<Traversal> {
        let references = attribute.map(|attribute| self.traversals(&attribute.expr)).unwrap_or_default();
        for reference in &references {
            if let Some(part) = part_of_object(reference) {
                self.push(
                    Diagnostic::error("Invalid depends_on reference")
                        .detail("What is depended on is a whole object, such as a resource, not an attribute of one.")
                        .at(part),
                );
            }
        }
        references
    }

    /// The body without its `_` block, and with what that holds: a way to give arguments whose names are Terraform's own.
    pub(in crate::module) fn with_escaped(&mut self, body: Body, content: &Content) -> Body {
        let mut blocks = content.blocks("_");
        let Some(first) = blocks.next() else { return body };
        for block in blocks {
            self.push(
                Diagnostic::error("Duplicate escaping block")
                    .detail("There can be only one block of the special type \"_\".")
                    .at(block.header)
                    .also(first.header, "the first one"),
            );
        }
        body.joined(&first.body)
    }

    /// Complains about blocks of types that Terraform keeps for itself.
    pub(in crate::module) fn refuse_reserved(&mut self, content: &Content, reserved: &[&str], within: &str) {
        for block in &content.blocks {
            if reserved.contains(&&*block.kind.name) {
                self.push(
                    Diagnostic::error(format!("Reserved block type name in {within} block"))
                        .detail(format!("The block type name \"{}\" is reserved by Terraform.", block.kind.name))
                        .at(block.header),
                );
            }
        }
    }

    /// The only block of a type; complains about further ones.
    pub(in crate::module) fn only<'c>(
        &mut self,
        content: &'c Content,
        kind: &'c str,
        within: &str,
    ) -> Option<&'c Arc<Block>> {
        let mut blocks = content.blocks(kind);
        let first = blocks.next()?;
        for block in blocks {
            self.push(
                Diagnostic::error(format!("Duplicate {kind} block"))
                    .detail(format!("This {within} already has a {kind} block."))
                    .at(block.header)
                    .also(first.header, "the first one"),
            );
        }
        Some(first)
    }
}

/// The place of the first step that leads into an object instead of naming one.
fn part_of_object(reference: &Traversal) -> Option<Span> {
    let (names, may_be_indexed) = match &*reference.root.name {
        "data" | "ephemeral" => (2, true),
        "var" | "local" | "path" | "terraform" | "each" | "count" => (1, false),
        _ => (1, true),
    };
    let mut rest = reference.steps.get(names..).unwrap_or_default();
    if may_be_indexed && let [Step::Key(..) | Step::Index(..), others @ ..] = rest {
        rest = others;
    }
    rest.first().map(Step::span)
}
