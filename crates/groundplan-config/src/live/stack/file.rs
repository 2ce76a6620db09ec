use std::path::Path;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, FileId, Span};
use groundplan_lang::syntax::{Block, Body};

use super::expansion::Element;
use crate::live::file::{ConfigFile, Field, NamedBlock, any, flag, not_yet, refuse_repeated_keys, text};
use crate::live::file::{named_block, schema_of};
use crate::module::{parse_by_name, schema};

/// The files that a stack may be configured in.
pub(in crate::live) const STACK_FILES: [&str; 2] = ["terragrunt.stack.hcl", "terragrunt.stack.hcl.json"];

/// What a stack adds to a stack in it.
pub(super) const STACK_OVER_FILE: &str = "terragrunt.autoinclude.stack.hcl";

/// The arguments of `unit` and `stack` blocks.
pub(super) const COMPONENT: &[Field] = &[
    text("source").required(),
    text("path").required(),
    any("values"),
    flag("no_dot_terragrunt_stack"),
    flag("no_validation"),
    flag("update_source_with_cas"),
    flag("mutable"),
    flag("enabled"),
];

/// What a stack file holds, not evaluated yet.
#[derive(Debug)]
pub(super) struct StackFile {
    /// The locals, as a configuration file that holds nothing else.
    pub(super) config: Arc<ConfigFile>,
    pub(super) components: Vec<Component>,
}

/// A `unit` or `stack` block.
#[derive(Clone, Debug)]
pub(super) struct Component {
    pub(super) kind: Kind,
    pub(super) block: NamedBlock,
    pub(super) autoinclude: Option<Arc<Block>>,
    /// The block that says for what it is there more than once.
    pub(super) expansion: Option<Arc<Block>>,
    /// Which of those it is, once that is known.
    pub(super) element: Option<Element>,
}

/// What a component is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Unit,
    Stack,
}

impl Kind {
    /// The block type.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Stack => "stack",
        }
    }
}

impl StackFile {
    /// Reads a file's text.
    pub(super) fn parse(name: &Path, id: FileId, text: &str, diags: &mut Diags) -> Self {
        let parsed = parse_by_name(name, id, text);
        diags.extend(parsed.diags);
        refuse_repeated_keys(&parsed.body, diags);
        Self::read(&parsed.body, Span::new(id, 0, 0), diags)
    }

    fn read(body: &Body, start: Span, diags: &mut Diags) -> Self {
        let blocks: [(&str, &[&str]); 4] =
            [("locals", &[]), ("unit", &["name"]), ("stack", &["name"]), ("include", &["name"])];
        let content = body.content(&schema(&[], &[], &blocks), start, diags);
        for block in content.blocks("include") {
            diags.push(not_yet("block type \"include\" in a stack", block.header).help("use a `stack` block"));
        }
        let mut locals = content.blocks("locals");
        let first = locals.next();
        if let Some(second) = locals.next() {
            diags.push(
                Diagnostic::error("Duplicate block")
                    .detail("A file may have only one block of type \"locals\".")
                    .at(second.header),
            );
        }
        let attributes = first.map(|block| block.body.just_attributes(diags)).unwrap_or_default();
        let locals = attributes.into_iter().map(|attribute| (attribute.name.name.clone(), attribute)).collect();
        let config = Arc::new(ConfigFile::of_locals(locals, start));
        Self { config, components: components(&content.blocks, diags) }
    }
}

/// The `unit` and `stack` blocks among blocks.
pub(super) fn components(blocks: &[Arc<Block>], diags: &mut Diags) -> Vec<Component> {
    let mut found = Vec::new();
    for block in blocks {
        let kind = match &*block.kind.name {
            "unit" => Kind::Unit,
            "stack" => Kind::Stack,
            _ => continue,
        };
        let inner = schema_of(&[], &[("autoinclude", &[]), ("expansion", &[])]);
        let content = block.body.partial(&inner, block.header, diags);
        let mut only = |name: &str| {
            let mut blocks = content.blocks(name);
            let first = blocks.next().cloned();
            if let Some(second) = blocks.next() {
                diags.push(
                    Diagnostic::error("Duplicate block")
                        .detail(format!("A block may have only one block of type \"{name}\" in it."))
                        .at(second.header),
                );
            }
            first
        };
        let (autoinclude, expansion) = (only("autoinclude"), only("expansion"));
        let rest = Block { body: block.body.rest(&inner), ..(**block).clone() };
        let block = named_block(&rest, COMPONENT, diags);
        found.push(Component { kind, block, autoinclude, expansion, element: None });
    }
    found
}
