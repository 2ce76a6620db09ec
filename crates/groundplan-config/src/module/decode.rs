use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, SourceMap, Span};
use groundplan_lang::eval;
use groundplan_lang::syntax::{Attribute, BlockSchema, BodySchema, Expr, Ident, Label, is_identifier};
use groundplan_value::{Type, Value, convert};

/// What is wrong with any name that is no identifier.
pub(super) const BAD_NAME: &str =
    "A name must start with a letter or underscore and may contain only letters, digits, underscores, and dashes.";

/// What the readers of blocks share: where to look up sources, and the errors so far.
pub(super) struct Decoder<'a> {
    pub(super) sources: &'a SourceMap,
    pub(super) diags: Diags,
}

impl<'a> Decoder<'a> {
    pub(super) fn new(sources: &'a SourceMap) -> Self {
        Self { sources, diags: Diags::new() }
    }

    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.diags.push(diagnostic);
    }

    /// Whether a place is in a file in JSON syntax, where references stand in strings.
    pub(super) fn is_json(&self, span: Span) -> bool {
        self.sources.get(span.file).is_some_and(|file| file.path.extension().is_some_and(|ext| ext == "json"))
    }

    /// The value of an expression that may refer to nothing and call nothing. `None` when there are errors.
    pub(super) fn constant(&mut self, expr: &Expr) -> Option<Value> {
        match constant(expr) {
            Ok(value) => Some(value),
            Err(diags) => {
                self.diags.extend(diags);
                None
            }
        }
    }

    /// A constant of a primitive type that is not null.
    fn primitive(&mut self, expr: &Expr, ty: &Type) -> Option<Value> {
        let value = self.constant(expr)?;
        let unsuitable = |why: &str| {
            Diagnostic::error("Unsuitable value type").detail(format!("Unsuitable value: {why}.")).at(expr.span)
        };
        if value.is_null() {
            self.push(unsuitable("null value is not allowed"));
            return None;
        }
        match convert(&value, ty) {
            Ok(value) => value.is_known().then_some(value),
            Err(error) => {
                self.push(unsuitable(&error.to_string()));
                None
            }
        }
    }

    /// A constant string.
    pub(super) fn string(&mut self, expr: &Expr) -> Option<Arc<str>> {
        self.primitive(expr, &Type::String)?.as_str().cloned()
    }

    /// A constant boolean.
    pub(super) fn bool(&mut self, expr: &Expr) -> Option<bool> {
        self.primitive(expr, &Type::Bool)?.as_bool()
    }

    /// The constant boolean of an argument, or a default when it is not there or wrong.
    pub(super) fn bool_or(&mut self, attribute: Option<&Arc<Attribute>>, default: bool) -> bool {
        attribute.and_then(|attribute| self.bool(&attribute.expr)).unwrap_or(default)
    }

    /// The constant string of an argument; empty when it is not there or wrong.
    pub(super) fn text(&mut self, attribute: Option<&Arc<Attribute>>) -> String {
        attribute.and_then(|attribute| self.string(&attribute.expr)).map(|text| text.to_string()).unwrap_or_default()
    }

    /// The name that a label gives; complains when it is no name.
    pub(super) fn name(&mut self, label: &Label, summary: &str) -> Ident {
        self.check_name(&label.text, label.span, summary);
        Ident { name: label.text.clone(), span: label.span }
    }

    /// Complains about what is no name.
    pub(super) fn check_name(&mut self, name: &str, span: Span, summary: &str) {
        if !is_identifier(name) {
            self.push(Diagnostic::error(summary).detail(BAD_NAME).at(span));
        }
    }
}

/// The value of an expression that may refer to nothing and call nothing. Strings of JSON syntax are meant literally.
pub(crate) fn constant(expr: &Expr) -> Result<Value, Diags> {
    eval::constant(&expr.literal_only())
}

/// A schema: arguments that may be there, arguments that must, and block types with the names of their labels.
pub(crate) fn schema<'a>(
    optional: &[&'a str],
    required: &[&'a str],
    blocks: &[(&'a str, &'a [&'a str])],
) -> BodySchema<'a> {
    let optional = optional.iter().map(|name| (*name, false));
    let required = required.iter().map(|name| (*name, true));
    BodySchema {
        attributes: optional.chain(required).collect(),
        blocks: blocks.iter().map(|(kind, labels)| BlockSchema { kind, labels }).collect(),
    }
}
