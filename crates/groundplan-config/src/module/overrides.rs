use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_address::ResourceId;
use groundplan_diag::Diagnostic;
use groundplan_lang::syntax::{Block, Body};

use super::blocks::provider::ProviderKey;
use super::declare::{Declared, file_schema, mode};
use super::decode::{Decoder, schema};

/// Override files (Terraform's language reference, "Override Files"): `override.tf` and `*_override.tf` replace parts of
/// what other files declare.
impl Declared {
    /// Lays what an override file holds over what is declared so far.
    pub(super) fn override_with(&mut self, body: &Body, decoder: &mut Decoder<'_>) {
        let content = body.content(&file_schema(), body.span, &mut decoder.diags);
        let mut settings = Vec::new();
        for block in &content.blocks {
            let kind = &*block.kind.name;
            match (kind, block.labels.as_slice()) {
                ("terraform", _) => settings.push(block.clone()),
                ("locals", _) => self.override_locals(&block.body, decoder),
                ("moved" | "import" | "removed" | "check" | "required_providers", _) => decoder.push(
                    Diagnostic::error("Block not allowed in override files")
                        .detail(format!("Override files cannot override {kind} blocks."))
                        .at(block.header)
                        .help("move the block to a file whose name does not end with \"override\""),
                ),
                ("provider", [label]) => {
                    let key = ProviderKey::of(&label.text, &block.body);
                    // A default configuration that is not there counts as an empty one.
                    if key.alias.is_none() && !self.providers.contains_key(&key) {
                        self.providers.insert(key, block.clone());
                    } else {
                        lay_over(&mut self.providers, &key, block, decoder, |key: &ProviderKey| key.to_string());
                    }
                }
                ("resource" | "data" | "ephemeral", [kind_label, name]) => {
                    let id = ResourceId { mode: mode(kind), kind: kind_label.text.clone(), name: name.text.clone() };
                    lay_over(&mut self.resources, &id, block, decoder, ToString::to_string);
                }
                (_, [label]) => {
                    if let Some((map, _)) = self.named(kind) {
                        lay_over(map, &label.text, block, decoder, ToString::to_string);
                    }
                }
                _ => {}
            }
        }
        self.settings_overrides.push(settings);
    }

    fn override_locals(&mut self, body: &Body, decoder: &mut Decoder<'_>) {
        for local in body.just_attributes(&mut decoder.diags) {
            match self.locals.get_mut(&local.name.name) {
                Some(base) => *base = local,
                None => decoder.push(
                    Diagnostic::error("Missing base local value definition to override")
                        .detail(format!(
                            "There is no local value named \"{}\". An override file can only override what another file \
                             defines.",
                            local.name.name
                        ))
                        .at(local.name.span),
                ),
            }
        }
    }
}

fn lay_over<K: Ord>(
    map: &mut BTreeMap<K, Arc<Block>>,
    key: &K,
    block: &Arc<Block>,
    decoder: &mut Decoder<'_>,
    shown: impl FnOnce(&K) -> String,
) {
    let Some(base) = map.get_mut(key) else {
        let kind = &block.kind.name;
        decoder.push(
            Diagnostic::error("Missing base block to override")
                .detail(format!(
                    "There is no {kind} block for {}. An override file can only override what another file declares.",
                    shown(key)
                ))
                .at(block.header),
        );
        return;
    };
    *base = Arc::new(merged(base, block, decoder));
}

fn merged(base: &Block, over: &Block, decoder: &mut Decoder<'_>) -> Block {
    let over_body = without_fixed(over, decoder);
    let body = match &*over.kind.name {
        "resource" | "data" | "ephemeral" => {
            // The lifecycle block is merged argument by argument, unlike all others.
            let lifecycle = schema(&[], &[], &[("lifecycle", &[])]);
            let mut body = base.body.rest(&lifecycle).overlaid(&over_body.rest(&lifecycle));
            body.blocks.extend(merged_lifecycle(&base.body, &over_body, decoder));
            body
        }
        _ => base.body.overlaid(&over_body),
    };
    Block { kind: base.kind.clone(), labels: base.labels.clone(), body, header: base.header }
}

fn merged_lifecycle(base: &Body, over: &Body, decoder: &mut Decoder<'_>) -> Vec<Arc<Block>> {
    let schema = schema(&[], &[], &[("lifecycle", &[])]);
    let mut base = base.partial(&schema, base.span, &mut decoder.diags).blocks;
    let over = over.partial(&schema, over.span, &mut decoder.diags).blocks;
    match (base.first_mut(), over.as_slice()) {
        (Some(first), [over, ..]) => {
            let body = without_fixed(over, decoder);
            *first = Arc::new(Block { body: first.body.overlaid(&body), ..Block::clone(first) });
        }
        (None, _) => base = over,
        (Some(_), []) => {}
    }
    base
}

/// The body of an overriding block without what cannot be overridden, which is an error.
fn without_fixed(block: &Block, decoder: &mut Decoder<'_>) -> Body {
    let conditions: &[&str] = match &*block.kind.name {
        "variable" => &["validation"],
        "output" | "lifecycle" => &["precondition", "postcondition"],
        _ => &[],
    };
    let blocks: Vec<(&str, &[&str])> = conditions.iter().map(|kind| (*kind, &[] as &[&str])).collect();
    let arguments: &[&str] = match &*block.kind.name {
        "output" | "module" | "resource" | "data" | "ephemeral" => &["depends_on"],
        _ => &[],
    };
    let fixed = schema(arguments, &[], &blocks);
    let content = block.body.partial(&fixed, block.header, &mut decoder.diags);
    let refuse = |what: &str, span| {
        Diagnostic::error("Unsupported override").detail(format!("Override files cannot override {what}.")).at(span)
    };
    for attribute in content.attributes.values() {
        decoder.push(refuse("the depends_on argument", attribute.name.span));
    }
    for condition in &content.blocks {
        decoder.push(refuse(&format!("{} blocks", condition.kind.name), condition.header));
    }
    block.body.rest(&fixed)
}
