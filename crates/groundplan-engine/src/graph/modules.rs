use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use groundplan_address::ModulePath;
use groundplan_config::live::{Unit, UnitPath};
use groundplan_config::module::ModuleTree;

use super::{ModuleIx, ModuleNode, UnitIx};

/// The modules of all units, flattened.
#[derive(Debug, Default)]
pub(crate) struct Modules {
    list: Vec<ModuleNode>,
    children: BTreeMap<(ModuleIx, Arc<str>), ModuleIx>,
    roots: Vec<ModuleIx>,
    units: HashMap<UnitPath, UnitIx>,
}

impl Modules {
    /// The modules of these units.
    pub(super) fn new(units: &[Arc<Unit>]) -> Self {
        let mut modules = Self::default();
        for (at, unit) in units.iter().enumerate() {
            let ix = UnitIx::at(at);
            let root = modules.add(ix, ModulePath::root(), &unit.module, None);
            modules.roots.push(root);
            modules.units.insert(unit.path.clone(), ix);
        }
        modules
    }

    /// A module.
    #[must_use]
    pub(crate) fn get(&self, module: ModuleIx) -> &ModuleNode {
        &self.list[module.0 as usize]
    }

    /// The module that a call of `module` leads to.
    #[must_use]
    pub(crate) fn child(&self, module: ModuleIx, call: &str) -> Option<ModuleIx> {
        self.children.get(&(module, Arc::from(call))).copied()
    }

    /// The root module of a unit.
    #[must_use]
    pub(crate) fn root(&self, unit: UnitIx) -> ModuleIx {
        self.roots[unit.0 as usize]
    }

    /// The unit at a path of the live repository, if it is part of the run.
    #[must_use]
    pub(crate) fn unit(&self, path: &UnitPath) -> Option<UnitIx> {
        self.units.get(path).copied()
    }

    /// The module at a path of a unit, if configuration has it.
    #[must_use]
    pub(crate) fn at(&self, unit: UnitIx, path: &ModulePath) -> Option<ModuleIx> {
        path.0.iter().try_fold(self.root(unit), |module, call| self.child(module, call))
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (ModuleIx, &ModuleNode)> {
        self.list.iter().enumerate().map(|(at, node)| (ModuleIx::at(at), node))
    }

    fn add(&mut self, unit: UnitIx, path: ModulePath, tree: &Arc<ModuleTree>, parent: Option<ModuleIx>) -> ModuleIx {
        let at = ModuleIx::at(self.list.len());
        let below = |call: &Arc<str>| path.child(call.clone());
        let called: Vec<_> = tree.children.iter().map(|(call, child)| (call, below(call), child)).collect();
        self.list.push(ModuleNode { unit, path, tree: tree.clone(), parent });
        for (call, path, child) in called {
            let below = self.add(unit, path, child, Some(at));
            self.children.insert((at, call.clone()), below);
        }
        at
    }
}
