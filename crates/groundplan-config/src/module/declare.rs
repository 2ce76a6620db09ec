use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_address::{Mode, ResourceId};
use groundplan_diag::{Diagnostic, Span};
use groundplan_lang::syntax::{Attribute, Block, Body, BodySchema};

use super::blocks::provider::ProviderKey;
use super::decode::{Decoder, schema};

/// Blocks by the names that they declare.
type Blocks = BTreeMap<Arc<str>, Arc<Block>>;

/// The blocks of a module's files, sorted by what they declare. Of what is declared twice the first counts.
#[derive(Debug, Default)]
pub(super) struct Declared {
    pub(super) variables: Blocks,
    pub(super) locals: BTreeMap<Arc<str>, Arc<Attribute>>,
    pub(super) outputs: Blocks,
    pub(super) calls: Blocks,
    pub(super) resources: BTreeMap<ResourceId, Arc<Block>>,
    pub(super) providers: BTreeMap<ProviderKey, Arc<Block>>,
    pub(super) checks: Blocks,
    pub(super) moved: Vec<Arc<Block>>,
    pub(super) imports: Vec<Arc<Block>>,
    pub(super) removed: Vec<Arc<Block>>,
    /// `terraform` blocks, and those of each override file.
    pub(super) settings: Vec<Arc<Block>>,
    pub(super) settings_overrides: Vec<Vec<Arc<Block>>>,
}

/// What a file may hold.
pub(super) fn file_schema() -> BodySchema<'static> {
    schema(
        &[],
        &[],
        &[
            ("terraform", &[]),
            ("required_providers", &[]),
            ("provider", &["name"]),
            ("variable", &["name"]),
            ("locals", &[]),
            ("output", &["name"]),
            ("module", &["name"]),
            ("resource", &["type", "name"]),
            ("data", &["type", "name"]),
            ("ephemeral", &["type", "name"]),
            ("moved", &[]),
            ("removed", &[]),
            ("import", &[]),
            ("check", &["name"]),
        ],
    )
}

impl Declared {
    /// Adds what a file that is no override file declares.
    pub(super) fn add_file(&mut self, body: &Body, decoder: &mut Decoder<'_>) {
        let content = body.content(&file_schema(), body.span, &mut decoder.diags);
        for block in &content.blocks {
            let kind = &*block.kind.name;
            match (kind, block.labels.as_slice()) {
                ("terraform", _) => self.settings.push(block.clone()),
                ("moved", _) => self.moved.push(block.clone()),
                ("import", _) => self.imports.push(block.clone()),
                ("removed", _) => self.removed.push(block.clone()),
                ("locals", _) => self.add_locals(&block.body, decoder),
                ("required_providers", _) => decoder.push(misplaced_requirements(block.header)),
                ("provider", [label]) => {
                    let key = ProviderKey::of(&label.text, &block.body);
                    add(&mut self.providers, key, block, decoder, |key| match &key.alias {
                        None => format!(
                            "There is already a default configuration, one without an alias, for provider \"{}\". Give \
                             all further configurations an \"alias\".",
                            key.name
                        ),
                        Some(alias) => format!(
                            "There is already a configuration for provider \"{}\" with the alias \"{alias}\". Each needs \
                             an alias of its own.",
                            key.name
                        ),
                    });
                }
                ("resource" | "data" | "ephemeral", [kind_label, name]) => {
                    let id = ResourceId { mode: mode(kind), kind: kind_label.text.clone(), name: name.text.clone() };
                    add(&mut self.resources, id, block, decoder, |id| {
                        format!(
                            "There is already a {kind} block for {id}. Names must be unique per type in each module."
                        )
                    });
                }
                (_, [label]) => {
                    let Some((map, what)) = self.named(kind) else { continue };
                    add(map, label.text.clone(), block, decoder, |name| {
                        format!("There is already {what} named \"{name}\". Names must be unique within a module.")
                    });
                }
                _ => {}
            }
        }
    }

    fn add_locals(&mut self, body: &Body, decoder: &mut Decoder<'_>) {
        for local in body.just_attributes(&mut decoder.diags) {
            if let Some(first) = self.locals.get(&local.name.name) {
                decoder.push(
                    Diagnostic::error("Duplicate local value definition")
                        .detail(format!(
                            "There is already a local value named \"{}\". Names must be unique within a module.",
                            local.name.name
                        ))
                        .label(local.name.span, "defined again")
                        .also(first.name.span, "first defined here"),
                );
                continue;
            }
            self.locals.insert(local.name.name.clone(), local);
        }
    }

    /// The blocks of a kind that have one label, a name, and what one of them is.
    pub(super) fn named(&mut self, kind: &str) -> Option<(&mut Blocks, &'static str)> {
        match kind {
            "variable" => Some((&mut self.variables, "a variable")),
            "output" => Some((&mut self.outputs, "an output")),
            "module" => Some((&mut self.calls, "a module call")),
            "check" => Some((&mut self.checks, "a check block")),
            _ => None,
        }
    }
}

/// The mode of the resources that blocks of a kind declare.
pub(super) fn mode(kind: &str) -> Mode {
    match kind {
        "data" => Mode::Data,
        "ephemeral" => Mode::Ephemeral,
        _ => Mode::Managed,
    }
}

/// The fixed phrase for a second declaration.
fn duplicate(kind: &str) -> &'static str {
    match kind {
        "variable" => "Duplicate variable declaration",
        "output" => "Duplicate output definition",
        "module" => "Duplicate module call",
        "provider" => "Duplicate provider configuration",
        "check" => "Duplicate check configuration",
        "data" => "Duplicate data configuration",
        "ephemeral" => "Duplicate ephemeral configuration",
        _ => "Duplicate resource configuration",
    }
}

fn add<K: Ord>(
    map: &mut BTreeMap<K, Arc<Block>>,
    key: K,
    block: &Arc<Block>,
    decoder: &mut Decoder<'_>,
    detail: impl FnOnce(&K) -> String,
) {
    if let Some(first) = map.get(&key) {
        decoder.push(
            Diagnostic::error(duplicate(&block.kind.name))
                .detail(detail(&key))
                .label(block.header, "declared again")
                .also(first.header, "first declared here"),
        );
        return;
    }
    map.insert(key, block.clone());
}

fn misplaced_requirements(span: Span) -> Diagnostic {
    Diagnostic::error("Invalid required_providers block")
        .detail("A \"required_providers\" block must be nested inside a \"terraform\" block.")
        .at(span)
}
