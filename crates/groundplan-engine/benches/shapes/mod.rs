//! Root modules of any size.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use groundplan_address::{InstanceAddr, ProviderConfigAddr};
use groundplan_state::{InstanceObject, RawJson, State};
use groundplan_value::{Value, from_json};

use crate::support::FakeSchemas;

/// A resource type with as many attributes as those of real providers often have.
pub(crate) const SCHEMA: &str = "
resource fake_thing
  id: string computed
  arn: string computed
  name: string optional replace
  uses: string optional
  size: number optional replace
  note: string optional
  tags: map(string) optional
  tags_all: map(string) optional computed
  owner: string optional computed
  enabled: bool optional default=true
  kind: string optional computed
  subnets: set(string) optional
  policy: string optional
  password: string optional sensitive
  block rule list
    port: number required
    protocol: string optional
    sources: list(string) optional
  block logging list max=1
    bucket: string optional
    prefix: string optional
";

/// How a root module is made.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// One block for each resource, each referring to the one ten times nearer to the root.
    Tree,
    /// A hundred instances for each block, each referring to the instance of the same key of another block.
    ForEach,
    /// Instances of one module with ten resources each, which refer to each other.
    Modules,
    /// The tree again, all of it in the state.
    Refresh,
}

/// What a run begins with.
pub(crate) struct World {
    pub(crate) files: Vec<(String, String)>,
    pub(crate) state: State,
    pub(crate) objects: BTreeMap<(String, String), (Arc<str>, Value)>,
}

impl Shape {
    pub(crate) const ALL: [Self; 4] = [Self::Tree, Self::ForEach, Self::Modules, Self::Refresh];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Tree => "tree",
            Self::ForEach => "for_each",
            Self::Modules => "modules",
            Self::Refresh => "refresh",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shape| shape.name() == name)
    }

    pub(crate) fn world(self, size: usize) -> World {
        let files = match self {
            Self::Tree | Self::Refresh => vec![("/module/main.tf".into(), tree(size))],
            Self::ForEach => vec![("/module/main.tf".into(), for_each(size / 100))],
            Self::Modules => {
                vec![("/module/main.tf".into(), modules(size / 10)), ("/module/child/main.tf".into(), MODULE.into())]
            }
        };
        let mut world = World { files, state: State::with_lineage("growth".into()), objects: BTreeMap::new() };
        if matches!(self, Self::Refresh) {
            add_state(size, &mut world);
        }
        world
    }
}

fn arguments(name: &str, uses: &str) -> String {
    format!(
        "  name = {name}\n  uses = {uses}\n  size = 10\n  tags = merge(local.tags, {{ Name = {name} }})\n  rule {{\n    port     = 443\n    protocol = \"tcp\"\n    sources  = local.sources\n  }}\n"
    )
}

const LOCALS: &str = "locals {\n  tags    = { team = \"platform\", stage = \"test\" }\n  sources = [\"10.0.0.0/8\", \"192.168.0.0/16\"]\n}\n";

fn tree(size: usize) -> String {
    let mut text = LOCALS.to_owned();
    for at in 0..size {
        let uses = if at == 0 { "null".to_owned() } else { format!("fake_thing.r{}.id", at / 10) };
        let arguments = arguments(&format!("\"r{at}\""), &uses);
        write!(text, "resource \"fake_thing\" \"r{at}\" {{\n{arguments}}}\n").unwrap();
    }
    text
}

fn for_each(blocks: usize) -> String {
    let mut text = format!("{LOCALS}locals {{ keys = toset([for at in range(100) : \"k${{at}}\"]) }}\n");
    for at in 0..blocks {
        let uses = if at == 0 { "null".to_owned() } else { format!("fake_thing.r{}[each.key].id", at / 10) };
        let arguments = arguments(&format!("\"r{at}-${{each.key}}\""), &uses);
        write!(text, "resource \"fake_thing\" \"r{at}\" {{\n  for_each = local.keys\n{arguments}}}\n").unwrap();
    }
    text
}

fn modules(instances: usize) -> String {
    format!(
        "module \"m\" {{\n  source   = \"./child\"\n  for_each = toset([for at in range({instances}) : \"m${{at}}\"])\n  name     = each.key\n}}\noutput \"ids\" {{ value = {{ for key, m in module.m : key => m.id }} }}\n"
    )
}

const MODULE: &str = r#"
variable "name" { type = string }
locals {
  tags = { team = "platform", module = var.name }
}
resource "fake_thing" "base" {
  name = var.name
  tags = local.tags
}
resource "fake_thing" "each" {
  count = 9
  name  = "${var.name}-${count.index}"
  uses  = fake_thing.base.id
  tags  = merge(local.tags, { at = count.index })
}
output "id" { value = fake_thing.base.id }
"#;

/// All of the tree as it is once it was applied.
fn add_state(size: usize, world: &mut World) {
    let schemas = FakeSchemas::parse(SCHEMA);
    let ty = schemas.resource_kind("fake_thing").schema.block.value_type();
    let provider = ProviderConfigAddr::parse("provider[\"registry.terraform.io/hashicorp/fake\"]").unwrap();
    for at in 0..size {
        let uses = if at == 0 { serde_json::Value::Null } else { format!("r{}", at / 10).into() };
        let object = serde_json::json!({
            "id": format!("r{at}"), "arn": format!("arn:r{at}"), "name": format!("r{at}"), "uses": uses, "size": 10,
            "tags": { "team": "platform", "stage": "test", "Name": format!("r{at}") }, "tags_all": {},
            "owner": "x", "kind": "x",
            "rule": [{ "port": 443, "protocol": "tcp", "sources": ["10.0.0.0/8", "192.168.0.0/16"] }], "logging": [],
        });
        let addr = InstanceAddr::parse(&format!("fake_thing.r{at}")).unwrap();
        let mut stored = InstanceObject::new(0, RawJson::from_value(&object).unwrap());
        let above = std::iter::successors(Some(at / 10), |above| (*above > 0).then_some(above / 10));
        stored.dependencies = above.take_while(|_| at > 0).map(|above| format!("fake_thing.r{above}")).collect();
        stored.dependencies.sort();
        world.state.put(&addr, None, &provider, stored);
        let value = from_json(&object, &ty).unwrap();
        world.objects.insert(("default".into(), format!("r{at}")), ("fake_thing".into(), value));
    }
}
