use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, FileId, Span};
use groundplan_lang::syntax::{Attribute, Block, Body, BodySchema, Content};

use super::blocks::{
    ARGUMENTS, CATALOG, DEPENDENCIES, DEPENDENCY, ENGINE, ERROR_HOOK, EXCLUDE, EXTRA_ARGUMENTS, FEATURE, GENERATE,
    HOOK, IGNORE, INCLUDE, REMOTE_STATE, RETRY, TERRAFORM,
};
use super::{ConfigFile, ErrorsBlock, Field, Given, NamedBlock, TerraformBlock, refuse_repeated_keys};
use crate::module::{parse_by_name, schema};

/// Says that a part of the format is known but not honoured yet.
pub(in crate::live) fn not_yet(what: &str, span: Span) -> Diagnostic {
    Diagnostic::error("Not supported yet")
        .detail(format!("The {what} is part of Terragrunt's format, but Groundplan does not support it yet."))
        .at(span)
}

impl ConfigFile {
    /// Reads a file's text. The name says whether it is in JSON syntax.
    pub(in crate::live) fn parse(name: &Path, id: FileId, text: &str) -> (Self, Diags) {
        let parsed = parse_by_name(name, id, text);
        let mut reader = FileReader { diags: parsed.diags };
        refuse_repeated_keys(&parsed.body, &mut reader.diags);
        let file = reader.file(parsed.body, Span::new(id, 0, 0));
        (file, reader.diags)
    }
}

/// What a block with these arguments, and blocks in it, may hold.
pub(in crate::live) fn schema_of<'a>(fields: &'a [Field], blocks: &[(&'a str, &'a [&'a str])]) -> BodySchema<'a> {
    let attributes = fields.iter().map(|field| (field.name, field.required)).collect();
    BodySchema { attributes, ..schema(&[], &[], blocks) }
}

struct FileReader {
    diags: Diags,
}

impl FileReader {
    fn file(&mut self, mut body: Body, start: Span) -> ConfigFile {
        // Alone of all blocks, include may have a label or not.
        let is_include = |block: &Arc<Block>| &*block.kind.name == "include";
        let mut includes: Vec<_> = body.blocks.iter().filter(|block| is_include(block)).cloned().collect();
        body.blocks.retain(|block| !is_include(block));
        includes.extend(self.includes_of_json(&mut body));
        let content = self.content(&body);
        let named = |reader: &mut Self, kind: &'static str, fields: &'static [Field]| -> Vec<NamedBlock> {
            content.blocks(kind).map(|block| reader.named(block, fields)).collect()
        };
        ConfigFile {
            includes: includes.iter().map(|block| self.named(block, INCLUDE)).collect(),
            locals: self.locals(&content),
            features: named(self, "feature", FEATURE),
            terraform: self.terraform(&content),
            dependencies: content.blocks("dependency").map(|block| self.dependency(block)).collect(),
            paths: self.one(&content, "dependencies", DEPENDENCIES).and_then(|mut it| it.attributes.remove("paths")),
            inputs: content.attr("inputs").cloned(),
            generate: named(self, "generate", GENERATE),
            generate_value: content.attr("generate").filter(|attribute| !attribute.json).cloned(),
            remote_state: match self.one(&content, "remote_state", REMOTE_STATE) {
                Some(block) => Some(Given::Block(block)),
                None => content.attr("remote_state").cloned().map(Given::Value),
            },
            exclude: self.one(&content, "exclude", EXCLUDE),
            errors: self.errors(&content),
            engine: self.one(&content, "engine", ENGINE),
            catalog: self.one(&content, "catalog", CATALOG),
            arguments: ARGUMENTS
                .iter()
                .filter_map(|field| Some((Arc::from(field.name), content.attr(field.name)?.clone())))
                .collect(),
            start,
        }
    }

    /// In JSON syntax a block is a property: with a label when its value is an object of objects.
    fn includes_of_json(&mut self, body: &mut Body) -> Vec<Arc<Block>> {
        let is_include = |attribute: &Arc<Attribute>| attribute.json && &*attribute.name.name == "include";
        let mut found = Vec::new();
        for attribute in body.attributes.iter().filter(|attribute| is_include(attribute)) {
            let alone = Body { attributes: vec![attribute.clone()], ..Body::empty(attribute.expr.span) };
            let bare = super::super::inputs::static_items(&attribute.expr).is_some_and(|items| {
                items.iter().any(|item| super::super::inputs::static_key(&item.key).as_deref() == Some("path"))
            });
            let labels: &[&str] = if bare { &[] } else { &["name"] };
            found.extend(alone.partial(&schema(&[], &[], &[("include", labels)]), alone.span, &mut self.diags).blocks);
        }
        body.attributes.retain(|attribute| !is_include(attribute));
        found
    }

    fn content(&mut self, body: &Body) -> Content {
        let mut attributes: Vec<&str> = ARGUMENTS.iter().map(|field| field.name).collect();
        // The last two may be written as arguments or as blocks.
        attributes.extend(["inputs", "remote_state", "generate"]);
        let blocks: [(&str, &[&str]); 11] = [
            ("terraform", &[]),
            ("locals", &[]),
            ("dependency", &["name"]),
            ("dependencies", &[]),
            ("generate", &["name"]),
            ("remote_state", &[]),
            ("catalog", &[]),
            ("feature", &["name"]),
            ("exclude", &[]),
            ("errors", &[]),
            ("engine", &[]),
        ];
        body.content(&schema(&attributes, &[], &blocks), body.span, &mut self.diags)
    }

    fn locals(&mut self, content: &Content) -> BTreeMap<Arc<str>, Arc<Attribute>> {
        let Some(block) = self.only(content, "locals") else { return BTreeMap::new() };
        let attributes = block.body.just_attributes(&mut self.diags);
        attributes.into_iter().map(|attribute| (attribute.name.name.clone(), attribute)).collect()
    }

    fn terraform(&mut self, content: &Content) -> Option<TerraformBlock> {
        const INNER: [(&str, &[&str]); 4] = [
            ("extra_arguments", &["name"]),
            ("before_hook", &["name"]),
            ("after_hook", &["name"]),
            ("error_hook", &["name"]),
        ];
        let block = self.only(content, "terraform")?;
        let content = block.body.content(&schema_of(TERRAFORM, &INNER), block.header, &mut self.diags);
        let mut inner = |kind: &'static str, fields: &'static [Field]| -> Vec<NamedBlock> {
            content.blocks(kind).map(|block| self.named(block, fields)).collect()
        };
        Some(TerraformBlock {
            extra_arguments: inner("extra_arguments", EXTRA_ARGUMENTS),
            before_hooks: inner("before_hook", HOOK),
            after_hooks: inner("after_hook", HOOK),
            error_hooks: inner("error_hook", ERROR_HOOK),
            own: NamedBlock { name: Arc::from(""), attributes: content.attributes.clone(), span: block.header },
        })
    }

    fn errors(&mut self, content: &Content) -> Option<ErrorsBlock> {
        let block = self.only(content, "errors")?;
        let inner: [(&str, &[&str]); 2] = [("retry", &["name"]), ("ignore", &["name"])];
        let content = block.body.content(&schema(&[], &[], &inner), block.header, &mut self.diags);
        Some(ErrorsBlock {
            retry: content.blocks("retry").map(|block| self.named(block, RETRY)).collect(),
            ignore: content.blocks("ignore").map(|block| self.named(block, IGNORE)).collect(),
            span: block.header,
        })
    }

    fn dependency(&mut self, block: &Block) -> NamedBlock {
        let expansion = schema(&[], &[], &[("expansion", &[])]);
        for block in block.body.partial(&expansion, block.header, &mut self.diags).blocks {
            self.diags.push(not_yet("block type \"expansion\"", block.header));
        }
        let rest = Block { body: block.body.rest(&expansion), ..block.clone() };
        self.named(&rest, DEPENDENCY)
    }

    fn named(&mut self, block: &Block, fields: &[Field]) -> NamedBlock {
        named_block(block, fields, &mut self.diags)
    }

    fn one(&mut self, content: &Content, kind: &'static str, fields: &[Field]) -> Option<NamedBlock> {
        let block = self.only(content, kind)?;
        Some(self.named(&block, fields))
    }

    /// The only block of a type; complains about further ones.
    fn only(&mut self, content: &Content, kind: &str) -> Option<Arc<Block>> {
        let mut blocks = content.blocks(kind);
        let first = blocks.next()?.clone();
        for block in blocks {
            self.diags.push(
                Diagnostic::error("Duplicate block")
                    .detail(format!("A file may have only one block of type \"{kind}\"."))
                    .at(block.header)
                    .also(first.header, "the first one"),
            );
        }
        Some(first)
    }
}

/// A block that holds arguments only.
pub(in crate::live) fn named_block(block: &Block, fields: &[Field], diags: &mut Diags) -> NamedBlock {
    let content = block.body.content(&schema_of(fields, &[]), block.header, diags);
    let name = block.labels.first().map_or_else(|| Arc::from(""), |label| label.text.clone());
    NamedBlock { name, attributes: content.attributes, span: block.header }
}
