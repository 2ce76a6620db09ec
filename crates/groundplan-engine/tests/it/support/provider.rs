//! A provider that keeps its objects in a [`World`].

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, RwLock};

use async_trait::async_trait;
use groundplan_diag::Severity;
use groundplan_provider::{
    ApplyRequest, ApplyResponse, AttributeDiagnostic, Block, EphemeralOpened, ImportedResource, MoveRequest,
    ObjectState, PlanRequest, PlanResponse, Provider, ProviderError, ProviderResult, ReadRequest, ReadResponse,
    Response, Schemas,
};
use groundplan_value::{Map, Path, Type, Value, from_json};

use super::behaviour::{Behaviour, Misdeed};
use super::gate::Gate;
use super::schema::{FakeSchemas, Kind};
use super::world::World;

/// What all provider instances of a test share.
#[derive(Default)]
pub(crate) struct Shared {
    pub(crate) schemas: Arc<FakeSchemas>,
    pub(crate) world: World,
    pub(crate) behaviour: RwLock<Behaviour>,
    pub(crate) gate: Arc<Gate>,
    /// States of others, by workspace and path.
    pub(crate) remote: BTreeMap<String, String>,
    /// The engine is applying, not planning.
    pub(crate) applying: AtomicBool,
    /// The user asked to stop.
    pub(crate) stop: AtomicBool,
    /// The program was killed.
    pub(crate) killed: tokio::sync::Notify,
}

/// An instance of the fake provider.
pub(crate) struct FakeProvider {
    pub(crate) shared: Arc<Shared>,
    pub(crate) account: String,
    pub(crate) offline: bool,
}

impl FakeProvider {
    fn log(&self, what: &str) {
        let account = if self.account == "default" { String::new() } else { format!(" [{}]", self.account) };
        self.shared.world.call(format!("{what}{account}"));
    }

    fn misdeeds(&self, operation: &str, name: &str) -> Vec<Misdeed> {
        self.shared.behaviour.read().unwrap().of(operation, name).to_vec()
    }

    fn is_legacy(&self) -> bool {
        self.shared.behaviour.read().unwrap().legacy
    }

    fn kind(&self, kind: &str) -> Arc<Kind> {
        self.shared.schemas.resource_kind(kind)
    }

    fn key(&self, id: &str) -> (String, String) {
        (self.account.clone(), id.to_owned())
    }

    fn must_be_online(&self, what: &str) -> Result<(), ProviderError> {
        if self.offline {
            return Err(ProviderError { message: format!("asked to {what} without an account.") });
        }
        Ok(())
    }
}

/// The name that tests know an object by.
fn name_of(kind: &str, value: &Value) -> String {
    let name = value.as_map().and_then(|map| map.get("name")).and_then(|name| name.as_str().cloned());
    name.map_or_else(|| kind.to_owned(), |name| name.to_string())
}

fn id_of(value: &Value) -> String {
    let id = value.as_map().and_then(|map| map.get("id")).and_then(|id| id.as_str().cloned());
    id.map_or_else(|| "nothing".to_owned(), |id| id.to_string())
}

/// What it says, of the operation's misdeeds.
fn said(misdeeds: &[Misdeed]) -> Vec<AttributeDiagnostic> {
    let said = misdeeds.iter().filter_map(|misdeed| match misdeed {
        Misdeed::Say { error, text, at } => Some((*error, text.clone(), at.clone())),
        Misdeed::Partial(text) => Some((true, text.clone(), None)),
        _ => None,
    });
    let said = said.map(|(error, text, at)| AttributeDiagnostic {
        severity: if error { Severity::Error } else { Severity::Warning },
        summary: text,
        detail: String::new(),
        attribute: at.map(|at| {
            at.split('.').fold(Path::root(), |path, step| match step.parse::<usize>() {
                Ok(index) => path.index(Value::number(index)),
                Err(_) => path.attr(step),
            })
        }),
    });
    said.collect()
}

fn is_refused(misdeeds: &[Misdeed]) -> bool {
    misdeeds.iter().any(|misdeed| matches!(misdeed, Misdeed::Say { error: true, .. }))
}

fn with(value: &Value, attribute: &str, new: Value) -> Value {
    let mut map = value.as_map().cloned().unwrap_or_default();
    map.insert(attribute.into(), new);
    Value::object(map)
}

/// The value with what the misdeeds say of it.
fn spoiled(misdeeds: &[Misdeed], block: &Block, value: Value) -> Value {
    misdeeds.iter().fold(value, |value, misdeed| {
        let ty = |attribute: &String| block.value_type().attributes().unwrap().get(attribute.as_str()).unwrap().clone();
        match misdeed {
            Misdeed::Null => Value::null(block.value_type()),
            Misdeed::Set(attribute, json) => with(&value, attribute, from_json(json, &ty(attribute)).unwrap()),
            Misdeed::Unknown(attribute) => with(&value, attribute, Value::unknown(ty(attribute))),
            _ => value,
        }
    })
}

/// The proposed value with what the provider fills in: not known yet, or its default.
fn filled(block: &Block, kind: Option<&Kind>, value: &Value) -> Value {
    let Some(map) = value.as_map() else { return value.clone() };
    let mut result = Map::new();
    for (name, attribute) in &block.attributes {
        let value = map[name].clone();
        let default = kind.and_then(|kind| kind.defaults.get(name));
        let value = match (attribute.computed && value.is_null(), default) {
            (true, Some(default)) => default.clone(),
            (true, None) => Value::unknown(attribute.value_type()),
            (false, _) => value,
        };
        result.insert(name.clone(), value);
    }
    for (name, nested) in &block.blocks {
        let value = &map[name];
        let is_object = matches!(nested.value_type(), Type::Object(_));
        let each = |value: &Value| filled(&nested.block, None, value);
        result.insert(name.clone(), if is_object { each(value) } else { value.map_children(each) });
    }
    Value::object(result)
}

/// The value with everything that was not known yet made up.
fn realized(value: &Value, attribute: &str, id: &str) -> Value {
    if value.is_known() {
        if let Some(map) = value.as_map()
            && matches!(value.ty(), Type::Object(_))
        {
            return Value::object(map.iter().map(|(name, inner)| (name.clone(), realized(inner, name, id))));
        }
        return value.map_children(|inner| realized(inner, attribute, id));
    }
    match value.ty() {
        Type::String | Type::Dynamic if attribute == "id" => Value::string(id),
        Type::String | Type::Dynamic => Value::string(format!("{attribute} of {id}")),
        Type::Number => Value::number(7usize),
        Type::Bool => Value::TRUE,
        Type::List(element) => Value::empty_list((*element).clone()),
        Type::Set(element) => Value::set((*element).clone(), []),
        Type::Map(element) => Value::map::<Arc<str>>((*element).clone(), []),
        ty @ (Type::Tuple(_) | Type::Object(_)) => Value::null(ty),
    }
}

fn replace_paths(kind: &Kind, prior: &Value, planned: &Value, misdeeds: &[Misdeed]) -> Vec<Path> {
    let mut paths = Vec::new();
    let more = misdeeds.iter().filter_map(|misdeed| match misdeed {
        Misdeed::Replace(attribute) => Some(attribute),
        _ => None,
    });
    for name in kind.replace.iter().chain(more) {
        match name.split_once('.') {
            None => paths.push(Path::root().attr(name.as_str())),
            Some((block, attribute)) => {
                let len = |value: &Value| value.get_attr(block).and_then(|list| list.len()).unwrap_or_default();
                for at in 0..len(prior).max(len(planned)) {
                    paths.push(Path::root().attr(block).index(Value::number(at)).attr(attribute));
                }
            }
        }
    }
    paths
}

#[async_trait]
impl Provider for FakeProvider {
    fn schemas(&self) -> Arc<dyn Schemas> {
        self.shared.schemas.clone()
    }

    async fn validate_provider(&self, _config: Value) -> ProviderResult<()> {
        Ok(Response::ok(()))
    }

    async fn configure(&self, _config: Value) -> ProviderResult<()> {
        Ok(Response::ok(()))
    }

    async fn validate_resource(&self, kind: &str, config: Value) -> ProviderResult<()> {
        let name = name_of(kind, &config);
        self.log(&format!("validate {name}"));
        Ok(Response { value: (), diagnostics: said(&self.misdeeds("validate", &name)) })
    }

    async fn validate_data_source(&self, kind: &str, config: Value) -> ProviderResult<()> {
        let name = name_of(kind, &config);
        self.log(&format!("validate data {name}"));
        Ok(Response { value: (), diagnostics: said(&self.misdeeds("validate", &name)) })
    }

    async fn upgrade_state(&self, kind: &str, version: u64, json: &[u8]) -> ProviderResult<Value> {
        let schema = self.kind(kind).schema.clone();
        let json: serde_json::Value = serde_json::from_slice(json).unwrap();
        if version != schema.version {
            self.log(&format!("upgrade {kind} from {version}"));
        }
        match from_json(&json, &schema.block.value_type()) {
            Ok(value) => Ok(Response::ok(value)),
            Err(error) => Err(ProviderError { message: error.to_string() }),
        }
    }

    async fn read(&self, request: ReadRequest) -> ProviderResult<ReadResponse> {
        self.must_be_online("read")?;
        let (id, name) = (id_of(&request.current.value), name_of(&request.kind, &request.current.value));
        self.log(&format!("read {id}"));
        let block = &self.kind(&request.kind).schema.block;
        let misdeeds = self.misdeeds("read", &name);
        let found = self.shared.world.lock().objects.get(&self.key(&id)).map(|(_, value)| value.clone());
        let found = found.unwrap_or_else(|| Value::null(block.value_type()));
        let state = ObjectState { value: spoiled(&misdeeds, block, found), private: request.current.private };
        Ok(Response { value: ReadResponse { state, deferred: None }, diagnostics: said(&misdeeds) })
    }

    async fn plan(&self, request: PlanRequest) -> ProviderResult<PlanResponse> {
        let kind = self.kind(&request.kind);
        let destroys = request.proposed.is_null();
        let name = name_of(&request.kind, if destroys { &request.prior.value } else { &request.proposed });
        self.log(&format!("plan {name}"));
        let applying = self.shared.applying.load(Ordering::Relaxed);
        let misdeeds = if destroys {
            self.misdeeds("plan-delete", &name)
        } else if applying && !self.misdeeds("replan", &name).is_empty() {
            self.misdeeds("replan", &name)
        } else {
            self.misdeeds("plan", &name)
        };
        let block = &kind.schema.block;
        let planned = if destroys || request.proposed == request.prior.value {
            request.proposed
        } else {
            let value = filled(block, Some(&kind), &request.proposed);
            kind.volatile.iter().fold(value, |value, name| {
                let configured = !request.config.get_attr(name).unwrap().is_null();
                if configured { value } else { with(&value, name, Value::unknown(block.attributes[name].value_type())) }
            })
        };
        let planned = spoiled(&misdeeds, block, planned);
        let requires_replace = if request.prior.value.is_null() || destroys {
            Vec::new()
        } else {
            replace_paths(&kind, &request.prior.value, &planned, &misdeeds)
        };
        let private: Arc<[u8]> = if destroys { Arc::from(*b"bye") } else { request.prior.private };
        let value = PlanResponse {
            planned: ObjectState { value: planned, private },
            requires_replace,
            legacy_type_system: self.is_legacy(),
            deferred: None,
        };
        Ok(Response { value, diagnostics: said(&misdeeds) })
    }

    async fn apply(&self, request: ApplyRequest) -> ProviderResult<ApplyResponse> {
        self.must_be_online("change something")?;
        let creates = request.prior.value.is_null();
        let destroys = request.planned.value.is_null();
        let operation = match (creates, destroys) {
            (true, _) => "create",
            (_, true) => "delete",
            _ => "update",
        };
        let name = name_of(&request.kind, if destroys { &request.prior.value } else { &request.planned.value });
        let misdeeds = self.misdeeds(operation, &name);
        self.shared.gate.turn(&name, misdeeds.contains(&Misdeed::Slow)).await;
        let block = &self.kind(&request.kind).schema.block;
        let legacy = self.is_legacy();
        let answer = |value: Value| Response {
            value: ApplyResponse {
                state: ObjectState { value, private: request.planned.private.clone() },
                legacy_type_system: legacy,
            },
            diagnostics: said(&misdeeds),
        };
        let nothing = Value::null(block.value_type());
        if misdeeds.contains(&Misdeed::Stop) {
            self.shared.stop.store(true, Ordering::Relaxed);
        }
        if is_refused(&misdeeds) || misdeeds.contains(&Misdeed::Null) {
            self.log(&format!("{operation} {name} refused"));
            return Ok(answer(nothing));
        }
        let id = if creates { self.shared.world.lock().new_id(&name) } else { id_of(&request.prior.value) };
        let made = if destroys {
            self.log(&format!("delete {id}"));
            self.shared.world.lock().objects.remove(&self.key(&id));
            nothing
        } else {
            let made = realized(&request.planned.value, "", &id);
            let changed = changed_attributes(&request.prior.value, &made);
            let given = write_only_given(block, &request.config);
            self.log(&if creates { format!("create {id}{given}") } else { format!("update {id} ({changed}){given}") });
            let object = (request.kind.clone(), made.clone());
            self.shared.world.lock().objects.insert(self.key(&id), object);
            made
        };
        if misdeeds.contains(&Misdeed::Die) {
            self.shared.killed.notify_one();
            std::future::pending::<()>().await;
        }
        if misdeeds.contains(&Misdeed::Lost) {
            return Err(ProviderError { message: "The provider's process ended.".into() });
        }
        Ok(answer(spoiled(&misdeeds, block, made)))
    }

    /// Like most providers it believes the id and lets the read say whether there is such an object.
    async fn import(&self, kind: &str, id: &str) -> ProviderResult<Vec<ImportedResource>> {
        self.log(&format!("import {id}"));
        let block = &self.kind(kind).schema.block;
        let nothing = block.value_type().attributes().unwrap().clone();
        let empty = Value::object(nothing.iter().map(|(name, ty)| (name.clone(), Value::null(ty.clone()))));
        let state = ObjectState { value: with(&empty, "id", Value::string(id)), private: Arc::from([]) };
        let misdeeds = self.misdeeds("import", id);
        let found = if misdeeds.contains(&Misdeed::Null) {
            Vec::new()
        } else {
            vec![ImportedResource { kind: kind.into(), state }]
        };
        Ok(Response { value: found, diagnostics: said(&misdeeds) })
    }

    /// Attributes of the same name are kept.
    async fn move_state(&self, request: MoveRequest) -> ProviderResult<ObjectState> {
        self.log(&format!("move {} to {}", request.source_kind, request.target_kind));
        if &*request.target_kind == "fake_thing" {
            return Err(ProviderError { message: format!("{} cannot be moved.", request.source_kind) });
        }
        let json: serde_json::Value = serde_json::from_slice(&request.source_json).unwrap();
        let block = &self.kind(&request.target_kind).schema.block;
        let names = block.attributes.keys().map(|name| (name.to_string(), json[&**name].clone()));
        let value = from_json(&names.collect::<serde_json::Map<_, _>>().into(), &block.value_type()).unwrap();
        let id = id_of(&value);
        self.shared.world.lock().objects.insert(self.key(&id), (request.target_kind, value.clone()));
        Ok(Response::ok(ObjectState { value, private: request.source_private }))
    }

    async fn read_data_source(&self, kind: &str, config: Value) -> ProviderResult<Value> {
        self.must_be_online("read a data source")?;
        let name = name_of(kind, &config);
        let misdeeds = self.misdeeds("data", &name);
        if self.shared.applying.load(Ordering::Relaxed) {
            self.shared.gate.turn(&name, misdeeds.contains(&Misdeed::Slow)).await;
        }
        self.log(&format!("data {name}"));
        let block = &self.shared.schemas.data_kind(kind).schema.block;
        let read = realized(&filled(block, None, &config), "", &format!("data-{name}"));
        Ok(Response { value: spoiled(&misdeeds, block, read), diagnostics: said(&misdeeds) })
    }

    async fn validate_ephemeral(&self, kind: &str, config: Value) -> ProviderResult<()> {
        let name = name_of(kind, &config);
        self.log(&format!("validate ephemeral {name}"));
        Ok(Response { value: (), diagnostics: said(&self.misdeeds("validate", &name)) })
    }

    /// The private bytes are the name, with a `'` for each renewal.
    async fn open_ephemeral(&self, kind: &str, config: Value) -> ProviderResult<EphemeralOpened> {
        self.must_be_online("open something")?;
        let name = name_of(kind, &config);
        let misdeeds = self.misdeeds("open", &name);
        self.log(&format!("open {name}"));
        let block = &self.shared.schemas.ephemeral_kind(kind).schema.block;
        let result = realized(&filled(block, None, &config), "", &format!("secret-{name}"));
        let opened = EphemeralOpened {
            result: spoiled(&misdeeds, block, result),
            private: name.as_bytes().into(),
            renew_at: misdeeds.contains(&Misdeed::Renew).then_some(0),
        };
        Ok(Response { value: opened, diagnostics: said(&misdeeds) })
    }

    async fn renew_ephemeral(&self, _kind: &str, private: &[u8]) -> ProviderResult<(Arc<[u8]>, Option<i64>)> {
        let name = String::from_utf8_lossy(private).into_owned();
        self.log(&format!("renew {name}"));
        let renewed = format!("{name}'");
        Ok(Response { value: (renewed.as_bytes().into(), None), diagnostics: said(&self.misdeeds("renew", &name)) })
    }

    async fn close_ephemeral(&self, _kind: &str, private: &[u8]) -> ProviderResult<()> {
        let name = String::from_utf8_lossy(private).into_owned();
        self.log(&format!("close {name}"));
        Ok(Response { value: (), diagnostics: said(&self.misdeeds("close", &name)) })
    }

    async fn call_function(
        &self,
        name: &str,
        arguments: Vec<Value>,
    ) -> Result<Result<Value, (String, Option<usize>)>, ProviderError> {
        let texts: Vec<String> = arguments.iter().map(|argument| argument.as_str().unwrap().to_string()).collect();
        self.log(&format!("call {name}({})", texts.join(", ")));
        Ok(match (name, texts.as_slice()) {
            ("shout", [text]) if text == "no" => Err(("It does not shout \"no\".".into(), Some(0))),
            ("shout", [text]) if text.is_empty() => Err(("nothing to shout".into(), None)),
            ("shout", [text]) => Ok(Value::string(text.to_uppercase())),
            (_, [separator, parts @ ..]) => Ok(Value::string(parts.join(separator))),
            _ => panic!("no arguments"),
        })
    }

    async fn stop(&self) {}
}

/// The write-only arguments of a configuration, to be told.
fn write_only_given(block: &Block, config: &Value) -> String {
    let attributes = block.attributes.iter().filter(|(_, attribute)| attribute.write_only);
    let given =
        attributes.filter_map(|(name, _)| Some(format!(" given {name} {:?}", config.get_attr(name)?.as_str()?)));
    given.collect()
}

fn changed_attributes(before: &Value, after: &Value) -> String {
    let (Some(before), Some(after)) = (before.as_map(), after.as_map()) else { return String::new() };
    let changed = after.iter().filter(|(name, value)| before.get(*name) != Some(value));
    changed.map(|(name, _)| &**name).collect::<Vec<_>>().join(", ")
}
