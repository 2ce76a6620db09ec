//! Schemas as text: one line an attribute, `NAME: TYPE FLAGS`, nested blocks indented under `block NAME NESTING FLAGS`.
//!
//! ```text
//! provider
//!   region: string optional
//! resource fake_disk version=1
//!   id: string computed
//!   size: number optional replace
//!   block rule list max=2
//!     port: number required
//! data fake_image
//!   name: string required
//! ```
//!
//! Flags: `required`, `optional`, `computed`, `sensitive`, `write_only`, and what the fake provider knows beside the
//! schema: `replace` (a change needs a new object), `default=JSON` (filled in when not configured), `volatile` (not known
//! before any change). Types are as in HCL, `nested_list(a: string optional, …)` and its like being attributes with
//! nested attributes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use groundplan_provider::{
    Attribute, AttributeType, Block, Function, NestedBlock, Nesting, Parameter, Schema, Schemas,
};
use groundplan_value::{Type, Value, from_json};

/// All schemas of the fake provider.
#[derive(Debug, Default)]
pub(crate) struct FakeSchemas {
    provider: Arc<Schema>,
    resources: BTreeMap<Arc<str>, Arc<Kind>>,
    data: BTreeMap<Arc<str>, Arc<Kind>>,
    ephemerals: BTreeMap<Arc<str>, Arc<Kind>>,
}

/// A resource type or data source.
#[derive(Debug, Default)]
pub(crate) struct Kind {
    pub(crate) schema: Arc<Schema>,
    /// Attributes whose change needs a new object, as `size` or `rule.port`.
    pub(crate) replace: BTreeSet<String>,
    /// What attributes are when they are not configured.
    pub(crate) defaults: BTreeMap<Arc<str>, Value>,
    /// Attributes that are not known before any change.
    pub(crate) volatile: BTreeSet<Arc<str>>,
}

impl FakeSchemas {
    pub(crate) fn parse(text: &str) -> Self {
        let mut all = Self::default();
        let lines: Vec<(usize, &str)> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| (line.len() - line.trim_start().len(), line.trim()))
            .collect();
        let mut rest = lines.as_slice();
        while let Some(((_, head), after)) = rest.split_first() {
            let inner = after.iter().take_while(|(indent, _)| *indent > 0).count();
            let words: Vec<&str> = head.split_whitespace().collect();
            let mut kind = Kind::default();
            let block = parse_block(&after[..inner], "", &mut kind);
            let version = words.iter().find_map(|word| word.strip_prefix("version=")).map_or(0, |v| v.parse().unwrap());
            kind.schema = Arc::new(Schema { version, block });
            match words[0] {
                "provider" => all.provider = kind.schema,
                "resource" => drop(all.resources.insert(words[1].into(), Arc::new(kind))),
                "ephemeral" => drop(all.ephemerals.insert(words[1].into(), Arc::new(kind))),
                "data" => drop(all.data.insert(words[1].into(), Arc::new(kind))),
                other => panic!("a schema cannot begin with {other:?}"),
            }
            rest = &after[inner..];
        }
        all
    }

    pub(crate) fn resource_kind(&self, kind: &str) -> Arc<Kind> {
        self.resources.get(kind).cloned().unwrap_or_else(|| panic!("no schema for {kind}"))
    }

    pub(crate) fn ephemeral_kind(&self, kind: &str) -> Arc<Kind> {
        self.ephemerals.get(kind).cloned().unwrap_or_else(|| panic!("no schema for ephemeral resource {kind}"))
    }

    pub(crate) fn data_kind(&self, kind: &str) -> Arc<Kind> {
        self.data.get(kind).cloned().unwrap_or_else(|| panic!("no schema for data source {kind}"))
    }
}

impl Schemas for FakeSchemas {
    fn provider(&self) -> Arc<Schema> {
        self.provider.clone()
    }

    fn resource(&self, kind: &str) -> Option<Arc<Schema>> {
        self.resources.get(kind).map(|kind| kind.schema.clone())
    }

    fn data_source(&self, kind: &str) -> Option<Arc<Schema>> {
        self.data.get(kind).map(|kind| kind.schema.clone())
    }

    fn ephemeral(&self, kind: &str) -> Option<Arc<Schema>> {
        self.ephemerals.get(kind).map(|kind| kind.schema.clone())
    }

    fn function(&self, name: &str) -> Option<Arc<Function>> {
        function(name).map(Arc::new)
    }

    fn resource_names(&self) -> Vec<Arc<str>> {
        self.resources.keys().cloned().collect()
    }

    fn data_source_names(&self) -> Vec<Arc<str>> {
        self.data.keys().cloned().collect()
    }

    fn function_names(&self) -> Vec<Arc<str>> {
        vec!["joined".into(), "shout".into()]
    }
}

/// `shout(text)` and `joined(separator, parts...)`, whatever the schema.
fn function(name: &str) -> Option<Function> {
    let parameter =
        |name: &str| Parameter { name: name.into(), ty: Type::String, allow_null: false, allow_unknown: false };
    let (parameters, variadic) = match name {
        "shout" => (vec![parameter("text")], None),
        "joined" => (vec![parameter("separator")], Some(parameter("parts"))),
        _ => return None,
    };
    Some(Function { parameters, variadic, returns: Type::String, summary: String::new() })
}

fn parse_block(lines: &[(usize, &str)], path: &str, kind: &mut Kind) -> Block {
    let mut block = Block::default();
    let mut rest = lines;
    while let Some(((indent, line), after)) = rest.split_first() {
        let inner = after.iter().take_while(|(deeper, _)| deeper > indent).count();
        match line.strip_prefix("block ") {
            Some(head) => {
                let words: Vec<&str> = head.split_whitespace().collect();
                let number = |key: &str| {
                    words.iter().find_map(|word| word.strip_prefix(key)).map_or(0, |value| value.parse().unwrap())
                };
                let below = format!("{path}{}.", words[0]);
                let nested = NestedBlock {
                    nesting: nesting(words[1]),
                    min_items: number("min="),
                    max_items: number("max="),
                    block: parse_block(&after[..inner], &below, kind),
                };
                block.blocks.insert(words[0].into(), nested);
            }
            None => {
                let (name, attribute) = parse_attribute(line, path, kind);
                block.attributes.insert(name, attribute);
            }
        }
        rest = &after[inner..];
    }
    block
}

fn nesting(word: &str) -> Nesting {
    match word {
        "single" => Nesting::Single,
        "group" => Nesting::Group,
        "list" => Nesting::List,
        "set" => Nesting::Set,
        "map" => Nesting::Map,
        other => panic!("no nesting {other:?}"),
    }
}

fn parse_attribute(line: &str, path: &str, kind: &mut Kind) -> (Arc<str>, Attribute) {
    let (name, rest) = line.split_once(':').unwrap_or_else(|| panic!("no type in {line:?}"));
    let name: Arc<str> = name.trim().into();
    let mut text = Text { rest: rest.trim() };
    let ty = text.attribute_type();
    let flags: Vec<&str> = text.rest.split_whitespace().collect();
    let has = |flag: &str| flags.contains(&flag);
    let attribute = Attribute {
        required: has("required"),
        optional: has("optional"),
        computed: has("computed") || has("volatile"),
        sensitive: has("sensitive"),
        write_only: has("write_only"),
        deprecated: false,
        description: String::new(),
        ty,
    };
    if has("replace") {
        kind.replace.insert(format!("{path}{name}"));
    }
    if has("volatile") {
        kind.volatile.insert(name.clone());
    }
    if let Some(default) = flags.iter().find_map(|flag| flag.strip_prefix("default=")) {
        let json = serde_json::from_str(default).unwrap();
        kind.defaults.insert(name.clone(), from_json(&json, &attribute.value_type()).unwrap());
    }
    (name, attribute)
}

/// A type on its way to be read.
struct Text<'a> {
    rest: &'a str,
}

impl Text<'_> {
    fn attribute_type(&mut self) -> AttributeType {
        let nested = ["single", "list", "set", "map"]
            .into_iter()
            .find(|word| self.rest.strip_prefix("nested_").is_some_and(|rest| rest.starts_with(&format!("{word}("))));
        let Some(word) = nested else { return AttributeType::Plain(self.ty()) };
        self.rest = &self.rest["nested_".len() + word.len() + 1..];
        let end = self.rest.find(')').unwrap();
        let (inner, after) = self.rest.split_at(end);
        self.rest = &after[1..];
        let mut ignored = Kind::default();
        let attributes = inner.split(',').map(|line| parse_attribute(line.trim(), "", &mut ignored)).collect();
        AttributeType::Nested(nesting(word), Arc::new(attributes))
    }

    fn ty(&mut self) -> Type {
        let end = self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let (word, after) = self.rest.split_at(end);
        self.rest = after;
        match word {
            "string" => Type::String,
            "number" => Type::Number,
            "bool" => Type::Bool,
            "any" => Type::Dynamic,
            "list" => Type::list(self.inner()),
            "set" => Type::set(self.inner()),
            "map" => Type::map(self.inner()),
            "object" => self.object(),
            other => panic!("no type {other:?}"),
        }
    }

    fn inner(&mut self) -> Type {
        self.take('(');
        let ty = self.ty();
        self.take(')');
        ty
    }

    fn object(&mut self) -> Type {
        self.take('(');
        self.take('{');
        let mut attributes = Vec::new();
        while !self.rest.starts_with('}') {
            let (name, rest) = self.rest.split_once('=').unwrap();
            let name = name.trim().to_owned();
            self.rest = rest.trim_start();
            attributes.push((name, self.ty()));
            self.rest = self.rest.trim_start_matches([',', ' ']);
        }
        self.take('}');
        self.take(')');
        Type::object(attributes)
    }

    fn take(&mut self, wanted: char) {
        self.rest = self.rest.strip_prefix(wanted).unwrap_or_else(|| panic!("{wanted:?} expected at {:?}", self.rest));
    }
}
