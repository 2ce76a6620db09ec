//! Edges of expressions and bodies.

use std::collections::BTreeSet;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::eval::{Reference, guarded_references};
use groundplan_lang::syntax::{Block, BlockSchema, Body, BodySchema, Expr, Traversal};

use super::build::Builder;
use super::{ModuleIx, NodeKey, Target, target_of};
use crate::decode::Dynamic;
use crate::plan::check_of;

/// Names that `dynamic` blocks around bind.
type Bound = BTreeSet<Arc<str>>;

impl Builder<'_> {
    pub(super) fn expr(&mut self, ix: ModuleIx, this: &NodeKey, expr: &Expr) {
        self.expr_with(ix, this, expr, &Bound::new());
    }

    /// All expressions of a body, at any depth; names bound by `dynamic` blocks left out.
    pub(super) fn body(&mut self, ix: ModuleIx, this: &NodeKey, body: &Body) {
        self.body_with(ix, this, body, &mut Bound::new());
    }

    /// All expressions of a body that may refer to the resource that it belongs to.
    pub(super) fn body_but_itself(&mut self, ix: ModuleIx, this: &NodeKey, body: &Body) {
        for attribute in &body.attributes {
            for reference in guarded_references(&attribute.expr) {
                if !self.may_fail(ix, reference) && self.target(ix, reference.traversal).is_some_and(|to| to != *this) {
                    self.reference(ix, this, reference.traversal);
                }
            }
        }
    }

    /// An entry of `depends_on`. A module call means all that is in it.
    pub(super) fn depends_on(&mut self, ix: ModuleIx, this: &NodeKey, traversal: &Traversal) {
        match target_of(&self.modules.get(ix).tree.module, traversal) {
            Ok(Target::Module(call, None)) => {
                if let Some(child) = self.modules.child(ix, &call) {
                    self.edge(this, &NodeKey::Close(child));
                }
            }
            _ => self.reference(ix, this, traversal),
        }
    }

    /// The node that a traversal refers to. Reports what does not exist; says `None` for what is no node.
    pub(super) fn target(&mut self, ix: ModuleIx, traversal: &Traversal) -> Option<NodeKey> {
        match target_of(&self.modules.get(ix).tree.module, traversal) {
            Ok(Target::Variable(name)) => Some(NodeKey::Variable(ix, name)),
            Ok(Target::Local(name)) => Some(NodeKey::Local(ix, name)),
            Ok(Target::Resource(id)) => Some(NodeKey::Resource(ix, id)),
            Ok(Target::Module(call, None)) => Some(NodeKey::Close(self.modules.child(ix, &call)?)),
            Ok(Target::Module(call, Some(output))) => self.output(ix, &call, output, traversal),
            Ok(Target::Each | Target::Count | Target::Itself | Target::Path | Target::Terraform) => None,
            Err(error) => {
                self.report(error);
                None
            }
        }
    }

    /// Whether a reference is to an output that there is not, in a place where that is no error until it is evaluated.
    fn may_fail(&self, ix: ModuleIx, reference: Reference<'_>) -> bool {
        reference.guarded && self.lacks_output(ix, reference.traversal)
    }

    fn lacks_output(&self, ix: ModuleIx, traversal: &Traversal) -> bool {
        match target_of(&self.modules.get(ix).tree.module, traversal) {
            Ok(Target::Module(call, Some(output))) => self
                .modules
                .child(ix, &call)
                .is_some_and(|child| !self.modules.get(child).tree.module.outputs.contains_key(&output)),
            _ => false,
        }
    }

    /// Whether a reference is to something that is not declared.
    fn is_undeclared(&self, ix: ModuleIx, traversal: &Traversal) -> bool {
        target_of(&self.modules.get(ix).tree.module, traversal).is_err() || self.lacks_output(ix, traversal)
    }

    fn output(&mut self, ix: ModuleIx, call: &str, output: Arc<str>, traversal: &Traversal) -> Option<NodeKey> {
        let child = self.modules.child(ix, call)?;
        let declared = &self.modules.get(child).tree.module.outputs;
        if declared.contains_key(&output) {
            return Some(NodeKey::Output(child, output));
        }
        let error = Diagnostic::error("Unsupported attribute")
            .detail(format!("The module \"{call}\" has no output value named \"{output}\"."))
            .at(traversal.span());
        let error = match groundplan_value::nearest(&output, declared.keys().map(|name| &**name)) {
            Some(near) => error.help(format!("an output with a similar name exists: `{near}`")),
            None => error,
        };
        self.report(error);
        None
    }

    fn expr_with(&mut self, ix: ModuleIx, this: &NodeKey, expr: &Expr, bound: &Bound) {
        for reference in guarded_references(expr) {
            if bound.contains(&reference.traversal.root.name) || self.may_fail(ix, reference) {
                continue;
            }
            self.reference(ix, this, reference.traversal);
        }
    }

    /// An argument in what a `dynamic` block makes. A reference of it to nothing is an error when there is such a block.
    fn content_expr(&mut self, ix: ModuleIx, this: &NodeKey, expr: &Expr, bound: &Bound) {
        for Reference { traversal, .. } in guarded_references(expr) {
            if !bound.contains(&traversal.root.name) && !self.is_undeclared(ix, traversal) {
                self.reference(ix, this, traversal);
            }
        }
    }

    fn reference(&mut self, ix: ModuleIx, this: &NodeKey, traversal: &Traversal) {
        let Some(to) = self.target(ix, traversal) else { return };
        if let Some(error) = self.out_of_scope(ix, this, &to, traversal) {
            return self.report(error);
        }
        if let NodeKey::Resource(_, id) = &to {
            self.access(ix, id, traversal);
        }
        match to {
            // A whole module is all of its outputs, and not all that it does.
            NodeKey::Close(child) => {
                self.edge(this, &NodeKey::Expand(child));
                self.edges_to_outputs(this, child);
            }
            to if to == *this => {
                if let Some(node) = self.id(this) {
                    self.graph.depend_on_self(node);
                }
            }
            to => self.edge(this, &to),
        }
    }

    /// The data source of a `check` block is seen in that block alone.
    fn out_of_scope(&self, ix: ModuleIx, this: &NodeKey, to: &NodeKey, traversal: &Traversal) -> Option<Diagnostic> {
        let NodeKey::Resource(_, id) = to else { return None };
        let (check, _) = check_of(&self.modules.get(ix).tree.module, id)?;
        if *this == NodeKey::Check(ix, check.clone()) {
            return None;
        }
        Some(
            Diagnostic::error("Reference to scoped resource")
                .detail(format!(
                    "The referenced data resource \"{}\" \"{}\" is not available from this context.",
                    id.kind, id.name
                ))
                .at(traversal.span())
                .help(format!("it can be referred to in the block `check \"{check}\"` only")),
        )
    }

    fn body_with(&mut self, ix: ModuleIx, this: &NodeKey, body: &Body, bound: &mut Bound) {
        if body.attributes.iter().any(|attribute| attribute.json && &*attribute.name.name == "dynamic") {
            return self.json_body(ix, this, body, bound);
        }
        for attribute in &body.attributes {
            if bound.is_empty() {
                self.expr(ix, this, &attribute.expr);
            } else {
                self.content_expr(ix, this, &attribute.expr, bound);
            }
        }
        for block in &body.blocks {
            if &*block.kind.name == "dynamic" {
                self.dynamic(ix, this, block, bound);
            } else {
                self.body_with(ix, this, &block.body, bound);
            }
        }
    }

    /// In JSON syntax `dynamic` blocks look like arguments; everything else may be read as such.
    fn json_body(&mut self, ix: ModuleIx, this: &NodeKey, body: &Body, bound: &mut Bound) {
        let dynamic = BlockSchema { kind: "dynamic", labels: &["name"] };
        let schema = BodySchema { attributes: Vec::new(), blocks: vec![dynamic] };
        // What is wrong with them is said when they are decoded.
        let content = body.partial(&schema, body.span, &mut Diags::new());
        for block in &content.blocks {
            self.dynamic(ix, this, block, bound);
        }
        self.body_with(ix, this, &body.rest(&schema), bound);
    }

    fn dynamic(&mut self, ix: ModuleIx, this: &NodeKey, block: &Block, bound: &mut Bound) {
        let dynamic = Dynamic::read(block, &mut Diags::new());
        if let Some(each) = &dynamic.for_each {
            self.expr_with(ix, this, &each.expr, bound);
        }
        let Some(name) = dynamic.name else { return };
        let fresh = bound.insert(name.clone());
        if let Some(labels) = &dynamic.labels {
            self.expr_with(ix, this, &labels.expr, bound);
        }
        if let Some(content) = &dynamic.content {
            self.body_with(ix, this, &content.body, bound);
        }
        if fresh {
            bound.remove(&name);
        }
    }
}
