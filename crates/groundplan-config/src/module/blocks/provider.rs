use std::fmt;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::syntax::{Block, Body, Ident, is_identifier};

use crate::module::ProviderConfig;
use crate::module::decode::{BAD_NAME, Decoder, constant, schema};

/// What tells the provider configurations of a module apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::module) struct ProviderKey {
    pub(in crate::module) name: Arc<str>,
    pub(in crate::module) alias: Option<Arc<str>>,
}

impl ProviderKey {
    /// The key of a block. An alias that is no constant counts as none; reading the block complains.
    pub(in crate::module) fn of(name: &Arc<str>, body: &Body) -> Self {
        let content = body.partial(&schema(&["alias"], &[], &[]), body.span, &mut Diags::new());
        let alias = content.attr("alias").and_then(|it| constant(&it.expr).ok()).and_then(|it| it.as_str().cloned());
        Self { name: name.clone(), alias }
    }
}

impl fmt::Display for ProviderKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        self.alias.as_ref().map_or(Ok(()), |alias| write!(f, ".{alias}"))
    }
}

impl Decoder<'_> {
    /// A `provider` block.
    pub(in crate::module) fn provider_config(&mut self, block: &Block) -> Option<ProviderConfig> {
        let [label] = block.labels.as_slice() else { return None };
        const RESERVED: [&str; 4] = ["count", "depends_on", "for_each", "source"];
        let schema = schema(
            &["alias", "version", "count", "depends_on", "for_each", "source"],
            &[],
            &[("_", &[]), ("lifecycle", &[]), ("locals", &[])],
        );
        let content = block.body.partial(&schema, block.header, &mut self.diags);
        if !self.provider_name(&label.text, label.span) {
            return None;
        }
        self.refuse_reserved(&content, &["lifecycle", "locals"], "provider");
        for attribute in content.attributes.values().filter(|it| RESERVED.contains(&&*it.name.name)) {
            self.push(
                Diagnostic::error("Reserved argument name in provider block")
                    .detail(format!("The provider argument name \"{}\" is reserved by Terraform.", attribute.name.name))
                    .at(attribute.name.span),
            );
        }
        let alias = content.attr("alias").and_then(|it| {
            let alias = self.string(&it.expr)?;
            if !is_identifier(&alias) {
                self.push(
                    Diagnostic::error("Invalid provider configuration alias")
                        .detail(format!("An alias must be a valid name. {BAD_NAME}"))
                        .at(it.expr.span),
                );
            }
            Some(alias)
        });
        let version = content.attr("version").and_then(|it| {
            self.push(
                Diagnostic::warning("Version constraints inside provider configuration blocks are deprecated")
                    .detail("The version of a provider is constrained in the required_providers block.")
                    .at(it.expr.span)
                    .help("move the constraint to the required_providers block"),
            );
            self.version_constraint(&it.expr)
        });
        Some(ProviderConfig {
            name: Ident { name: label.text.clone(), span: label.span },
            alias,
            version: version.map(|(text, _)| text).unwrap_or_default(),
            body: self.with_escaped(block.body.rest(&schema), &content),
            span: block.header,
        })
    }
}
