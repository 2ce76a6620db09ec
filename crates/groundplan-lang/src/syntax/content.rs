use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};

use super::json;
use super::{Attribute, Block, Body};

/// What a reader expects of a body.
#[derive(Clone, Debug, Default)]
pub struct BodySchema<'a> {
    /// Names of the attributes, with whether each must be there.
    pub attributes: Vec<(&'a str, bool)>,
    /// The block types.
    pub blocks: Vec<BlockSchema<'a>>,
}

impl BodySchema<'_> {
    fn has_attribute(&self, name: &str) -> bool {
        self.attributes.iter().any(|(known, _)| *known == name)
    }

    fn block(&self, kind: &str) -> Option<&BlockSchema<'_>> {
        self.blocks.iter().find(|known| known.kind == kind)
    }
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
    /// All of the body, by a schema. What the schema does not name is an error that suggests the nearest name; what it
    /// requires and is not there is an error at `missing_at`.
    pub fn content(&self, schema: &BodySchema<'_>, missing_at: Span, diags: &mut Diags) -> Content {
        let content = self.partial(schema, missing_at, diags);
        for attribute in &self.attributes {
            let name = &*attribute.name.name;
            let is_block = schema.blocks.iter().any(|block| block.kind == name);
            if !(schema.has_attribute(name) || attribute.json && is_block) {
                diags.push(unknown_attribute(attribute, schema, is_block));
            }
        }
        for block in &self.blocks {
            if schema.block(&block.kind.name).is_none() {
                diags.push(unknown_block(block, schema));
            }
        }
        content
    }

    /// The part of the body that a schema names; the rest is left alone.
    pub fn partial(&self, schema: &BodySchema<'_>, missing_at: Span, diags: &mut Diags) -> Content {
        let mut content = Content::default();
        for attribute in &self.attributes {
            let name = &attribute.name.name;
            if schema.has_attribute(name) {
                add_attribute(&mut content.attributes, attribute, diags);
            }
        }
        for (name, required) in &schema.attributes {
            let given_otherwise = || self.blocks.iter().any(|block| &*block.kind.name == *name);
            if *required && !content.attributes.contains_key(*name) && !given_otherwise() {
                diags.push(
                    Diagnostic::error("Missing required argument")
                        .detail(format!("The argument \"{name}\" is required, but no definition was found."))
                        .at(missing_at),
                );
            }
        }
        for block in &self.blocks {
            if let Some(known) = schema.block(&block.kind.name)
                && check_labels(block, known.labels, diags)
            {
                content.blocks.push(block.clone());
            }
        }
        for attribute in self.attributes.iter().filter(|attribute| attribute.json) {
            if let Some(known) = schema.block(&attribute.name.name) {
                content.blocks.extend(json::blocks(attribute, known, diags));
            }
        }
        content
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
        let mut found = BTreeMap::new();
        self.attributes.iter().filter(|attribute| add_attribute(&mut found, attribute, diags)).cloned().collect()
    }

    /// What [`Body::partial`] leaves: the body without what a schema names.
    #[must_use]
    pub fn rest(&self, schema: &BodySchema<'_>) -> Self {
        let is_block = |kind: &str| schema.block(kind).is_some();
        let is_named = |it: &Attribute| schema.has_attribute(&it.name.name) || it.json && is_block(&it.name.name);
        Self {
            attributes: self.attributes.iter().filter(|it| !is_named(it)).cloned().collect(),
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
        let properties = other.attributes.iter().filter(|attribute| attribute.json);
        let mut replaced: Vec<Arc<str>> = other.blocks.iter().map(|block| made_kind(block)).collect();
        let mut attributes = self.attributes.clone();
        attributes.retain(|it| other.attr(&it.name.name).is_none() && !(it.json && replaced.contains(&it.name.name)));
        replaced.extend(properties.map(|property| property.name.name.clone()));
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
}

/// Adds an attribute to those found, unless it is there already; says whether it did.
fn add_attribute(
    found: &mut BTreeMap<Arc<str>, Arc<Attribute>>,
    attribute: &Arc<Attribute>,
    diags: &mut Diags,
) -> bool {
    let name = &attribute.name.name;
    if let Some(first) = found.get(name) {
        diags.push(
            Diagnostic::error("Duplicate argument")
                .detail(format!("The argument \"{name}\" is set twice; it may be set only once."))
                .label(attribute.name.span, "set again here")
                .also(first.name.span, "set first here"),
        );
        return false;
    }
    if attribute.json {
        json::repeated_keys(&attribute.expr, diags);
    }
    found.insert(name.clone(), attribute.clone());
    true
}

fn unknown_attribute(attribute: &Attribute, schema: &BodySchema<'_>, is_block: bool) -> Diagnostic {
    let name = &*attribute.name.name;
    let attributes = schema.attributes.iter().map(|(known, _)| *known);
    if attribute.json {
        let error = Diagnostic::error("Extraneous JSON object property")
            .detail(format!("No argument or block type is named \"{name}\" here."))
            .label(attribute.name.span, "unknown property");
        let known = attributes.chain(schema.blocks.iter().map(|block| block.kind));
        return with_nearest(error, name, known, "a property");
    }
    let error =
        Diagnostic::error("Unsupported argument").detail(format!("An argument named \"{name}\" is not expected here."));
    if is_block {
        return error
            .label(attribute.name.span, "a block is expected")
            .help(format!("write it as a block: `{name} {{ … }}`"));
    }
    with_nearest(error.label(attribute.name.span, "unknown argument"), name, attributes, "an argument")
}

fn unknown_block(block: &Block, schema: &BodySchema<'_>) -> Diagnostic {
    let name = &*block.kind.name;
    let error =
        Diagnostic::error("Unsupported block type").detail(format!("Blocks of type \"{name}\" are not expected here."));
    if schema.has_attribute(name) {
        return error
            .label(block.header, "an argument is expected")
            .help(format!("write it as an argument: `{name} = …`"));
    }
    let known = schema.blocks.iter().map(|known| known.kind);
    with_nearest(error.label(block.header, "unknown block type"), name, known, "a block type")
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
