//! Configuration in JSON syntax (`json/spec.md` of the HCL project): `.tf.json` and `.tfvars.json`.
//!
//! A JSON value becomes the same tree as native syntax gives. A body's properties all become attributes that are marked as
//! [`json`](super::Attribute::json), because only the reader's schema says which of them are blocks: [`blocks`] makes
//! blocks of those. A string becomes a template, which remembers its text for readers that interpolate nothing.

mod blocks;
mod literal;
mod parser;
mod scan;

use groundplan_diag::{Diagnostic, FileId};

use self::parser::Parser;
use super::{Body, ExprKind, Parse};

pub(super) use blocks::{blocks, repeated_keys};

/// Parses a configuration file in JSON syntax. Of a file with an error in its syntax nothing is given.
#[must_use]
pub fn parse_json_file(file: FileId, text: &str) -> Parse {
    let mut parser = Parser::new(file, text);
    let root = parser.document();
    let mut diags = parser.finish();
    let body = root.and_then(|root| match root.kind {
        ExprKind::Object(_) | ExprKind::Tuple(_) => blocks::body(&root, &mut diags),
        _ => {
            diags.push(
                Diagnostic::error("Root value must be object")
                    .detail("A configuration in JSON syntax is an object, or an array of objects.")
                    .at(root.span),
            );
            None
        }
    });
    let span = super::Origin::file(file).span(0, u32::try_from(text.len()).unwrap_or(u32::MAX));
    Parse { body: body.unwrap_or_else(|| Body::empty(span)), diags }
}
