use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_diag::Diagnostic;
use groundplan_lang::syntax::{Attribute, Block, Expr, ExprKind, Ident, Label, ObjectKey, Traversal};

use crate::module::decode::{Decoder, schema};
use crate::module::reference::is_error;
use crate::module::{ModuleCall, ModuleSource, ProviderRef, VersionConstraints};

impl Decoder<'_> {
    /// A `module` block. `None` when it has no usable source.
    pub(in crate::module) fn module_call(&mut self, block: &Block, label: &Label) -> Option<ModuleCall> {
        let schema = schema(
            &["version", "count", "for_each", "depends_on", "providers"],
            &["source"],
            &[("_", &[]), ("lifecycle", &[]), ("locals", &[]), ("provider", &["type"])],
        );
        let content = block.body.partial(&schema, block.header, &mut self.diags);
        self.refuse_reserved(&content, &["lifecycle", "locals", "provider"], "module");
        let name = self.name(label, "Invalid module instance name");
        let version = content.attr("version").and_then(|it| self.version_constraint(&it.expr));
        let source = content.attr("source").and_then(|it| self.module_source(it, version.is_some()));
        let providers = match content.attr("providers") {
            Some(attribute) => self.passed_providers(&attribute.expr),
            None => Vec::new(),
        };
        let body = self.with_escaped(block.body.rest(&schema), &content);
        let call = ModuleCall {
            name,
            source: source?,
            version,
            repeat: self.repeat(&content),
            inputs: self.inputs(&body),
            providers,
            depends_on: self.depends_on(content.attr("depends_on")),
            span: block.header,
        };
        Some(call)
    }

    fn inputs(&mut self, body: &groundplan_lang::syntax::Body) -> BTreeMap<Arc<str>, Arc<Attribute>> {
        for block in &body.blocks {
            self.push(
                Diagnostic::error("Unsupported block type")
                    .detail(format!("Blocks of type \"{}\" are not expected here.", block.kind.name))
                    .label(block.header, "a module's inputs are arguments")
                    .help(format!("write it as an argument: `{} = …`", block.kind.name)),
            );
        }
        let attributes = body.just_attributes(&mut groundplan_diag::Diags::new());
        attributes.into_iter().map(|attribute| (attribute.name.name.clone(), attribute)).collect()
    }

    fn module_source(&mut self, attribute: &Attribute, has_version: bool) -> Option<(String, groundplan_diag::Span)> {
        let span = attribute.expr.span;
        let text = self.string(&attribute.expr)?;
        match ModuleSource::parse(&text) {
            Ok(ModuleSource::Local(_) | ModuleSource::Remote(_)) if has_version => {
                self.push(
                    Diagnostic::error("Invalid registry module source address")
                        .detail(format!(
                            "\"{text}\" is no address of a module registry, and only modules of registries have versions."
                        ))
                        .at(span)
                        .help("remove the argument \"version\""),
                );
                None
            }
            Ok(_) => Some((text.to_string(), span)),
            Err(why) => {
                let error = Diagnostic::error("Invalid module source address").detail(why).at(span);
                self.push(match &*text {
                    "" => error,
                    text => error.help(format!("if it is a folder beside this module's files, write \"./{text}\"")),
                });
                None
            }
        }
    }

    /// A version constraint as it is written, and where.
    pub(in crate::module) fn version_constraint(&mut self, expr: &Expr) -> Option<(String, groundplan_diag::Span)> {
        let text = self.string(expr)?;
        if VersionConstraints::parse(&text).is_none() {
            self.push(
                Diagnostic::error("Invalid version constraint")
                    .detail(format!("\"{text}\" is not a version constraint."))
                    .at(expr.span)
                    .help("write constraints such as \">= 1.5, < 2.0\" or \"~> 5.100\""),
            );
            return None;
        }
        Some((text.to_string(), expr.span))
    }

    fn passed_providers(&mut self, expr: &Expr) -> Vec<(ProviderRef, ProviderRef)> {
        let ExprKind::Object(items) = &expr.kind else {
            if !is_error(expr) {
                self.push(
                    Diagnostic::error("Invalid expression")
                        .detail("A static map expression is required.")
                        .at(expr.span)
                        .help("write it as `{ aws = aws.west }`"),
                );
            }
            return Vec::new();
        };
        let mut passed: Vec<(ProviderRef, ProviderRef)> = Vec::new();
        for item in items {
            let key = match &item.key {
                ObjectKey::Name(name) => self.provider_ref(&name_expr(name), "providers"),
                ObjectKey::Expr(expr) => self.provider_ref(expr, "providers"),
            };
            let value = self.provider_ref(&item.value, "providers");
            let (Some(key), Some(value)) = (key, value) else { continue };
            if let Some((first, _)) =
                passed.iter().find(|(other, _)| other.name == key.name && other.alias == key.alias)
            {
                self.push(
                    Diagnostic::error("Duplicate provider address")
                        .detail(format!(
                            "A provider configuration is already passed to {key}. Each can be passed only once.",
                        ))
                        .at(key.span)
                        .also(first.span, "already passed here"),
                );
                continue;
            }
            passed.push((key, value));
        }
        passed
    }
}

/// A bare key as the reference that it means here.
fn name_expr(name: &Ident) -> Expr {
    Expr { kind: ExprKind::Traversal(Traversal { root: name.clone(), steps: Vec::new() }), span: name.span }
}
