//! Recorded plans, and the engine's values that they were written from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_address::{InstanceAddr, ProviderAddr};
use groundplan_config::files::{MemoryFiles, Overlay, Reader};
use groundplan_config::module::{LoadContext, LocalModules, ModuleCache, ModuleTree, load_tree};
use groundplan_diag::SourceMap;
use groundplan_engine::{Action, OutputChange, Reason};
use groundplan_format as format;
use groundplan_format::ResourceMode;
use groundplan_provider::{Attribute, AttributeType, Block, NestedBlock, Nesting, Schema};
use groundplan_state::DeposedKey;
use groundplan_value::{Marks, Path as ValuePath, PathStep, Type, Value, type_from_json};
use serde_json::Value as Json;

use crate::document::object::ObjectChange;

/// A recorded case.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) plan: format::Plan,
    schemas: BTreeMap<(String, ResourceMode, String), Arc<Schema>>,
    dir: PathBuf,
}

/// A change as the engine has it, with all that [`ObjectChange`] borrows.
pub(super) struct Made {
    addr: InstanceAddr,
    deposed: Option<DeposedKey>,
    provider: ProviderAddr,
    schema: Arc<Schema>,
    action: Action,
    reason: Option<Reason>,
    before: Value,
    after: Value,
    replace_paths: Vec<ValuePath>,
    previous: Option<InstanceAddr>,
    importing: Option<String>,
}

impl Made {
    /// A creation at an address.
    pub(super) fn creation(address: &str) -> Self {
        Self {
            addr: InstanceAddr::parse(address).unwrap(),
            deposed: None,
            provider: ProviderAddr::implied("test"),
            schema: Arc::default(),
            action: Action::Create,
            reason: None,
            before: Value::NULL,
            after: Value::object::<&str>([]),
            replace_paths: Vec::new(),
            previous: None,
            importing: None,
        }
    }

    pub(super) fn change(&self) -> ObjectChange<'_> {
        ObjectChange {
            addr: &self.addr,
            deposed: self.deposed.as_ref(),
            provider: &self.provider,
            schema: &self.schema,
            action: self.action,
            reason: self.reason,
            before: &self.before,
            after: &self.after,
            replace_paths: &self.replace_paths,
            previous: self.previous.as_ref(),
            importing: self.importing.as_deref(),
        }
    }
}

/// All recorded cases.
pub(super) fn cases() -> Vec<Case> {
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("../groundplan-format/tests/recorded");
    let mut found: Vec<Case> =
        std::fs::read_dir(recorded).unwrap().filter_map(|entry| case(entry.unwrap().path())).collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(found.len() > 10, "the recorded plans are not where they were");
    found
}

fn case(dir: PathBuf) -> Option<Case> {
    let plan = format::Plan::from_json(&std::fs::read_to_string(dir.join("plan.json")).ok()?).unwrap();
    let schemas = std::fs::read_to_string(dir.join("schemas.json")).unwrap_or_else(|_| "{}".to_owned());
    let schemas: format::ProviderSchemas = serde_json::from_str(&schemas).unwrap();
    let mut by_type = BTreeMap::new();
    for (provider, schemas) in &schemas {
        let managed = schemas.resource_schemas.iter().map(|it| (ResourceMode::Managed, it));
        let data = schemas.data_source_schemas.iter().map(|it| (ResourceMode::Data, it));
        for (mode, (kind, schema)) in managed.chain(data) {
            let schema = Schema { version: schema.version, block: block(&schema.block) };
            by_type.insert((provider.clone(), mode, kind.clone()), Arc::new(schema));
        }
    }
    let name = dir.file_name().unwrap().to_string_lossy().into_owned();
    Some(Case { name, plan, schemas: by_type, dir })
}

impl Case {
    pub(super) fn made(&self, changes: &[format::ResourceChange]) -> Vec<Made> {
        changes.iter().map(|change| self.make(change)).collect()
    }

    fn make(&self, change: &format::ResourceChange) -> Made {
        let key = (change.provider_name.clone(), change.mode, change.resource_type.clone());
        let schema = self.schemas.get(&key).unwrap_or_else(|| panic!("{}: no schema of {key:?}", self.name)).clone();
        let ty = schema.block.value_type();
        let recorded = &change.change;
        let no = Json::Bool(false);
        let mask = |mask: &Option<Json>| mask.clone().unwrap_or(Json::Bool(false));
        let before = value(&ty, recorded.before.as_ref(), &no, &mask(&recorded.before_sensitive));
        let after =
            value(&ty, recorded.after.as_ref(), &mask(&recorded.after_unknown), &mask(&recorded.after_sensitive));
        let paths = recorded.replace_paths.iter().rev().map(|steps| ValuePath(steps.iter().map(step).collect()));
        Made {
            addr: InstanceAddr::parse(&change.address).unwrap(),
            deposed: change.deposed.as_ref().map(|key| key.parse().unwrap()),
            provider: ProviderAddr::parse(&change.provider_name).unwrap(),
            schema,
            action: action(recorded.action),
            reason: change.action_reason.as_ref().and_then(|reason| reason_named(reason.name())),
            before,
            after,
            replace_paths: paths.collect(),
            previous: change.previous_address.as_ref().map(|address| InstanceAddr::parse(address).unwrap()),
            importing: recorded.importing.as_ref().and_then(|importing| importing.id.clone()),
        }
    }

    /// The plan's outputs; which of them are declared sensitive only the configuration says.
    pub(super) fn outputs(&self) -> Vec<OutputChange> {
        let declared = &self.plan.configuration.root_module.outputs;
        let outputs = self.plan.output_changes.iter().map(|(name, change)| {
            let sensitive = declared.get(name).is_some_and(|output| output.sensitive);
            let was_sensitive = change.before_sensitive == Some(Json::Bool(true)) && !sensitive;
            let planned = self.plan.planned_values.outputs.get(name).and_then(|output| output.value_type.as_ref());
            let ty = planned.map_or(Type::Dynamic, ty);
            let no = Json::Bool(false);
            let unknown = change.after_unknown.clone().unwrap_or(Json::Bool(false));
            OutputChange {
                name: name.as_str().into(),
                before: value(&Type::Dynamic, change.before.as_ref(), &no, &Json::Bool(was_sensitive)),
                after: value(&ty, change.after.as_ref(), &unknown, &no),
                sensitive,
                action: action(change.action),
            }
        });
        outputs.collect()
    }

    /// The configuration that was planned.
    pub(super) fn configuration(&self) -> Arc<ModuleTree> {
        load_folder(&self.dir)
    }
}

/// Loads the root module in a folder of recorded files; `before.tf` was there before and is not any more.
pub(super) fn load_folder(dir: &Path) -> Arc<ModuleTree> {
    let mut files = MemoryFiles::new();
    let mut folders = vec![dir.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let inside = path.strip_prefix(dir).unwrap();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "tf") && !inside.ends_with("before.tf") {
                files.add(Path::new("/case").join(inside), std::fs::read(&path).unwrap());
            }
        }
    }
    load(files)
}

/// Loads the root module in `/case`.
pub(super) fn load(files: MemoryFiles) -> Arc<ModuleTree> {
    let reader = Reader { base: Path::new("/case").into(), files: Arc::new(files) };
    let sources = SourceMap::new();
    let cache = ModuleCache::default();
    let context = LoadContext { sources: &sources, files: &reader, modules: &LocalModules, cache: &cache };
    let (tree, diags) = load_tree(Path::new("."), &Overlay::default(), &context);
    assert!(!diags.has_errors(), "{diags:?}");
    tree.unwrap()
}

fn action(action: format::Action) -> Action {
    match action {
        format::Action::NoOp => Action::NoOp,
        format::Action::Create => Action::Create,
        format::Action::Read => Action::Read,
        format::Action::Update => Action::Update,
        format::Action::Delete => Action::Delete,
        format::Action::DeleteThenCreate => Action::DeleteThenCreate,
        format::Action::CreateThenDelete => Action::CreateThenDelete,
        format::Action::Forget => Action::Forget,
    }
}

/// The engine's reason of that name; `None` for those that the engine does not have.
pub(super) fn reason_named(name: &str) -> Option<Reason> {
    use Reason as R;
    let all = [
        R::ReplaceTainted,
        R::ReplaceByRequest,
        R::ReplaceByTriggers,
        R::ReplaceCannotUpdate,
        R::DeleteNoResourceConfig,
        R::DeleteNoMoveTarget,
        R::DeleteNoModule,
        R::DeleteWrongRepetition,
        R::DeleteCountIndex,
        R::DeleteEachKey,
        R::ReadConfigUnknown,
        R::ReadDependencyPending,
    ];
    all.into_iter().find(|reason| reason.as_str() == name)
}

fn step(step: &Json) -> PathStep {
    match step {
        Json::String(name) => PathStep::Attr(name.as_str().into()),
        other => PathStep::Index(Value::implied_from_json(other).unwrap()),
    }
}

/// A value from what a plan says of it.
fn value(ty: &Type, json: Option<&Json>, unknown: &Json, sensitive: &Json) -> Value {
    let mark = if *sensitive == Json::Bool(true) { Marks::SENSITIVE } else { Marks::NONE };
    if *unknown == Json::Bool(true) {
        return Value::unknown(unknown_type(ty, sensitive)).mark(mark);
    }
    let made = match (ty, json) {
        (_, None | Some(Json::Null)) => Value::null(ty.clone()),
        (Type::Dynamic, Some(Json::Array(items))) => Value::tuple(elements(&Type::Dynamic, items, unknown, sensitive)),
        (Type::Dynamic, Some(Json::Object(members))) => {
            Value::object(named(members.keys(), unknown).into_iter().map(|name| {
                let inner = value(&Type::Dynamic, members.get(&name), at(unknown, &name), at(sensitive, &name));
                (name, inner)
            }))
        }
        (Type::Dynamic, Some(scalar)) => Value::implied_from_json(scalar).unwrap(),
        (Type::List(of), Some(Json::Array(items))) => {
            Value::list((**of).clone(), elements(of, items, unknown, sensitive))
        }
        (Type::Set(of), Some(Json::Array(items))) => {
            Value::set((**of).clone(), elements(of, items, unknown, sensitive))
        }
        (Type::Tuple(types), Some(Json::Array(items))) => {
            let each = types.iter().zip(items).enumerate();
            let each = each.map(|(i, (ty, item))| value(ty, Some(item), nth(unknown, i), nth(sensitive, i)));
            Value::tuple(each.collect::<Vec<_>>())
        }
        (Type::Map(of), Some(Json::Object(members))) => {
            let each = named(members.keys(), unknown).into_iter().map(|name| {
                let inner = value(of, members.get(&name), at(unknown, &name), at(sensitive, &name));
                (name, inner)
            });
            Value::map((**of).clone(), each)
        }
        (Type::Object(object), Some(Json::Object(members))) => {
            Value::object(object.attributes.iter().map(|(name, ty)| {
                let inner = value(ty, members.get(&**name), at(unknown, name), at(sensitive, name));
                (name.clone(), inner)
            }))
        }
        (_, Some(scalar)) => groundplan_value::from_json(scalar, ty).unwrap(),
    };
    made.mark(mark)
}

/// Of an unknown value of any type the mask tells whether it will be a list or an object.
fn unknown_type(ty: &Type, sensitive: &Json) -> Type {
    match (ty, sensitive) {
        (Type::Dynamic, Json::Array(_)) => Type::tuple([]),
        (Type::Dynamic, Json::Object(_)) => Type::object::<&str>([]),
        _ => ty.clone(),
    }
}

fn elements(ty: &Type, items: &[Json], unknown: &Json, sensitive: &Json) -> Vec<Value> {
    let each = items.iter().enumerate();
    each.map(|(i, item)| value(ty, Some(item), nth(unknown, i), nth(sensitive, i))).collect()
}

fn named<'a>(there: impl Iterator<Item = &'a String>, unknown: &'a Json) -> Vec<String> {
    let missing = unknown.as_object().into_iter().flat_map(|members| members.keys());
    let mut names: Vec<String> = there.chain(missing).cloned().collect();
    names.sort();
    names.dedup();
    names
}

fn at<'a>(mask: &'a Json, name: &str) -> &'a Json {
    mask.get(name).unwrap_or(&Json::Bool(false))
}

fn nth(mask: &Json, at: usize) -> &Json {
    mask.get(at).unwrap_or(&Json::Bool(false))
}

fn block(block: &format::Block) -> Block {
    let blocks = block.block_types.iter().map(|(name, nested)| {
        let nested = NestedBlock {
            nesting: nesting(nested.nesting_mode),
            block: self::block(&nested.block),
            min_items: nested.min_items.unwrap_or_default(),
            max_items: nested.max_items.unwrap_or_default(),
        };
        (name.as_str().into(), nested)
    });
    Block { attributes: attributes(&block.attributes), blocks: blocks.collect(), ..Block::default() }
}

fn attributes(attributes: &BTreeMap<String, format::Attribute>) -> BTreeMap<Arc<str>, Attribute> {
    let read = attributes.iter().map(|(name, attribute)| {
        let ty = match (&attribute.value_type, &attribute.nested_type) {
            (Some(ty), _) => AttributeType::Plain(self::ty(ty)),
            (None, Some(nested)) => {
                AttributeType::Nested(nesting(nested.nesting_mode), Arc::new(self::attributes(&nested.attributes)))
            }
            (None, None) => AttributeType::Plain(Type::Dynamic),
        };
        let read = Attribute {
            ty,
            required: attribute.required,
            optional: attribute.optional,
            computed: attribute.computed,
            sensitive: attribute.sensitive,
            write_only: attribute.write_only,
            deprecated: false,
            description: String::new(),
        };
        (name.as_str().into(), read)
    });
    read.collect()
}

fn ty(ty: &format::Type) -> Type {
    type_from_json(&serde_json::to_value(ty).unwrap()).unwrap()
}

fn nesting(nesting: format::Nesting) -> Nesting {
    match nesting {
        format::Nesting::Single => Nesting::Single,
        format::Nesting::Group => Nesting::Group,
        format::Nesting::List => Nesting::List,
        format::Nesting::Set => Nesting::Set,
        format::Nesting::Map => Nesting::Map,
    }
}
