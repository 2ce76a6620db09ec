use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use groundplan_diag::{Diags, SourceMap, Span};
use groundplan_value::Value;

use super::decode::Decoder;
use super::read::{parse_by_name, unreadable};
use crate::files::Reader;

/// Reads a file of values for input variables: `terraform.tfvars`, `*.auto.tfvars` or any other, and the same in JSON. The
/// values are those that are written, not converted to the variables' types, each with its place.
#[must_use]
pub fn load_tfvars(path: &Path, files: &Reader, sources: &SourceMap) -> (BTreeMap<Arc<str>, (Value, Span)>, Diags) {
    let text = match files.text(path) {
        Ok(text) => text,
        Err(error) => return (BTreeMap::new(), unreadable("file", path, &error).into()),
    };
    let parsed = parse_by_name(path, sources.add(path, text.clone()), &text);
    let mut decoder = Decoder::new(sources);
    decoder.diags.extend(parsed.diags);
    let mut values = BTreeMap::new();
    for attribute in parsed.body.just_attributes(&mut decoder.diags) {
        if let Some(value) = decoder.constant(&attribute.expr) {
            values.insert(attribute.name.name.clone(), (value, attribute.expr.span));
        }
    }
    (values, decoder.diags)
}
