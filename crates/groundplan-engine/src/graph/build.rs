use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use groundplan_address::ModulePath;
use groundplan_config::live::Unit;
use groundplan_config::module::{Condition, ModuleTree, ProviderRef};
use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::eval::references;
use groundplan_lang::syntax::{Block, Body, Expr, Traversal};

use super::references::{Target, target_of};
use super::{Graph, ModuleIx, ModuleNode, NodeId, NodeKey, ProviderKey, UnitIx, cycle};

/// The modules of all units, flattened.
#[derive(Debug, Default)]
pub(crate) struct Modules {
    list: Vec<ModuleNode>,
    children: BTreeMap<(ModuleIx, Arc<str>), ModuleIx>,
    roots: Vec<ModuleIx>,
}

impl Modules {
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

    /// The module at a path of a unit, if configuration has it.
    #[must_use]
    pub(crate) fn at(&self, unit: UnitIx, path: &ModulePath) -> Option<ModuleIx> {
        path.0.iter().try_fold(self.root(unit), |module, call| self.child(module, call))
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (ModuleIx, &ModuleNode)> {
        self.list.iter().enumerate().map(|(at, node)| (ModuleIx(u32::try_from(at).unwrap_or(u32::MAX)), node))
    }

    fn add(&mut self, unit: UnitIx, path: ModulePath, tree: &Arc<ModuleTree>, parent: Option<ModuleIx>) -> ModuleIx {
        let at = ModuleIx(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(ModuleNode { unit, path: path.clone(), tree: tree.clone(), parent });
        for (call, child) in &tree.children {
            let below = self.add(unit, path.child(call.clone()), child, Some(at));
            self.children.insert((at, call.clone()), below);
        }
        at
    }
}

/// Builds the graph of all units and checks every reference in them.
///
/// The graph is whole also when there are errors, as far as they allow; it must not be walked then.
pub(crate) fn build(units: &[Arc<Unit>], diags: &mut Diags) -> (Graph, Modules) {
    let mut modules = Modules::default();
    for (at, unit) in units.iter().enumerate() {
        let unit_ix = UnitIx(u32::try_from(at).unwrap_or(u32::MAX));
        let root = modules.add(unit_ix, ModulePath::root(), &unit.module, None);
        modules.roots.push(root);
    }
    let mut builder = Builder { graph: Graph::default(), modules: &modules, units, diags, unit: None };
    builder.declare();
    builder.connect();
    let mut graph = builder.graph;
    graph.finish();
    let describe = |node| describe(&graph, &modules, units, node);
    for error in cycle::errors(&graph, describe) {
        diags.push(error);
    }
    (graph, modules)
}

/// What a node is called in messages; with its unit where there are several.
pub(crate) fn describe(graph: &Graph, modules: &Modules, units: &[Arc<Unit>], node: NodeId) -> String {
    let in_module = |module: ModuleIx, what: String| {
        let node = modules.get(module);
        let local = if node.path.is_root() { what } else { format!("{}.{what}", node.path) };
        with_unit(units, node.unit, local)
    };
    match graph.key(node) {
        NodeKey::Expand(module) | NodeKey::Close(module) => {
            let node = modules.get(*module);
            with_unit(units, node.unit, node.path.to_string())
        }
        NodeKey::Variable(module, name) => in_module(*module, format!("var.{name}")),
        NodeKey::Local(module, name) => in_module(*module, format!("local.{name}")),
        NodeKey::Output(module, name) => in_module(*module, format!("output.{name}")),
        NodeKey::Provider(module, key) => in_module(*module, format!("provider \"{}\"", key.provider.kind)),
        NodeKey::Resource(module, id) => in_module(*module, id.to_string()),
    }
}

fn with_unit(units: &[Arc<Unit>], unit: UnitIx, what: String) -> String {
    match units {
        [_] => what,
        _ => units.get(unit.0 as usize).map_or(what.clone(), |unit| format!("{}:{what}", unit.path)),
    }
}

struct Builder<'a> {
    graph: Graph,
    modules: &'a Modules,
    units: &'a [Arc<Unit>],
    diags: &'a mut Diags,
    unit: Option<UnitIx>,
}

impl Builder<'_> {
    /// Nodes for all that is declared, so that edges find both of their ends.
    fn declare(&mut self) {
        let modules = self.modules;
        for (ix, node) in modules.iter() {
            let module = &node.tree.module;
            let span = node.parent.and_then(|parent| {
                let (_, name) = node.path.parent()?;
                Some(modules.get(parent).tree.module.calls.get(name)?.span)
            });
            self.graph.add(NodeKey::Expand(ix), span.unwrap_or(Span::NONE));
            self.graph.add(NodeKey::Close(ix), span.unwrap_or(Span::NONE));
            for (name, variable) in &module.variables {
                self.graph.add(NodeKey::Variable(ix, name.clone()), variable.span);
            }
            for (name, local) in &module.locals {
                self.graph.add(NodeKey::Local(ix, name.clone()), local.name.span);
            }
            for (name, output) in &module.outputs {
                self.graph.add(NodeKey::Output(ix, name.clone()), output.span);
            }
            for provider in &module.providers {
                let key =
                    ProviderKey { provider: module.provider_addr(&provider.name.name), alias: provider.alias.clone() };
                self.graph.add(NodeKey::Provider(ix, key), provider.span);
            }
            for (id, resource) in &module.resources {
                self.graph.add(NodeKey::Resource(ix, id.clone()), resource.span);
            }
        }
    }

    fn connect(&mut self) {
        let modules = self.modules;
        for (ix, _) in modules.iter() {
            self.unit = Some(modules.get(ix).unit);
            self.connect_expansion(ix);
            self.connect_variables(ix);
            self.connect_values(ix);
            self.connect_providers(ix);
            self.connect_resources(ix);
            self.connect_close(ix);
        }
    }

    /// Says of an error in which unit it is, where there are several.
    fn report(&mut self, diagnostic: Diagnostic) {
        let mut diagnostic = diagnostic;
        if let (Some(unit), [_, _, ..]) = (self.unit, self.units) {
            diagnostic.unit = self.units.get(unit.0 as usize).map(|unit| unit.path.to_string());
        }
        self.diags.push(diagnostic);
    }

    fn id(&self, key: &NodeKey) -> Option<NodeId> {
        self.graph.find(key)
    }

    fn edge(&mut self, from: &NodeKey, to: &NodeKey) {
        if let (Some(from), Some(to)) = (self.id(from), self.id(to)) {
            self.graph.depend(from, to);
        }
    }

    fn connect_expansion(&mut self, ix: ModuleIx) {
        let node = self.modules.get(ix);
        let Some(parent) = node.parent else { return };
        let this = NodeKey::Expand(ix);
        self.edge(&this, &NodeKey::Expand(parent));
        let Some((_, name)) = node.path.parent() else { return };
        let caller = self.modules.get(parent).tree.clone();
        let Some(call) = caller.module.calls.get(name) else { return };
        if let Some(expr) = call.repeat.expr() {
            self.expr(parent, &this, expr);
        }
        for traversal in &call.depends_on {
            self.depends_on(parent, &this, traversal);
        }
    }

    fn connect_variables(&mut self, ix: ModuleIx) {
        let node = self.modules.get(ix);
        let tree = node.tree.clone();
        for (name, variable) in &tree.module.variables {
            let this = NodeKey::Variable(ix, name.clone());
            self.edge(&this, &NodeKey::Expand(ix));
            self.conditions_of_variable(ix, &this, &variable.validations);
            match (node.parent, node.path.parent()) {
                (Some(parent), Some((_, call))) => {
                    let caller = self.modules.get(parent).tree.clone();
                    let input = caller.module.calls.get(call).and_then(|call| call.inputs.get(name)).cloned();
                    if let Some(input) = input {
                        self.expr(parent, &this, &input.expr);
                    }
                }
                _ => self.connect_unit_input(node.unit, name, &this),
            }
        }
    }

    /// Edges to the outputs of other units.
    fn connect_unit_input(&mut self, unit: UnitIx, name: &str, this: &NodeKey) {
        let Some(unit) = self.units.get(unit.0 as usize).cloned() else { return };
        let Some(input) = unit.inputs.get(name) else { return };
        for reference in input.references() {
            let Some(other) = self.units.iter().position(|other| other.path == reference.unit) else { continue };
            let root = self.modules.root(UnitIx(u32::try_from(other).unwrap_or(u32::MAX)));
            match &reference.output {
                Some(output) => self.edge(this, &NodeKey::Output(root, output.clone())),
                None => {
                    let outputs: Vec<_> = self.modules.get(root).tree.module.outputs.keys().cloned().collect();
                    for output in outputs {
                        self.edge(this, &NodeKey::Output(root, output));
                    }
                }
            }
        }
    }

    fn connect_values(&mut self, ix: ModuleIx) {
        let tree = self.modules.get(ix).tree.clone();
        for (name, local) in &tree.module.locals {
            let this = NodeKey::Local(ix, name.clone());
            self.edge(&this, &NodeKey::Expand(ix));
            self.expr(ix, &this, &local.expr);
        }
        for (name, output) in &tree.module.outputs {
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
        let tree = self.modules.get(ix).tree.clone();
        for provider in &tree.module.providers {
            let key =
                ProviderKey { provider: tree.module.provider_addr(&provider.name.name), alias: provider.alias.clone() };
            let this = NodeKey::Provider(ix, key);
            self.edge(&this, &NodeKey::Expand(ix));
            self.body(ix, &this, &provider.body, &mut BTreeSet::new());
        }
    }

    fn connect_resources(&mut self, ix: ModuleIx) {
        let tree = self.modules.get(ix).tree.clone();
        for (id, resource) in &tree.module.resources {
            let this = NodeKey::Resource(ix, id.clone());
            self.edge(&this, &NodeKey::Expand(ix));
            match self.provider_of(ix, &resource.provider) {
                Ok(key) => {
                    self.graph.add(key.clone(), Span::NONE);
                    self.edge(&this, &key);
                }
                Err(error) => self.report(error.about(id.in_path(&self.modules.get(ix).path))),
            }
            if let Some(expr) = resource.repeat.expr() {
                self.expr(ix, &this, expr);
            }
            self.body(ix, &this, &resource.body, &mut BTreeSet::new());
            for traversal in &resource.depends_on {
                self.depends_on(ix, &this, traversal);
            }
            let lifecycle = &resource.lifecycle;
            for trigger in &lifecycle.replace_triggered_by {
                self.expr(ix, &this, trigger);
            }
            self.conditions(ix, &this, &lifecycle.preconditions);
            self.conditions(ix, &this, &lifecycle.postconditions);
            for provisioner in &resource.provisioners {
                self.body(ix, &this, &provisioner.body, &mut BTreeSet::new());
            }
        }
    }

    fn connect_close(&mut self, ix: ModuleIx) {
        let tree = self.modules.get(ix).tree.clone();
        let this = NodeKey::Close(ix);
        self.edge(&this, &NodeKey::Expand(ix));
        for id in tree.module.resources.keys() {
            self.edge(&this, &NodeKey::Resource(ix, id.clone()));
        }
        for name in tree.module.outputs.keys() {
            self.edge(&this, &NodeKey::Output(ix, name.clone()));
        }
        for call in tree.children.keys() {
            if let Some(child) = self.modules.child(ix, call) {
                self.edge(&this, &NodeKey::Close(child));
            }
        }
    }

    /// The provider configuration that a reference in a module means: the module's own, one passed to it, or the one that
    /// it inherits from its callers ("Providers Within Modules" in Terraform's documentation).
    fn provider_of(&self, ix: ModuleIx, reference: &ProviderRef) -> Result<NodeKey, Diagnostic> {
        let node = self.modules.get(ix);
        let module = &node.tree.module;
        let key = ProviderKey { provider: module.provider_addr(&reference.name), alias: reference.alias.clone() };
        let own = NodeKey::Provider(ix, key.clone());
        if self.id(&own).is_some() {
            return Ok(own);
        }
        let (Some(parent), Some((_, call_name))) = (node.parent, node.path.parent()) else {
            return match &reference.alias {
                None => Ok(own),
                Some(alias) => Err(Diagnostic::error("Provider configuration not present")
                    .detail(format!("There is no provider \"{}\" block with alias \"{alias}\".", reference.name))
                    .at(reference.span)
                    .help(format!("declare it: `provider \"{}\" {{ alias = \"{alias}\" }}`", reference.name))),
            };
        };
        let caller = &self.modules.get(parent).tree.module;
        let call = caller.calls.get(call_name);
        let passed = call.and_then(|call| {
            call.providers
                .iter()
                .find(|(inner, _)| inner.name == reference.name && inner.alias == reference.alias)
                .map(|(_, outer)| outer.clone())
        });
        match passed {
            Some(outer) => self.provider_of(parent, &outer),
            None if reference.alias.is_none() => {
                // Inherited by what the provider is, not by what either module calls it.
                let name = caller
                    .required_providers
                    .iter()
                    .find(|(_, required)| required.source == key.provider)
                    .map_or_else(|| key.provider.kind.clone(), |(name, _)| name.clone());
                self.provider_of(parent, &ProviderRef { name, alias: None, span: reference.span })
            }
            None => Err(Diagnostic::error("Provider configuration not present")
                .detail(format!(
                    "The module needs a provider configuration \"{}.{}\" from its caller, which does not pass it.",
                    reference.name,
                    reference.alias.as_deref().unwrap_or_default()
                ))
                .at(call.map_or(reference.span, |call| call.span))
                .help("pass it in the `providers` argument of the module block")),
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

    fn expr(&mut self, ix: ModuleIx, this: &NodeKey, expr: &Expr) {
        self.expr_with(ix, this, expr, &BTreeSet::new());
    }

    fn expr_with(&mut self, ix: ModuleIx, this: &NodeKey, expr: &Expr, bound: &BTreeSet<Arc<str>>) {
        for traversal in references(expr) {
            if bound.contains(&traversal.root.name) {
                continue;
            }
            self.reference(ix, this, traversal);
        }
    }

    fn reference(&mut self, ix: ModuleIx, this: &NodeKey, traversal: &Traversal) {
        if let Some(Target::Module(call, None)) = target_of(&self.modules.get(ix).tree.module, traversal).ok().as_ref()
            && let Some(child) = self.modules.child(ix, call)
        {
            let outputs: Vec<_> = self.modules.get(child).tree.module.outputs.keys().cloned().collect();
            self.edge(this, &NodeKey::Expand(child));
            for output in outputs {
                self.edge(this, &NodeKey::Output(child, output));
            }
            return;
        }
        let Some(to) = self.target(ix, traversal) else { return };
        if to == *this {
            if let Some(node) = self.id(this) {
                self.graph.depend_on_self(node);
            }
            return;
        }
        self.edge(this, &to);
    }

    /// The node that a traversal refers to. Reports what does not exist; says `None` for what is no node.
    fn target(&mut self, ix: ModuleIx, traversal: &Traversal) -> Option<NodeKey> {
        let module = &self.modules.get(ix).tree.module;
        match target_of(module, traversal) {
            Ok(Target::Variable(name)) => Some(NodeKey::Variable(ix, name)),
            Ok(Target::Local(name)) => Some(NodeKey::Local(ix, name)),
            Ok(Target::Resource(id)) => Some(NodeKey::Resource(ix, id)),
            Ok(Target::Module(call, output)) => {
                let child = self.modules.child(ix, &call)?;
                let Some(output) = output else { return Some(NodeKey::Close(child)) };
                if !self.modules.get(child).tree.module.outputs.contains_key(&output) {
                    let known = self.modules.get(child).tree.module.outputs.keys().map(|name| &**name);
                    let error = Diagnostic::error("Unsupported attribute")
                        .detail(format!("The module \"{call}\" has no output value named \"{output}\"."))
                        .at(traversal.span());
                    let error = match groundplan_value::nearest(&output, known) {
                        Some(near) => error.help(format!("an output with a similar name exists: `{near}`")),
                        None => error,
                    };
                    self.report(error);
                    return None;
                }
                Some(NodeKey::Output(child, output))
            }
            Ok(Target::Each | Target::Count | Target::Itself | Target::Path | Target::Terraform) => None,
            Err(error) => {
                self.report(error);
                None
            }
        }
    }

    fn depends_on(&mut self, ix: ModuleIx, this: &NodeKey, traversal: &Traversal) {
        match target_of(&self.modules.get(ix).tree.module, traversal) {
            Ok(Target::Module(call, None)) => {
                if let Some(child) = self.modules.child(ix, &call) {
                    self.edge(this, &NodeKey::Close(child));
                }
            }
            _ => self.reference(ix, this, traversal),
        }
    }

    /// All expressions of a body, at any depth; names bound by `dynamic` blocks left out.
    fn body(&mut self, ix: ModuleIx, this: &NodeKey, body: &Body, bound: &mut BTreeSet<Arc<str>>) {
        for attribute in &body.attributes {
            self.expr_with(ix, this, &attribute.expr, bound);
        }
        for block in &body.blocks {
            if &*block.kind.name == "dynamic" {
                self.dynamic(ix, this, block, bound);
            } else {
                self.body(ix, this, &block.body, bound);
            }
        }
    }

    fn dynamic(&mut self, ix: ModuleIx, this: &NodeKey, block: &Block, bound: &mut BTreeSet<Arc<str>>) {
        if let Some(each) = block.body.attr("for_each") {
            self.expr_with(ix, this, &each.expr, bound);
        }
        let Some(name) = crate::decode::iterator_name(block) else { return };
        let fresh = bound.insert(name.clone());
        for attribute in &block.body.attributes {
            if &*attribute.name.name == "labels" {
                self.expr_with(ix, this, &attribute.expr, bound);
            }
        }
        for inner in &block.body.blocks {
            self.body(ix, this, &inner.body, bound);
        }
        if fresh {
            bound.remove(&name);
        }
    }
}
