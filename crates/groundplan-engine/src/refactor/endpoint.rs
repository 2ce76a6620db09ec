use std::fmt;
use std::sync::Arc;

use groundplan_address::{InstanceAddr, InstanceKey, ModuleAddr, ModulePath, ModuleStep, ResourceId};
use groundplan_config::module::Target;

/// One end of a `moved` block: which objects it may mean, in any instance of the module that the block stands in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Endpoint {
    /// How many of the steps lead to the module that the block stands in.
    declared: usize,
    steps: Vec<Step>,
    /// The resource, unless it is a module. Without a key it is the whole resource, with all its instances.
    resource: Option<(ResourceId, Option<InstanceKey>)>,
}

/// A step into a module. Without a key it stands for any instance.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    name: Arc<str>,
    key: Option<InstanceKey>,
}

impl Step {
    fn matches(&self, other: &Self) -> bool {
        let keys_match = match (&self.key, &other.key) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        self.name == other.name && keys_match
    }

    fn selects(&self, step: &ModuleStep) -> bool {
        self.name == step.name && self.key.as_ref().is_none_or(|key| *key == step.key)
    }
}

/// The ends of a block that stands in the module at `path`. Where neither address ends with a key, all instances are meant.
pub(crate) fn endpoints(path: &ModulePath, from: &Target, to: &Target) -> (Endpoint, Endpoint) {
    let last_key = |target: &Target| match target {
        Target::Module(module) => module.0.last().map(|step| step.key.clone()).unwrap_or_default(),
        Target::Resource(instance) => instance.key.clone(),
    };
    let whole = last_key(from).is_none() && last_key(to).is_none();
    (Endpoint::new(path, from, whole), Endpoint::new(path, to, whole))
}

impl Endpoint {
    fn new(path: &ModulePath, target: &Target, whole: bool) -> Self {
        let mut steps: Vec<Step> = path.0.iter().map(|name| Step { name: name.clone(), key: None }).collect();
        let declared = steps.len();
        let inner = match target {
            Target::Module(module) => module,
            Target::Resource(instance) => &instance.module,
        };
        steps.extend(inner.0.iter().map(|step| Step { name: step.name.clone(), key: Some(step.key.clone()) }));
        let resource = match target {
            Target::Module(_) => {
                if let Some(last) = steps.last_mut().filter(|_| whole) {
                    last.key = None;
                }
                None
            }
            Target::Resource(instance) => Some((instance.resource.clone(), (!whole).then(|| instance.key.clone()))),
        };
        Self { declared, steps, resource }
    }

    /// An instance of a resource, as a block in its own module means it, but of one module instance only.
    pub(crate) fn of_instance(addr: &InstanceAddr) -> Self {
        let steps = addr.module.0.iter().map(|step| Step { name: step.name.clone(), key: Some(step.key.clone()) });
        Self { declared: 0, steps: steps.collect(), resource: Some((addr.resource.clone(), Some(addr.key.clone()))) }
    }

    /// The module that the block stands in.
    pub(crate) fn declared_in(&self) -> ModulePath {
        ModulePath(self.steps.iter().take(self.declared).map(|step| step.name.clone()).collect())
    }

    /// The module, or the module with the resource.
    pub(crate) fn module_path(&self) -> ModulePath {
        ModulePath(self.steps.iter().map(|step| step.name.clone()).collect())
    }

    /// The resource, unless it is a module.
    pub(crate) fn resource(&self) -> Option<&ResourceId> {
        self.resource.as_ref().map(|(id, _)| id)
    }

    /// Whether it is a module.
    pub(crate) fn is_module(&self) -> bool {
        self.resource.is_none()
    }

    /// Whether it is a resource with all its instances.
    pub(crate) fn is_whole_resource(&self) -> bool {
        matches!(self.resource, Some((_, None)))
    }

    /// Whether it is a module call with all its instances.
    pub(crate) fn is_whole_call(&self) -> bool {
        self.is_module() && self.steps.len() > self.declared && self.steps.last().is_some_and(|step| step.key.is_none())
    }

    /// The key of the one instance that it means, if it means one.
    pub(crate) fn key(&self) -> Option<&InstanceKey> {
        match &self.resource {
            Some((_, key)) => key.as_ref(),
            None => self.steps.last().filter(|_| self.steps.len() > self.declared)?.key.as_ref(),
        }
    }

    /// The module instance that it means, or that holds what it means, as seen from an instance of the block's module.
    /// Without the last step's key where all instances are meant.
    pub(crate) fn module_in(&self, declared: &ModuleAddr) -> ModuleAddr {
        let inner = self.steps.iter().skip(self.declared);
        let inner = inner.map(|step| ModuleStep { name: step.name.clone(), key: step.key.clone().unwrap_or_default() });
        ModuleAddr(declared.0.iter().cloned().chain(inner).collect())
    }

    /// Its address, as seen from an instance of the block's module.
    pub(crate) fn shown_in(&self, declared: &ModuleAddr) -> String {
        let module = self.module_in(declared);
        match &self.resource {
            None => module.to_string(),
            Some((id, key)) => {
                InstanceAddr { module, resource: id.clone(), key: key.clone().unwrap_or_default() }.to_string()
            }
        }
    }

    /// Whether it speaks of a resource or one of its instances.
    pub(crate) fn selects_resource(&self, module: &ModuleAddr, resource: &ResourceId) -> bool {
        self.resource().is_some_and(|id| id == resource) && self.selects_module(module)
    }

    fn selects_module(&self, module: &ModuleAddr) -> bool {
        self.steps.len() == module.0.len() && self.selects_start(module)
    }

    fn selects_start(&self, module: &ModuleAddr) -> bool {
        self.steps.len() <= module.0.len() && self.steps.iter().zip(&module.0).all(|(step, at)| step.selects(at))
    }

    fn matches_start(&self, other: &Self) -> bool {
        self.steps.len() <= other.steps.len() && self.steps.iter().zip(&other.steps).all(|(a, b)| a.matches(b))
    }

    /// Whether it may mean what the other, the destination of another move, means.
    pub(crate) fn can_chain_from(&self, other: &Self) -> bool {
        let same_resource = match (&self.resource, &other.resource) {
            (None, None) => true,
            (Some(a), Some(b)) => a == b,
            _ => false,
        };
        same_resource && self.steps.len() == other.steps.len() && other.matches_start(self)
    }

    /// Whether it means something within what the other means.
    pub(crate) fn is_nested_within(&self, other: &Self) -> bool {
        if !other.matches_start(self) {
            return false;
        }
        let deeper = self.steps.len() > other.steps.len();
        match (&other.resource, &self.resource) {
            (None, Some(_)) => true,
            (None, None) => deeper || (other.is_whole_call() && !self.is_whole_call()),
            (Some((outer, None)), Some((inner, Some(_)))) => !deeper && outer == inner,
            _ => false,
        }
    }

    /// Whether a move from here to there changes nothing but the key of a module.
    pub(crate) fn is_new_key_of(&self, to: &Self) -> bool {
        self.is_module() && to.is_module() && self.module_path() == to.module_path()
    }
}

/// Where an object at an address goes by a move, if the move is about it: about exactly its module, its resource or its
/// instance, or about a module around it.
pub(crate) fn destination(from: &Endpoint, to: &Endpoint, addr: &InstanceAddr) -> Option<InstanceAddr> {
    let resource = match (&from.resource, &to.resource) {
        (None, None) if from.selects_start(&addr.module) => None,
        (Some((id, key)), Some((new, new_key))) if from.selects_module(&addr.module) && *id == addr.resource => {
            if key.as_ref().is_some_and(|key| *key != addr.key) {
                return None;
            }
            Some((new, new_key))
        }
        _ => return None,
    };
    let (matched, rest) = addr.module.0.split_at_checked(from.steps.len())?;
    let last_key = matched.last().map(|step| step.key.clone()).unwrap_or_default();
    let prefix = matched.iter().take(from.declared).cloned();
    let inner = to.steps.iter().skip(to.declared);
    // A call that moves as a whole keeps the keys of its instances.
    let inner = inner
        .map(|step| ModuleStep { name: step.name.clone(), key: step.key.clone().unwrap_or_else(|| last_key.clone()) });
    let module = ModuleAddr(prefix.chain(inner).chain(rest.iter().cloned()).collect());
    let (resource, key) = match resource {
        None => (addr.resource.clone(), addr.key.clone()),
        Some((id, key)) => (id.clone(), key.clone().unwrap_or_else(|| addr.key.clone())),
    };
    Some(InstanceAddr { module, resource, key })
}

/// As the block says it, seen from the root module.
impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.steps.iter().enumerate() {
            let dot = if at == 0 { "" } else { "." };
            let key = match &step.key {
                None if at < self.declared => "[*]".to_owned(),
                None => String::new(),
                Some(key) => key.to_string(),
            };
            write!(f, "{dot}module.{}{key}", step.name)?;
        }
        if let Some((id, key)) = &self.resource {
            let dot = if self.steps.is_empty() { "" } else { "." };
            write!(f, "{dot}{id}{}", key.clone().unwrap_or_default())?;
        }
        Ok(())
    }
}
