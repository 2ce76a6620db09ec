//! States as text, what is done to them before a test, and a store that keeps them in memory.

use std::fmt::Write;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use groundplan_address::{InstanceAddr, ProviderConfigAddr};
use groundplan_state::{
    AttributeStep, Attributes, CheckResult, InstanceObject, Lock, LockError, LockInfo, ObjectStatus, RawJson, State,
    StateStore, StoreError,
};
use groundplan_value::from_json;

use super::schema::FakeSchemas;
use super::world::World;

/// Objects line by line, then outputs.
pub(crate) fn text(state: &State) -> String {
    let mut text = String::new();
    for (addr, instance) in state.instances() {
        if let Some(object) = &instance.current {
            writeln!(text, "{addr}: {}", object_text(object)).unwrap();
        }
        for object in instance.deposed.values() {
            writeln!(text, "{addr} (deposed): {}", object_text(object)).unwrap();
        }
    }
    for (name, output) in &state.outputs {
        let sensitive = if output.sensitive { " sensitive" } else { "" };
        writeln!(text, "output {name}: {}{sensitive}", output.value.as_str()).unwrap();
    }
    text += &checks(state.check_results.as_deref().unwrap_or_default());
    if text.is_empty() { "empty\n".into() } else { text }
}

/// What conditions came to, a line for each object.
pub(crate) fn checks(results: &[CheckResult]) -> String {
    let mut text = String::new();
    for result in results {
        if result.objects.is_empty() {
            writeln!(text, "checked {}: {}", result.config_addr, result.status.as_str()).unwrap();
        }
        for object in &result.objects {
            let messages: Vec<String> = object.failure_messages.iter().map(|message| format!(" {message:?}")).collect();
            writeln!(text, "checked {}: {}{}", object.object_addr, object.status.as_str(), messages.concat()).unwrap();
        }
    }
    text
}

fn object_text(object: &InstanceObject) -> String {
    let Attributes::Json(json) = &object.attributes else { return "flat".into() };
    let json = json.to_value().unwrap();
    let shown = json.as_object().unwrap().iter().filter(|(_, value)| !value.is_null());
    let shown = shown.map(|(name, value)| format!("{name} = {value}")).collect::<Vec<_>>().join(", ");
    let mut text = format!("{{{shown}}}");
    if object.status == ObjectStatus::Tainted {
        text += " tainted";
    }
    if object.create_before_destroy {
        text += " created first";
    }
    if !object.dependencies.is_empty() {
        write!(text, " after {}", object.dependencies.join(", ")).unwrap();
    }
    for path in &object.sensitive_paths {
        let steps = path.0.iter().map(|step| match step {
            AttributeStep::Attr(name) => format!(".{name}"),
            AttributeStep::Index { value, .. } => format!("[{}]", value.as_str()),
        });
        write!(text, " sensitive {}", steps.collect::<String>()).unwrap();
    }
    text
}

/// What is done to a state before the test, a line each:
/// - `taint ADDR`, `drop ADDR`, `created-first ADDR`
/// - `depends ADDR ON,ON`: what it says to depend on
/// - `put ADDR {…}`: an object, in the world too
/// - `deposed ADDR {…}`: a deposed object, in the world too
/// - `version ADDR N`: the schema version
pub(crate) fn edit(state: &mut State, text: &str, schemas: &FakeSchemas, world: &World) {
    for (at, line) in text.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        let (what, rest) = line.split_once(' ').unwrap();
        let (addr, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        let addr = InstanceAddr::parse(addr).unwrap();
        let provider = state.resource(&addr.resource_addr()).map(|resource| resource.provider.clone());
        let provider = provider.unwrap_or_else(|| {
            ProviderConfigAddr::parse("provider[\"registry.terraform.io/hashicorp/fake\"]").unwrap()
        });
        let mut changed = |change: &dyn Fn(&mut InstanceObject)| {
            let mut object = InstanceObject::clone(state.object(&addr, None).unwrap());
            change(&mut object);
            state.put(&addr, None, &provider, object);
        };
        match what {
            "taint" => changed(&|object| object.status = ObjectStatus::Tainted),
            "created-first" => changed(&|object| object.create_before_destroy = true),
            "depends" => changed(&|object| object.dependencies = rest.split(',').map(str::to_owned).collect()),
            "version" => changed(&|object| object.schema_version = rest.parse().unwrap()),
            "drop" => drop(state.remove(&addr, None).unwrap()),
            "put" | "deposed" => {
                let key = (what == "deposed").then(|| format!("{at:08}").parse().unwrap());
                let json = RawJson::parse(rest).unwrap();
                let value = json.to_value().unwrap();
                let ty = schemas.resource_kind(&addr.resource.kind).schema.block.value_type();
                let id = value["id"].as_str().unwrap().to_owned();
                let object = (addr.resource.kind.clone(), from_json(&value, &ty).unwrap());
                world.lock().objects.insert(("default".into(), id), object);
                state.put(&addr, key.as_ref(), &provider, InstanceObject::new(0, json));
            }
            other => panic!("cannot {other:?}"),
        }
    }
}

/// A store in memory.
#[derive(Default)]
pub(crate) struct MemoryStore {
    stored: Mutex<Option<State>>,
    /// Writing fails.
    pub(crate) broken: bool,
}

impl MemoryStore {
    pub(crate) fn holding(state: Option<State>) -> Self {
        Self { stored: Mutex::new(state), broken: false }
    }

    pub(crate) fn stored(&self) -> Option<State> {
        self.stored.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl StateStore for MemoryStore {
    fn describe(&self) -> String {
        "memory".to_owned()
    }

    async fn read(&self) -> Result<Option<State>, StoreError> {
        Ok(self.stored())
    }

    async fn write(&self, state: &State) -> Result<(), StoreError> {
        if self.broken {
            let source = io::Error::other("told to fail");
            return Err(StoreError::Io { action: "write", location: self.describe(), source });
        }
        *self.stored.lock().unwrap_or_else(PoisonError::into_inner) = Some(state.clone());
        Ok(())
    }

    async fn overwrite(&self, state: &State) -> Result<(), StoreError> {
        self.write(state).await
    }

    async fn lock(&self, info: &LockInfo) -> Result<Lock, LockError> {
        Ok(Lock { id: info.id.clone(), abandoned: None })
    }

    async fn unlock(&self, _id: &str) -> Result<(), LockError> {
        Ok(())
    }

    async fn force_unlock(&self, _id: &str) -> Result<(), LockError> {
        Ok(())
    }

    async fn holder(&self) -> Result<Option<LockInfo>, LockError> {
        Ok(None)
    }
}

/// The store's state, or nothing stored yet.
pub(crate) type Store = Arc<MemoryStore>;
