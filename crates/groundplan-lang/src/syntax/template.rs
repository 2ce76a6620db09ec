use std::sync::Arc;

use groundplan_diag::{Diags, Span};

use super::{Expr, Ident};

/// A string with interpolations and directives. Strip markers (`~`), escapes and heredoc indentation are resolved by the
/// parser, so that the parts are what evaluation sees.
///
/// A template whose only part is an interpolation gives that expression's value as it is, not a string.
#[derive(Clone, Debug, Default)]
pub struct Template {
    /// The parts, in order. No part means the empty string.
    pub parts: Vec<TemplatePart>,
    /// The text as it is, when this is a string of JSON syntax: what it means where nothing may be interpolated.
    pub json: Option<Arc<str>>,
}

impl Template {
    /// The text, when there is nothing to evaluate.
    #[must_use]
    pub fn as_literal(&self) -> Option<Arc<str>> {
        match self.parts.as_slice() {
            [] => Some(Arc::from("")),
            [TemplatePart::Literal(text, _)] => Some(text.clone()),
            _ => None,
        }
    }
}

/// A part of a [`Template`].
#[derive(Clone, Debug)]
pub enum TemplatePart {
    /// Text.
    Literal(Arc<str>, Span),
    /// `${expr}`
    Interpolation(Expr),
    /// A string of JSON syntax that is not a valid template. Evaluation fails with these errors; there is none as long as
    /// the string is only read as it is.
    Invalid(Arc<Diags>),
    /// `%{ if c }…%{ else }…%{ endif }`
    If {
        /// The condition.
        condition: Expr,
        /// The parts when it is true.
        then: Template,
        /// The parts when it is false.
        otherwise: Template,
    },
    /// `%{ for x in xs }…%{ endfor }`
    For {
        /// The name of the key or index, if given.
        key_var: Option<Ident>,
        /// The name of the value.
        value_var: Ident,
        /// What is walked.
        collection: Expr,
        /// The parts made for each element.
        body: Template,
        /// The whole of it.
        span: Span,
    },
}
