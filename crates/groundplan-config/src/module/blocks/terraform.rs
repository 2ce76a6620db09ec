use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Span};
use groundplan_lang::syntax::{Attribute, Block, Ident};

use crate::module::decode::{Decoder, schema};
use crate::module::reference::bare_word;
use crate::module::{Backend, ProviderMeta, RequiredProvider, TERRAFORM_VERSION, Version, VersionConstraints};

/// What `terraform` blocks say.
#[derive(Debug, Default)]
pub(in crate::module) struct Settings {
    pub(in crate::module) required_version: Vec<(String, Span)>,
    pub(in crate::module) required_providers: Option<(BTreeMap<Arc<str>, RequiredProvider>, Span)>,
    pub(in crate::module) provider_metas: Vec<ProviderMeta>,
    pub(in crate::module) backend: Option<Backend>,
}

impl Decoder<'_> {
    /// The `terraform` blocks of a module's files that are no override files.
    pub(in crate::module) fn settings(&mut self, blocks: &[Arc<Block>]) -> Settings {
        let mut settings = Settings::default();
        for block in blocks {
            self.add_settings(block, &mut settings);
        }
        settings
    }

    /// Lays the settings of an override file over those of the others.
    pub(in crate::module) fn override_settings(&mut self, settings: &mut Settings, blocks: &[Arc<Block>]) {
        let over = self.settings(blocks);
        if !over.required_version.is_empty() {
            settings.required_version = over.required_version;
        }
        if let Some((over, span)) = over.required_providers {
            let (required, _) = settings.required_providers.get_or_insert_with(|| (BTreeMap::new(), span));
            required.extend(over);
        }
        settings.provider_metas.extend(over.provider_metas);
        if over.backend.is_some() {
            settings.backend = over.backend;
        }
    }

    /// Complains about version constraints that the Terraform which this program acts as does not satisfy.
    pub(in crate::module) fn check_required_version(&mut self, constraints: &[(String, Span)]) {
        let Some(ours) = Version::parse(TERRAFORM_VERSION) else { return };
        for (text, span) in constraints {
            if VersionConstraints::parse(text).is_some_and(|constraints| !constraints.allow(&ours)) {
                self.push(
                    Diagnostic::error("Unsupported Terraform Core version")
                        .detail(format!(
                            "This module requires Terraform {text}. Groundplan does what Terraform {TERRAFORM_VERSION} does."
                        ))
                        .at(*span)
                        .help("change the constraint if the module works with that version too, or use another version of the module"),
                );
            }
        }
    }

    fn add_settings(&mut self, block: &Block, settings: &mut Settings) {
        let schema = schema(
            &["required_version", "experiments", "language"],
            &[],
            &[("backend", &["type"]), ("cloud", &[]), ("required_providers", &[]), ("provider_meta", &["provider"])],
        );
        let content = block.body.content(&schema, block.header, &mut self.diags);
        if let Some(attribute) = content.attr("required_version") {
            settings.required_version.extend(self.version_constraint(&attribute.expr));
        }
        if let Some(attribute) = content.attr("experiments") {
            self.push(
                Diagnostic::error("Module uses experimental features")
                    .detail("Experimental features are available only in alpha releases of Terraform.")
                    .at(attribute.name.span)
                    .help("remove the argument \"experiments\""),
            );
        }
        if let Some(attribute) = content.attr("language") {
            self.language(attribute);
        }
        for inner in &content.blocks {
            match &*inner.kind.name {
                "backend" | "cloud" => self.add_backend(inner, settings),
                "required_providers" => {
                    let required = self.required_providers(inner);
                    match &settings.required_providers {
                        Some((_, first)) => self.push(
                            Diagnostic::error("Duplicate required providers configuration")
                                .detail("A module may have only one required providers configuration.")
                                .at(inner.header)
                                .also(*first, "the first one"),
                        ),
                        None => settings.required_providers = Some((required, inner.header)),
                    }
                }
                _ => {
                    for attribute in inner.body.just_attributes(&mut self.diags) {
                        self.constant(&attribute.expr);
                    }
                    if let [label] = inner.labels.as_slice() {
                        settings.provider_metas.push(ProviderMeta {
                            provider: Ident { name: label.text.clone(), span: label.span },
                            body: inner.body.clone(),
                            span: inner.header,
                        });
                    }
                }
            }
        }
    }

    fn add_backend(&mut self, block: &Block, settings: &mut Settings) {
        if let Some(first) = &settings.backend {
            let both =
                first.kind.name != block.kind.name && (&*block.kind.name == "cloud" || &*first.kind.name == "cloud");
            let (summary, detail) = if both {
                (
                    "Both a backend and cloud configuration are present",
                    "A module may have one 'cloud' block or one 'backend' block.",
                )
            } else {
                ("Duplicate backend configuration", "A module may have only one backend configuration.")
            };
            self.push(Diagnostic::error(summary).detail(detail).at(block.header).also(first.span, "the first one"));
            return;
        }
        let kind = match block.labels.first() {
            Some(label) => Ident { name: label.text.clone(), span: label.span },
            None => block.kind.clone(),
        };
        settings.backend = Some(Backend { kind, body: block.body.clone(), span: block.header });
    }

    fn language(&mut self, attribute: &Attribute) {
        if bare_word(&attribute.expr).as_deref() != Some("TF2021") {
            self.push(
                Diagnostic::error("Unsupported language edition")
                    .detail("The only language edition is TF2021, which is the default.")
                    .at(attribute.expr.span),
            );
        }
    }
}
