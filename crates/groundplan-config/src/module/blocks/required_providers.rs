use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_address::ProviderAddr;
use groundplan_diag::Diagnostic;
use groundplan_lang::syntax::{Attribute, Block, Expr, ExprKind, ObjectItem, ObjectKey};

use crate::module::decode::Decoder;
use crate::module::reference::{is_error, quoted};
use crate::module::{ProviderRef, RequiredProvider};

impl Decoder<'_> {
    /// A `required_providers` block.
    pub(in crate::module) fn required_providers(&mut self, block: &Block) -> BTreeMap<Arc<str>, RequiredProvider> {
        let mut required = BTreeMap::new();
        for attribute in block.body.just_attributes(&mut self.diags) {
            if let Some(provider) = self.required_provider(&attribute) {
                required.insert(attribute.name.name.clone(), provider);
            }
        }
        required
    }

    fn required_provider(&mut self, attribute: &Attribute) -> Option<RequiredProvider> {
        let name = &attribute.name.name;
        if !self.provider_name(name, attribute.name.span) {
            return None;
        }
        let mut provider = RequiredProvider {
            source: ProviderAddr::implied(name),
            version: String::new(),
            aliases: Vec::new(),
            span: attribute.span(),
        };
        match &attribute.expr.kind {
            // A version alone, as before Terraform 0.13.
            ExprKind::Template(_) => {
                provider.version = self.version_constraint(&attribute.expr)?.0;
            }
            ExprKind::Object(items) => {
                for item in items {
                    self.requirement(&mut provider, name, item);
                }
            }
            _ if is_error(&attribute.expr) => return None,
            _ => self.push(
                Diagnostic::error("Invalid required_providers object")
                    .detail("required_providers entries must be strings or objects.")
                    .at(attribute.expr.span)
                    .help(format!("write it as `{name} = {{ source = \"NAMESPACE/{name}\", version = \"…\" }}`")),
            ),
        }
        Some(provider)
    }

    fn requirement(&mut self, provider: &mut RequiredProvider, name: &str, item: &ObjectItem) {
        let key = match &item.key {
            ObjectKey::Name(key) => Some(key.name.clone()),
            ObjectKey::Expr(expr) => quoted(expr),
        };
        match key.as_deref() {
            Some("version") => {
                if let Some((version, _)) = self.version_constraint(&item.value) {
                    provider.version = version;
                }
            }
            Some("source") => {
                let Some(text) = self.string(&item.value) else { return };
                match ProviderAddr::parse(&text) {
                    // Repositories of providers are named so, providers are not.
                    Ok(source) if source.kind.starts_with("terraform-") => {
                        let kind = source.kind.strip_prefix("terraform-provider-");
                        let error = Diagnostic::error("Invalid provider type")
                            .detail(format!(
                                "The provider type \"{}\" has the prefix \"terraform-\", which is not valid.",
                                source.kind
                            ))
                            .at(item.value.span);
                        self.push(match kind {
                            Some(kind) => error.help(format!("write \"{}/{kind}\"", source.namespace)),
                            None => error,
                        });
                    }
                    Ok(source) => provider.source = source,
                    Err(error) => self.push(
                        Diagnostic::error("Invalid provider source string")
                            .detail(format!("{error}."))
                            .at(item.value.span),
                    ),
                }
            }
            Some("configuration_aliases") => provider.aliases.extend(self.aliases(&item.value, name)),
            _ => self.push(
                Diagnostic::error("Invalid required_providers object")
                    .detail(
                        "required_providers objects can only contain \"version\", \"source\" and \"configuration_aliases\" \
                         attributes.",
                    )
                    .at(item.key.span())
                    .help("to configure a provider, use a \"provider\" block"),
            ),
        }
    }

    fn aliases(&mut self, expr: &Expr, name: &str) -> Vec<ProviderRef> {
        let mut aliases = Vec::new();
        for item in self.items(expr) {
            let Some(alias) = self.provider_ref(item, "configuration_aliases") else { continue };
            if &*alias.name != name {
                self.push(
                    Diagnostic::error("Invalid configuration_aliases value")
                        .detail(format!(
                            "Configuration aliases must be prefixed with the provider name: \"{name}\", not \"{}\".",
                            alias.name
                        ))
                        .at(item.span),
                );
                continue;
            }
            aliases.push(alias);
        }
        aliases
    }
}
