use std::collections::HashMap;

use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::syntax::{Body, Expr, ExprKind, ObjectKey};

use super::super::inputs::static_key;

/// Finds objects that give a key twice, anywhere in a file.
///
/// The language lets the last one win (HCL native syntax specification, "Collection Values"), and modules are read so.
/// A live repository's objects are maps of accounts, environments and networks: an entry that was copied and not renamed would
/// make another one vanish, and what it stands for with it.
pub(in crate::live) fn refuse_repeated_keys(body: &Body, diags: &mut Diags) {
    for attribute in &body.attributes {
        attribute.expr.walk(&mut |expr| in_object(expr, diags));
    }
    for block in &body.blocks {
        refuse_repeated_keys(&block.body, diags);
    }
}

fn in_object(expr: &Expr, diags: &mut Diags) {
    let ExprKind::Object(items) = &expr.kind else { return };
    let mut seen = HashMap::with_capacity(items.len());
    for item in items {
        let Some(key) = static_key(&item.key) else { continue };
        let span = match &item.key {
            ObjectKey::Name(name) => name.span,
            ObjectKey::Expr(expr) => expr.span,
        };
        if let Some(first) = seen.insert(key.clone(), span) {
            diags.push(
                Diagnostic::error("Key given twice")
                    .detail(format!("The object has two entries called \"{key}\", and only the last would count."))
                    .label(span, format!("\"{key}\" again"))
                    .also(first, "given here first")
                    .help("give one of them another key, or take it out"),
            );
        }
    }
}
