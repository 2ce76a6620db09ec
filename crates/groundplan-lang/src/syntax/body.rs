use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};

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
    /// The attributes, in order of the source. The parser refuses a name given twice.
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

/// What a reader expects of a body.
#[derive(Clone, Debug, Default)]
pub struct BodySchema<'a> {
    /// Names of the attributes, with whether each must be there.
    pub attributes: Vec<(&'a str, bool)>,
    /// The block types.
    pub blocks: Vec<BlockSchema<'a>>,
}

/// A block type and the names of its labels, as messages should call them.
#[derive(Clone, Debug)]
pub struct BlockSchema<'a> {
    /// The block type.
    pub kind: &'a str,
    /// What each label is: `["type", "name"]`.
    pub labels: &'a [&'a str],
}

/// What a body holds, sorted by a [`BodySchema`].
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// The attributes by name.
    pub attributes: BTreeMap<Arc<str>, Arc<Attribute>>,
    /// The blocks in order, with as many labels as the schema says.
    pub blocks: Vec<Arc<Block>>,
}

impl Content {
    /// The attribute of a name.
    #[must_use]
    pub fn attr(&self, name: &str) -> Option<&Arc<Attribute>> {
        self.attributes.get(name)
    }

    /// The blocks of a type, in order.
    pub fn blocks<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Arc<Block>> + 'a {
        self.blocks.iter().filter(move |block| &*block.kind.name == kind)
    }
}

impl Body {
    /// An empty body at a place.
    #[must_use]
    pub fn empty(span: Span) -> Self {
        Self { attributes: Vec::new(), blocks: Vec::new(), span }
    }

    /// All of the body, by a schema. What the schema does not name is an error that suggests the nearest name; what it
    /// requires and is not there is an error at `missing_at`.
    pub fn content(&self, schema: &BodySchema<'_>, missing_at: Span, diags: &mut Diags) -> Content {
        let content = self.partial(schema, missing_at, diags);
        for attribute in &self.attributes {
            let name = &*attribute.name.name;
            if schema.attributes.iter().any(|(known, _)| *known == name) {
                continue;
            }
            let error = Diagnostic::error("Unsupported argument");
            diags.push(if schema.blocks.iter().any(|block| block.kind == name) {
                error
                    .detail(format!("An argument named \"{name}\" is not expected here."))
                    .label(attribute.name.span, "a block is expected")
                    .help(format!("write it as a block: `{name} {{ … }}`"))
            } else {
                let known = schema.attributes.iter().map(|(known, _)| *known);
                let error = error
                    .detail(format!("An argument named \"{name}\" is not expected here."))
                    .label(attribute.name.span, "unknown argument");
                with_nearest(error, name, known, "an argument")
            });
        }
        for block in &self.blocks {
            let name = &*block.kind.name;
            if schema.blocks.iter().any(|known| known.kind == name) {
                continue;
            }
            let error = Diagnostic::error("Unsupported block type");
            diags.push(if schema.attributes.iter().any(|(known, _)| *known == name) {
                error
                    .detail(format!("Blocks of type \"{name}\" are not expected here."))
                    .label(block.header, "an argument is expected")
                    .help(format!("write it as an argument: `{name} = …`"))
            } else {
                let known = schema.blocks.iter().map(|known| known.kind);
                let error = error
                    .detail(format!("Blocks of type \"{name}\" are not expected here."))
                    .label(block.header, "unknown block type");
                with_nearest(error, name, known, "a block type")
            });
        }
        content
    }

    /// The part of the body that a schema names; the rest is left alone.
    pub fn partial(&self, schema: &BodySchema<'_>, missing_at: Span, diags: &mut Diags) -> Content {
        let mut content = Content::default();
        for (name, required) in &schema.attributes {
            match self.attributes.iter().find(|attribute| &*attribute.name.name == *name) {
                Some(attribute) => {
                    content.attributes.insert(attribute.name.name.clone(), attribute.clone());
                }
                None if *required && !self.blocks.iter().any(|block| &*block.kind.name == *name) => diags.push(
                    Diagnostic::error("Missing required argument")
                        .detail(format!("The argument \"{name}\" is required, but no definition was found."))
                        .at(missing_at),
                ),
                None => {}
            }
        }
        for block in &self.blocks {
            if let Some(known) = schema.blocks.iter().find(|known| known.kind == &*block.kind.name)
                && check_labels(block, known.labels, diags)
            {
                content.blocks.push(block.clone());
            }
        }
        content
    }

    /// What [`Body::partial`] leaves: the body without what a schema names.
    #[must_use]
    pub fn rest(&self, schema: &BodySchema<'_>) -> Self {
        let is_attribute = |name: &str| schema.attributes.iter().any(|(known, _)| *known == name);
        let is_block = |kind: &str| schema.blocks.iter().any(|known| known.kind == kind);
        Self {
            attributes: self.attributes.iter().filter(|it| !is_attribute(&it.name.name)).cloned().collect(),
            blocks: self.blocks.iter().filter(|it| !is_block(&it.kind.name)).cloned().collect(),
            span: self.span,
        }
    }

    /// This body with another one laid over it, as override files do: the other's attributes replace those of the same
    /// name, and its blocks of a type, `dynamic` ones too, replace all blocks of that type.
    #[must_use]
    pub fn overlaid(&self, other: &Self) -> Self {
        let made_kind = |block: &Block| match block.labels.first() {
            Some(label) if &*block.kind.name == "dynamic" => label.text.clone(),
            _ => block.kind.name.clone(),
        };
        let replaced: Vec<Arc<str>> = other.blocks.iter().map(|block| made_kind(block)).collect();
        let mut attributes = self.attributes.clone();
        attributes.retain(|attribute| other.attr(&attribute.name.name).is_none());
        attributes.extend(other.attributes.iter().cloned());
        let mut blocks = self.blocks.clone();
        blocks.retain(|block| !replaced.contains(&made_kind(block)));
        blocks.extend(other.blocks.iter().cloned());
        Self { attributes, blocks, span: self.span }
    }

    /// All that both bodies hold.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Self {
        let attributes = self.attributes.iter().chain(&other.attributes).cloned().collect();
        let blocks = self.blocks.iter().chain(&other.blocks).cloned().collect();
        Self { attributes, blocks, span: self.span }
    }

    /// All attributes of a body that may hold no blocks.
    pub fn just_attributes(&self, diags: &mut Diags) -> Vec<Arc<Attribute>> {
        for block in &self.blocks {
            diags.push(
                Diagnostic::error("Unexpected block")
                    .detail(format!("Blocks are not allowed here, but there is one of type \"{}\".", block.kind.name))
                    .at(block.header),
            );
        }
        self.attributes.clone()
    }

    /// The attribute of a name, without any check of the rest.
    #[must_use]
    pub fn attr(&self, name: &str) -> Option<&Arc<Attribute>> {
        self.attributes.iter().find(|attribute| &*attribute.name.name == name)
    }
}

fn check_labels(block: &Block, expected: &[&str], diags: &mut Diags) -> bool {
    let kind = &block.kind.name;
    if let Some(extra) = block.labels.get(expected.len()) {
        diags.push(
            Diagnostic::error("Extraneous block label")
                .detail(match expected.len() {
                    0 => format!("No labels are expected for {kind} blocks."),
                    n => format!("Only {n} labels ({}) are expected for {kind} blocks.", expected.join(", ")),
                })
                .label(extra.span, "one label too many"),
        );
        return false;
    }
    if let Some(missing) = expected.get(block.labels.len()) {
        diags.push(
            Diagnostic::error("Missing block label")
                .detail(format!("All {kind} blocks must have {} labels ({}).", expected.len(), expected.join(", ")))
                .label(block.header, format!("the {missing} is missing")),
        );
        return false;
    }
    true
}

fn with_nearest<'a>(error: Diagnostic, name: &str, known: impl Iterator<Item = &'a str>, what: &str) -> Diagnostic {
    match groundplan_value::nearest(name, known) {
        Some(near) => error.help(format!("{what} with a similar name exists: `{near}`")),
        None => error,
    }
}
