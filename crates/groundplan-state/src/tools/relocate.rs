use std::sync::Arc;

use groundplan_address::{InstanceAddr, InstanceKey, ModuleAddr, ModulePath, ResourceAddr, Target};

use super::ToolError;
use crate::{Change, State};

/// The instances that were moved: from where, to where.
type Moves = Vec<(InstanceAddr, InstanceAddr)>;

impl State {
    /// Moves a module, a resource or an instance to another address of this state, for `state mv`, and says what moved. The
    /// order of dependencies on it has to be found out anew, so objects that depend on it lose theirs until the next apply.
    ///
    /// # Errors
    /// When the addresses do not go together, when nothing is at the first or something at the second. Nothing is changed then.
    pub fn relocate(&mut self, from: &Target, to: &Target) -> Result<Moves, ToolError> {
        let moves = plan(self, self, from, to)?;
        let taken: Vec<_> = moves.iter().map(|(from, _)| self.take_instance(from)).collect();
        for ((_, to), taken) in moves.iter().zip(taken) {
            taken.into_iter().for_each(|taken| self.place_instance(to, taken));
        }
        self.forget_dependencies_on(from, &moves);
        Ok(moves)
    }

    /// As [`State::relocate`], to an address of another state.
    ///
    /// # Errors
    /// As for [`State::relocate`]; neither state is changed then.
    pub fn relocate_into(&mut self, other: &mut Self, from: &Target, to: &Target) -> Result<Moves, ToolError> {
        let moves = plan(self, other, from, to)?;
        for (from, to) in &moves {
            self.take_instance(from).into_iter().for_each(|taken| other.place_instance(to, taken));
        }
        if moves.iter().any(|(from, to)| from != to) {
            other.forget_dependencies_on(from, &moves);
        }
        Ok(moves)
    }

    /// The changes of two states by which objects move from this one to the other: what leaves, and what arrives.
    pub(crate) fn transferred(&self, moves: &[(InstanceAddr, InstanceAddr)]) -> (Vec<Change>, Vec<Change>) {
        let (mut leave, mut arrive) = (Vec::new(), Vec::new());
        for (from, to) in moves {
            let Some(resource) = self.resource(&from.resource_addr()) else { continue };
            let Some(instance) = resource.instance(&from.key) else { continue };
            let current = instance.current.iter().map(|object| (None, object));
            let deposed = instance.deposed.iter().map(|(key, object)| (Some(key.clone()), object));
            for (key, object) in current.chain(deposed) {
                leave.push(Change::remove(from.clone(), key.clone()));
                arrive.push(Change::put(to.clone(), key, resource.provider.clone(), object.clone()));
            }
        }
        (leave, arrive)
    }

    /// Objects that depend on what moved, by the address it had.
    fn forget_dependencies_on(&mut self, moved: &Target, moves: &Moves) {
        let moved_resources: Vec<String> =
            moves.iter().map(|(from, _)| from.resource.in_path(&from.module.path())).collect();
        let concerns = |dependency: &String| match moved {
            Target::Module(module) => is_whole_module(module) && lies_within(dependency, &module.path()),
            _ => moved_resources.contains(dependency),
        };
        for resource in self.resources.values_mut() {
            for instance in resource.instances.values_mut() {
                if let Some(object) = &mut instance.current
                    && object.dependencies.iter().any(concerns)
                {
                    Arc::make_mut(object).dependencies.clear();
                }
            }
        }
    }
}

/// A keyed instance of a module is not all of what `dependencies`, which know no keys, mean by it.
fn is_whole_module(module: &ModuleAddr) -> bool {
    module.0.iter().all(|step| step.key.is_none())
}

fn lies_within(dependency: &str, path: &ModulePath) -> bool {
    ResourceAddr::parse(dependency).is_ok_and(|addr| addr.module.path().0.starts_with(&path.0))
}

fn plan(state: &State, other: &State, from: &Target, to: &Target) -> Result<Moves, ToolError> {
    let from = &as_meant(state, from);
    let unlike = |reason| ToolError::Unlike { from: from.to_string(), to: to.to_string(), reason };
    let nothing = || ToolError::Nothing(from.to_string());
    match (from, to) {
        (Target::Module(module), Target::Module(destination)) => {
            let moves = module_moves(state, module, destination);
            if moves.is_empty() {
                return Err(nothing());
            }
            let occupied =
                moves.iter().find(|(_, to)| other.resources().any(|resource| resource.addr.module == to.module));
            match occupied {
                Some((_, to)) => Err(ToolError::Occupied(to.module.to_string())),
                None => Ok(moves),
            }
        }
        (Target::Module(_), _) => Err(unlike("the destination must be a module too")),
        (Target::Resource(resource), Target::Resource(destination)) => {
            check_alike(resource, destination).map_err(unlike)?;
            let found = state.resource(resource).ok_or_else(nothing)?;
            if other.resource(destination).is_some() {
                return Err(ToolError::Occupied(to.to_string()));
            }
            let moved =
                found.instances().map(|(key, _)| (resource.instance(key.clone()), destination.instance(key.clone())));
            Ok(moved.collect())
        }
        (Target::Resource(_), _) => Err(unlike(
            "the source is a whole resource with count or for_each, so the destination must be a whole resource too",
        )),
        (Target::Instance(instance), destination) => {
            let destination = match destination {
                Target::Module(_) => return Err(unlike("the destination must be a resource instance too")),
                Target::Resource(resource) => resource.instance(InstanceKey::None),
                Target::Instance(instance) => instance.clone(),
            };
            check_alike(&instance.resource_addr(), &destination.resource_addr()).map_err(unlike)?;
            let resource = state.resource(&instance.resource_addr()).ok_or_else(nothing)?;
            if resource.instance(&instance.key).is_none() {
                return Err(nothing());
            }
            if other.instance(&destination).is_some() {
                return Err(ToolError::Occupied(to.to_string()));
            }
            if let Some(there) = other.resource(&destination.resource_addr())
                && there.provider != resource.provider
            {
                return Err(ToolError::OtherProvider {
                    to: to.to_string(),
                    there: there.provider.to_string(),
                    moved: resource.provider.to_string(),
                });
            }
            Ok(vec![(instance.clone(), destination)])
        }
    }
}

/// An address without a key means the instance when the resource has one without a key, so that it can become a keyed one.
fn as_meant(state: &State, from: &Target) -> Target {
    match from {
        Target::Resource(addr)
            if state.resource(addr).is_some_and(|resource| resource.instance(&InstanceKey::None).is_some()) =>
        {
            Target::Instance(addr.instance(InstanceKey::None))
        }
        _ => from.clone(),
    }
}

fn module_moves(state: &State, module: &ModuleAddr, destination: &ModuleAddr) -> Moves {
    let within = state.instances().filter_map(|(from, _)| {
        let inner = from.module.0.strip_prefix(module.0.as_slice())?;
        let steps = destination.0.iter().chain(inner).cloned().collect();
        let to = InstanceAddr { module: ModuleAddr(steps), ..from.clone() };
        Some((from, to))
    });
    within.collect()
}

fn check_alike(from: &ResourceAddr, to: &ResourceAddr) -> Result<(), &'static str> {
    if from.resource.mode != to.resource.mode {
        return Err("a managed resource stays a managed resource, a data source a data source");
    }
    if from.resource.kind != to.resource.kind {
        return Err("they are of different resource types");
    }
    Ok(())
}
