use std::path::Path;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};

use super::session::LiveSettings;
use crate::module::{constant, parse_by_name, schema, unreadable};

/// The file beside `root.hcl` that says what has moved between units. Terragrunt and Terraform do not read it.
pub const MOVES_FILE: &str = "moved.hcl";

/// A `moved` block: what was at an address of one unit is at an address of another now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitMove {
    /// From where, `UNIT//ADDR`, and where that is written.
    pub from: (Arc<str>, Span),
    /// To where.
    pub to: (Arc<str>, Span),
    /// The block's header.
    pub span: Span,
}

/// Reads what has moved between the units of a live repository, in the order in which it is written.
#[must_use]
pub fn load_moves(root: &Path, settings: &LiveSettings) -> (Vec<UnitMove>, Diags) {
    let path = root.join(MOVES_FILE);
    if !settings.files.is_file(&path) {
        return (Vec::new(), Diags::new());
    }
    let shown = settings.shown(&settings.files.absolute(&path));
    let text = match settings.files.text(&path) {
        Ok(text) => text,
        Err(error) => return (Vec::new(), unreadable("file", &shown, &error).into()),
    };
    let id = settings.sources.add(&shown, text.clone());
    let parsed = parse_by_name(&path, id, &text);
    let mut diags = Diags::new();
    diags.extend(parsed.diags);
    let content = parsed.body.content(&schema(&[], &[], &[("moved", &[])]), Span::new(id, 0, 0), &mut diags);
    let mut moves = Vec::new();
    for block in content.blocks("moved") {
        let inner = block.body.content(&schema(&[], &["from", "to"], &[]), block.header, &mut diags);
        let mut end = |name: &str| {
            let expr = &inner.attr(name)?.expr;
            match constant(expr) {
                Ok(value) if value.as_str().is_some() => Some((value.as_str()?.clone(), expr.span)),
                Ok(_) => {
                    diags.push(no_text(name, expr.span));
                    None
                }
                Err(errors) => {
                    diags.extend(errors);
                    None
                }
            }
        };
        if let (Some(from), Some(to)) = (end("from"), end("to")) {
            moves.push(UnitMove { from, to, span: block.header });
        }
    }
    (moves, diags)
}

fn no_text(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error("Invalid move")
        .detail(format!("The argument \"{name}\" must be a string that names a unit and an address in it."))
        .at(span)
        .help("write it so: \"prod/network//aws_vpc.main\"")
}
