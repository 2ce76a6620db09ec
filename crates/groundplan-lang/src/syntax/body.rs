use std::sync::Arc;

use groundplan_diag::Span;

use super::Expr;

/// A name and its place.
#[derive(Clone, Debug)]
pub struct Ident {
    /// The name.
    pub name: Arc<str>,
    /// Where it stands.
    pub span: Span,
}

/// What stands between braces, or in a file: attributes and blocks.
///
/// Read it through [`Body::content`], [`Body::partial`] or [`Body::just_attributes`], which also serve bodies written in
/// JSON, where only the reader knows whether a property is an attribute or a block.
#[derive(Clone, Debug)]
pub struct Body {
    /// The attributes, in order of the source. The parser refuses a name given twice in native syntax; in JSON syntax all
    /// properties are here, blocks too, and may be given more than once.
    pub attributes: Vec<Arc<Attribute>>,
    /// The blocks, in order of the source.
    pub blocks: Vec<Arc<Block>>,
    /// From the first to the last byte of the body.
    pub span: Span,
}

/// `name = expr`
#[derive(Clone, Debug)]
pub struct Attribute {
    /// The name.
    pub name: Ident,
    /// The value.
    pub expr: Expr,
    /// Whether it is a property in JSON syntax, which is a block, or many, when the reader's schema says so.
    pub json: bool,
}

impl Attribute {
    /// From the name to the end of the value.
    #[must_use]
    pub fn span(&self) -> Span {
        self.name.span.to(self.expr.span)
    }
}

/// `type "label" { … }`
#[derive(Clone, Debug)]
pub struct Block {
    /// The block type: `resource`, `variable`.
    pub kind: Ident,
    /// The labels.
    pub labels: Vec<Label>,
    /// What stands between the braces.
    pub body: Body,
    /// From the type to the opening brace, without it: what a message about the block as a whole points at.
    pub header: Span,
}

/// A block's label, quoted or bare.
#[derive(Clone, Debug)]
pub struct Label {
    /// The text without quotes, escapes resolved.
    pub text: Arc<str>,
    /// Where it stands, with its quotes.
    pub span: Span,
}

impl Body {
    /// An empty body at a place.
    #[must_use]
    pub fn empty(span: Span) -> Self {
        Self { attributes: Vec::new(), blocks: Vec::new(), span }
    }

    /// The attribute of a name, without any check of the rest.
    #[must_use]
    pub fn attr(&self, name: &str) -> Option<&Arc<Attribute>> {
        self.attributes.iter().find(|attribute| &*attribute.name.name == name)
    }
}
