use std::sync::Arc;

use groundplan_address::Mode;
use groundplan_config::live::{Unit, UnitPath};
use groundplan_config::module::ModuleTree;
use groundplan_state::{Resource, State};

use super::filed::Filed;

/// The unit that one that is gone may have become: the only one without a state of its own that declares all that the other's
/// state holds; among several, the only one in a folder of the same name.
pub(super) fn renamed<'a>(filed: &Filed, units: &'a [Arc<Unit>], states: &[State]) -> Option<&'a UnitPath> {
    let is_new = |state: &State| state.instances().next().is_none();
    let declares_all = |unit: &Unit| {
        let mut managed = filed.state.resources().filter(|it| it.addr.resource.mode == Mode::Managed).peekable();
        managed.peek().is_some() && managed.all(|resource| declares(&unit.module, resource))
    };
    let candidates: Vec<&UnitPath> = units
        .iter()
        .zip(states)
        .filter(|(unit, state)| is_new(state) && declares_all(unit))
        .map(|(unit, _)| &unit.path)
        .collect();
    if let [only] = candidates.as_slice() {
        return Some(only);
    }
    let name = |path: &UnitPath| path.0.rsplit('/').next().map(str::to_owned);
    let mut alike = candidates.into_iter().filter(|path| name(path) == name(&filed.path));
    alike.next().filter(|_| alike.next().is_none())
}

fn declares(tree: &ModuleTree, resource: &Resource) -> bool {
    let mut module = tree;
    for step in &resource.addr.module.0 {
        match module.children.get(&step.name) {
            Some(child) => module = child,
            None => return false,
        }
    }
    module.module.resources.contains_key(&resource.addr.resource)
}
