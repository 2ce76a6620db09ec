//! Edges of all that a module declares.

use groundplan_address::Mode;
use groundplan_config::live::UnitInput;
use groundplan_config::module::Condition;
use groundplan_diag::Span;
use groundplan_lang::eval::references;
use groundplan_lang::syntax::{Expr, ExprKind};

use super::build::Builder;
use super::{ModuleIx, NodeKey, ProviderKey, UnitIx};
use crate::plan::check_of;

impl Builder<'_> {
    pub(super) fn connect_module(&mut self, ix: ModuleIx) {
        self.connect_expansion(ix);
        self.connect_variables(ix);
        self.connect_values(ix);
        self.connect_providers(ix);
        self.connect_resources(ix);
        self.connect_imports(ix);
        self.connect_checks(ix);
        self.connect_close(ix);
    }

    fn connect_expansion(&mut self, ix: ModuleIx) {
        let node = self.modules.get(ix);
        let this = NodeKey::Expand(ix);
        let Some(parent) = node.parent else { return self.connect_unit(node.unit, &this) };
        self.edge(&this, &NodeKey::Expand(parent));
        let Some((_, name)) = node.path.parent() else { return };
        let Some(call) = self.modules.get(parent).tree.module.calls.get(name) else { return };
        if let Some(expr) = call.repeat.expr() {
            self.expr(parent, &this, expr);
        }
        for traversal in &call.depends_on {
            self.depends_on(parent, &this, traversal);
        }
    }

    /// Edges to units that must be done before anything in this one.
    fn connect_unit(&mut self, unit: UnitIx, this: &NodeKey) {
        let Some(unit) = self.units.get(unit.0 as usize) else { return };
        for (path, _) in &unit.after {
            if let Some(other) = self.modules.unit(path) {
                self.edge(this, &NodeKey::Close(self.modules.root(other)));
            }
        }
    }

    fn connect_variables(&mut self, ix: ModuleIx) {
        let node = self.modules.get(ix);
        for (name, variable) in &node.tree.module.variables {
            let this = NodeKey::Variable(ix, name.clone());
            self.edge(&this, &NodeKey::Expand(ix));
            self.conditions_of_variable(ix, &this, &variable.validations);
            match (node.parent, node.path.parent()) {
                (Some(parent), Some((_, call))) => {
                    let call = self.modules.get(parent).tree.module.calls.get(call);
                    if let Some(input) = call.and_then(|call| call.inputs.get(name)) {
                        self.expr(parent, &this, &input.expr);
                    }
                }
                _ => self.connect_unit_input(node.unit, name, &this),
            }
        }
    }

    /// Edges to the outputs of other units.
    fn connect_unit_input(&mut self, unit: UnitIx, name: &str, this: &NodeKey) {
        let input = self.units.get(unit.0 as usize).and_then(|unit| unit.inputs.get(name));
        for reference in input.iter().flat_map(UnitInput::references) {
            let Some(other) = self.modules.unit(&reference.unit) else { continue };
            let root = self.modules.root(other);
            match &reference.output {
                Some(output) => self.edge(this, &NodeKey::Output(root, output.clone())),
                None => self.edges_to_outputs(this, root),
            }
        }
    }

    fn connect_values(&mut self, ix: ModuleIx) {
        let module = &self.modules.get(ix).tree.module;
        for (name, local) in &module.locals {
            let this = NodeKey::Local(ix, name.clone());
            self.edge(&this, &NodeKey::Expand(ix));
            self.expr(ix, &this, &local.expr);
        }
        for (name, output) in &module.outputs {
            let this = NodeKey::Output(ix, name.clone());
            self.edge(&this, &NodeKey::Expand(ix));
            self.expr(ix, &this, &output.expr);
            self.conditions(ix, &this, &output.preconditions);
            for traversal in &output.depends_on {
                self.depends_on(ix, &this, traversal);
            }
        }
    }

    fn connect_providers(&mut self, ix: ModuleIx) {
        let module = &self.modules.get(ix).tree.module;
        for provider in &module.providers {
            let this = NodeKey::Provider(ix, ProviderKey::of(module, provider));
            self.edge(&this, &NodeKey::Expand(ix));
            self.body(ix, &this, &provider.body);
        }
    }

    fn connect_resources(&mut self, ix: ModuleIx) {
        let node = self.modules.get(ix);
        for (id, resource) in &node.tree.module.resources {
            let this = NodeKey::Resource(ix, id.clone());
            self.edge(&this, &NodeKey::Expand(ix));
            match self.provider_of(ix, &resource.provider) {
                Ok(key) => {
                    self.imply_provider(&key);
                    self.edge(&this, &key);
                }
                Err(error) => self.report(error.about(id.in_path(&node.path))),
            }
            if let Some(expr) = resource.repeat.expr() {
                self.expr(ix, &this, expr);
            }
            self.body(ix, &this, &resource.body);
            for traversal in &resource.depends_on {
                self.depends_on(ix, &this, traversal);
            }
            let lifecycle = &resource.lifecycle;
            for trigger in &lifecycle.replace_triggered_by {
                self.expr(ix, &this, trigger);
            }
            self.conditions(ix, &this, &lifecycle.preconditions);
            self.conditions(ix, &this, &lifecycle.postconditions);
            // Those of destroying see nothing but the object itself.
            for provisioner in resource.provisioners.iter().filter(|it| !it.on_destroy) {
                self.body_but_itself(ix, &this, &provisioner.body);
            }
        }
    }

    /// Checks look at what there is when all else is done.
    fn connect_checks(&mut self, ix: ModuleIx) {
        let node = self.modules.get(ix);
        let start = NodeKey::CheckStart(node.unit);
        for id in node.tree.module.resources.keys().filter(|id| id.mode == Mode::Managed) {
            self.edge(&start, &NodeKey::Resource(ix, id.clone()));
        }
        for (name, check) in &node.tree.module.checks {
            let this = NodeKey::Check(ix, name.clone());
            self.edge(&this, &NodeKey::Expand(ix));
            self.conditions(ix, &this, &check.asserts);
            if let Some(data) = &check.data {
                let data = NodeKey::Resource(ix, data.clone());
                self.edge(&this, &data);
                self.edge(&data, &start);
            }
        }
    }

    /// What an import block says is evaluated in the root module, when the resource is planned.
    fn connect_imports(&mut self, ix: ModuleIx) {
        let node = self.modules.get(ix);
        if !node.path.is_root() {
            return;
        }
        for import in &node.tree.module.imports {
            let holder = self.modules.at(node.unit, &import.target.module.path());
            let this = holder.map(|holder| NodeKey::Resource(holder, import.target.resource.clone()));
            let Some(this) = this.filter(|this| self.id(this).is_some()) else {
                self.report(crate::refactor::no_configuration(&import.target, import.span));
                continue;
            };
            for expr in import.for_each.iter().chain([&import.id]).chain(keys(&import.to)) {
                self.expr(ix, &this, expr);
            }
        }
    }

    /// A provider without a block is configured without arguments, in the module that it would be declared in.
    fn imply_provider(&mut self, key: &NodeKey) {
        if let NodeKey::Provider(owner, _) = key
            && self.id(key).is_none()
        {
            self.graph.add(key.clone(), Span::NONE);
            self.edge(key, &NodeKey::Expand(*owner));
        }
    }

    fn connect_close(&mut self, ix: ModuleIx) {
        let tree = &self.modules.get(ix).tree;
        let this = NodeKey::Close(ix);
        self.edge(&this, &NodeKey::Expand(ix));
        // Nobody waits for what a check looks at.
        for id in tree.module.resources.keys().filter(|id| check_of(&tree.module, id).is_none()) {
            self.edge(&this, &NodeKey::Resource(ix, id.clone()));
        }
        self.edges_to_outputs(&this, ix);
        for call in tree.children.keys() {
            if let Some(child) = self.modules.child(ix, call) {
                self.edge(&this, &NodeKey::Close(child));
            }
        }
    }

    fn conditions(&mut self, ix: ModuleIx, this: &NodeKey, conditions: &[Condition]) {
        for condition in conditions {
            self.expr(ix, this, &condition.condition);
            self.expr(ix, this, &condition.error_message);
        }
    }

    /// The conditions of a variable may refer to the variable itself.
    fn conditions_of_variable(&mut self, ix: ModuleIx, this: &NodeKey, conditions: &[Condition]) {
        for condition in conditions {
            for expr in [&condition.condition, &condition.error_message] {
                for traversal in references(expr) {
                    if let Some(to) = self.target(ix, traversal)
                        && to != *this
                    {
                        self.edge(this, &to);
                    }
                }
            }
        }
    }
}

/// The instance keys of an address that are expressions.
fn keys(address: &Expr) -> Vec<&Expr> {
    match &address.kind {
        ExprKind::Step(inner, _) => keys(inner),
        ExprKind::Index(index) => {
            let mut found = keys(&index.collection);
            found.push(&index.key);
            found
        }
        _ => Vec::new(),
    }
}
