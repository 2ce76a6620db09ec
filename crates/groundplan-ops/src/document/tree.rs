use std::collections::BTreeMap;

use groundplan_address::ModuleAddr;
use groundplan_format::{ModuleValues, ResourceValues};

/// Resources by module instance, on the way to nested modules.
#[derive(Default)]
pub(super) struct Tree {
    resources: Vec<ResourceValues>,
    /// By address: Terraform sorts them as text.
    children: BTreeMap<String, Tree>,
}

impl Tree {
    /// Adds a resource instance after those that its module has already.
    pub(super) fn add(&mut self, module: &ModuleAddr, resource: ResourceValues) {
        let mut at = self;
        let mut here = ModuleAddr::root();
        for step in &module.0 {
            here = here.child(step.name.clone(), step.key.clone());
            at = at.children.entry(here.to_string()).or_default();
        }
        at.resources.push(resource);
    }

    /// Whether there is no resource in it.
    pub(super) fn is_empty(&self) -> bool {
        self.resources.is_empty() && self.children.is_empty()
    }

    /// The root module with all the others in it.
    pub(super) fn into_root(self) -> ModuleValues {
        self.into_module(None)
    }

    fn into_module(self, address: Option<String>) -> ModuleValues {
        let children = self.children.into_iter().map(|(address, child)| child.into_module(Some(address)));
        ModuleValues { resources: self.resources, address, child_modules: children.collect() }
    }
}
