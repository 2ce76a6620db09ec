use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use groundplan_format::Expression;
use groundplan_lang::eval::{Templates, Variables, evaluate, references};
use groundplan_lang::functions::{CallContext, NoFiles};
use groundplan_lang::syntax::{Expr, ExprKind, Traversal};
use serde_json::Value as Json;

use super::reference::mentioned;

/// Writes expressions down.
pub(super) struct Writer {
    context: CallContext,
}

impl Writer {
    pub(super) fn new() -> Self {
        let context = CallContext {
            base: Path::new("").into(),
            files: Arc::new(NoFiles),
            clock: None,
            plan_time: None,
            templates: Arc::new(Templates),
            within: None,
        };
        Self { context }
    }

    /// An argument: its value when it is a constant, else what it refers to. A call of a function is no constant.
    pub(super) fn argument(&self, expr: &Expr) -> Expression {
        Expression::Argument { constant_value: self.constant(expr), references: all_mentioned(expr) }
    }

    /// The value of an expression that refers to nothing and calls nothing.
    pub(super) fn constant(&self, expr: &Expr) -> Option<Json> {
        let mut calls = false;
        expr.walk(&mut |part| calls |= matches!(part.kind, ExprKind::Call(_)));
        if calls || !references(expr).is_empty() {
            return None;
        }
        let nothing = Variables { variables: BTreeMap::new(), context: &self.context };
        evaluate(expr, &nothing).ok()?.to_plain_json()
    }
}

/// What an expression refers to, in the order in which it is written.
pub(super) fn all_mentioned(expr: &Expr) -> Vec<String> {
    references(expr).into_iter().flat_map(mentioned).collect()
}

/// What `depends_on` names.
pub(super) fn depends_on(traversals: &[Traversal]) -> Vec<String> {
    traversals.iter().filter_map(|traversal| mentioned(traversal).into_iter().next()).collect()
}
