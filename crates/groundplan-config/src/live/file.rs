use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, SourceMap, Span};
use groundplan_lang::syntax::{Attribute, Block, Body, Content, Expr, Ident};

use super::inputs::{static_items, static_key};
use crate::module::{parse_by_name, schema};

/// What a configuration file of the live repository holds, not evaluated yet.
#[derive(Debug)]
pub(super) struct ConfigFile {
    /// The file, absolute.
    pub(super) path: PathBuf,
    pub(super) includes: Vec<NamedBlock>,
    pub(super) locals: BTreeMap<Arc<str>, Arc<Attribute>>,
    /// `source` of the `terraform` block.
    pub(super) source: Option<Arc<Attribute>>,
    pub(super) dependencies: Vec<NamedBlock>,
    /// `paths` of the `dependencies` block.
    pub(super) paths: Option<Arc<Attribute>>,
    pub(super) inputs: Option<Arc<Attribute>>,
    pub(super) generate: Vec<NamedBlock>,
    pub(super) remote_state: Option<NamedBlock>,
    pub(super) prevent_destroy: Option<Arc<Attribute>>,
    pub(super) terraform_version: Option<Arc<Attribute>>,
    pub(super) terragrunt_version: Option<Arc<Attribute>>,
}

/// A block of arguments, with its label, which is empty when it has none.
#[derive(Clone, Debug)]
pub(super) struct NamedBlock {
    pub(super) name: Arc<str>,
    pub(super) attributes: BTreeMap<Arc<str>, Arc<Attribute>>,
    pub(super) span: Span,
}

impl NamedBlock {
    pub(super) fn attr(&self, name: &str) -> Option<&Arc<Attribute>> {
        self.attributes.get(name)
    }
}

/// Says that a part of the format is known but not honoured yet.
pub(super) fn not_yet(what: &str, span: Span) -> Diagnostic {
    Diagnostic::error("Not supported yet")
        .detail(format!("The {what} is part of Terragrunt's format, but Groundplan does not support it yet."))
        .at(span)
}

impl ConfigFile {
    /// Reads a file's text.
    pub(super) fn parse(path: &Path, shown: PathBuf, text: &Arc<str>, sources: &SourceMap) -> (Self, Diags) {
        let parsed = parse_by_name(path, sources.add(shown, text.clone()), text);
        let mut reader = FileReader { diags: parsed.diags };
        let file = reader.file(path, parsed.body);
        (file, reader.diags)
    }
}

/// The names of arguments and, of each argument, whether it must be there.
type Arguments = (&'static [&'static str], &'static [&'static str]);

const INCLUDE: Arguments = (&["expose", "merge_strategy"], &["path"]);
const GENERATE: Arguments = (
    &["comment_prefix", "disable_signature", "disable", "if_disabled", "hcl_fmt", "mutable"],
    &["path", "if_exists", "contents"],
);
const REMOTE_STATE: Arguments =
    (&["generate", "disable_init", "disable_dependency_optimization", "encryption"], &["backend", "config"]);
const DEPENDENCY: Arguments = (
    &[
        "enabled",
        "skip_outputs",
        "mock_outputs",
        "mock_outputs_allowed_terraform_commands",
        "mock_outputs_merge_with_state",
        "mock_outputs_merge_strategy_with_state",
    ],
    &["config_path"],
);
const NO_EFFECT: [&str; 2] = ["terraform_binary", "download_dir"];
const ROLE: [&str; 4] =
    ["iam_role", "iam_assume_role_duration", "iam_assume_role_session_name", "iam_web_identity_token"];

struct FileReader {
    diags: Diags,
}

impl FileReader {
    fn file(&mut self, path: &Path, mut body: Body) -> ConfigFile {
        // Alone of all blocks, include may have a label or not.
        let is_include = |block: &Arc<Block>| &*block.kind.name == "include";
        let includes: Vec<_> = body.blocks.iter().filter(|block| is_include(block)).cloned().collect();
        body.blocks.retain(|block| !is_include(block));
        let content = self.content(&body);
        self.refuse(&content);
        ConfigFile {
            path: path.to_path_buf(),
            includes: includes.iter().map(|block| self.named(block, INCLUDE)).collect(),
            locals: self.locals(&content),
            source: self.source(&content),
            dependencies: content.blocks("dependency").map(|block| self.dependency(block)).collect(),
            paths: self
                .only(&content, "dependencies")
                .and_then(|block| self.named(&block, (&[], &["paths"])).attributes.remove("paths")),
            inputs: content.attr("inputs").cloned(),
            generate: self.generate(&content),
            remote_state: self.remote_state(&content),
            prevent_destroy: content.attr("prevent_destroy").cloned(),
            terraform_version: content.attr("terraform_version_constraint").cloned(),
            terragrunt_version: content.attr("terragrunt_version_constraint").cloned(),
        }
    }

    fn content(&mut self, body: &Body) -> Content {
        let mut attributes = vec![
            "inputs",
            "prevent_destroy",
            "terraform_version_constraint",
            "terragrunt_version_constraint",
            // These two may be written as arguments or as blocks.
            "remote_state",
            "generate",
        ];
        attributes.extend(NO_EFFECT);
        attributes.extend(ROLE);
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

    /// Complains about what is not honoured.
    fn refuse(&mut self, content: &Content) {
        for attribute in ROLE.iter().filter_map(|name| content.attr(name)) {
            self.diags.push(
                not_yet(&format!("argument \"{}\"", attribute.name.name), attribute.name.span)
                    .help("let the provider assume the role: generate a provider block with `assume_role`"),
            );
        }
        for attribute in NO_EFFECT.iter().filter_map(|name| content.attr(name)) {
            self.diags.push(
                Diagnostic::warning("Argument has no effect")
                    .detail(format!(
                        "Groundplan runs no other program and copies no modules: it does not use \"{}\".",
                        attribute.name.name
                    ))
                    .at(attribute.name.span),
            );
        }
        for block in &content.blocks {
            if matches!(&*block.kind.name, "feature" | "exclude" | "errors" | "engine") {
                self.diags.push(not_yet(&format!("block type \"{}\"", block.kind.name), block.header));
            }
        }
    }

    fn locals(&mut self, content: &Content) -> BTreeMap<Arc<str>, Arc<Attribute>> {
        let Some(block) = self.only(content, "locals") else { return BTreeMap::new() };
        let attributes = block.body.just_attributes(&mut self.diags);
        attributes.into_iter().map(|attribute| (attribute.name.name.clone(), attribute)).collect()
    }

    fn source(&mut self, content: &Content) -> Option<Arc<Attribute>> {
        let block = self.only(content, "terraform")?;
        const NOT_YET: [(&str, &[&str]); 4] = [
            ("extra_arguments", &["name"]),
            ("before_hook", &["name"]),
            ("after_hook", &["name"]),
            ("error_hook", &["name"]),
        ];
        // What steers the copying of modules means nothing where nothing is copied.
        const COPYING: [&str; 5] =
            ["include_in_copy", "exclude_from_copy", "copy_terraform_lock_file", "update_source_with_cas", "mutable"];
        let mut attributes = vec!["source", "version"];
        attributes.extend(COPYING);
        let content = block.body.content(&schema(&attributes, &[], &NOT_YET), block.header, &mut self.diags);
        for block in &content.blocks {
            self.diags.push(not_yet(&format!("block type \"{}\"", block.kind.name), block.header));
        }
        if let Some(version) = content.attr("version") {
            self.diags.push(not_yet("argument \"version\"", version.name.span));
        }
        content.attr("source").cloned()
    }

    fn dependency(&mut self, block: &Block) -> NamedBlock {
        let expansion = schema(&[], &[], &[("expansion", &[])]);
        for block in block.body.partial(&expansion, block.header, &mut self.diags).blocks {
            self.diags.push(not_yet("block type \"expansion\"", block.header));
        }
        let rest = Block { body: block.body.rest(&expansion), ..block.clone() };
        self.named(&rest, DEPENDENCY)
    }

    fn generate(&mut self, content: &Content) -> Vec<NamedBlock> {
        let mut found: Vec<NamedBlock> = content.blocks("generate").map(|block| self.named(block, GENERATE)).collect();
        if let Some(attribute) = content.attr("generate") {
            for (name, expr) in self.written_out(attribute) {
                found.extend(self.object_as_block(name, &expr, GENERATE));
            }
        }
        found
    }

    fn remote_state(&mut self, content: &Content) -> Option<NamedBlock> {
        if let Some(block) = self.only(content, "remote_state") {
            return Some(self.named(&block, REMOTE_STATE));
        }
        let attribute = content.attr("remote_state")?;
        self.object_as_block(Arc::from(""), &attribute.expr, REMOTE_STATE)
    }

    /// The entries of an argument whose value is an object.
    fn written_out(&mut self, attribute: &Attribute) -> Vec<(Arc<str>, Expr)> {
        match static_items(&attribute.expr) {
            Some(items) => items.iter().filter_map(|it| Some((static_key(&it.key)?, it.value.clone()))).collect(),
            None => {
                self.diags.push(
                    not_yet(
                        &format!("argument \"{}\" with a value that is not written out", attribute.name.name),
                        attribute.expr.span,
                    )
                    .help(format!("write it as a block: `{} \"…\" {{ … }}`", attribute.name.name)),
                );
                Vec::new()
            }
        }
    }

    /// An object in place of a block.
    fn object_as_block(&mut self, name: Arc<str>, expr: &Expr, (optional, required): Arguments) -> Option<NamedBlock> {
        let Some(items) = static_items(expr) else {
            self.diags
                .push(not_yet("argument with a value that is not written out", expr.span).help("write it as a block"));
            return None;
        };
        let attributes = items
            .iter()
            .filter_map(|item| {
                let key = Ident { name: static_key(&item.key)?, span: item.key.span() };
                Some(Arc::new(Attribute { name: key, expr: item.value.clone(), json: false }))
            })
            .collect();
        let body = Body { attributes, blocks: Vec::new(), span: expr.span };
        let content = body.content(&schema(optional, required, &[]), expr.span, &mut self.diags);
        Some(NamedBlock { name, attributes: content.attributes, span: expr.span })
    }

    fn named(&mut self, block: &Block, (optional, required): Arguments) -> NamedBlock {
        let content = block.body.content(&schema(optional, required, &[]), block.header, &mut self.diags);
        let name = block.labels.first().map_or_else(|| Arc::from(""), |label| label.text.clone());
        NamedBlock { name, attributes: content.attributes, span: block.header }
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
