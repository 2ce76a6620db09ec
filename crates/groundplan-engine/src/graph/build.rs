use std::sync::Arc;

use groundplan_config::live::Unit;
use groundplan_diag::{Diagnostic, Diags, Span};

use super::describe::describe;
use super::{Graph, ModuleIx, Modules, NodeId, NodeKey, ProviderKey, UnitIx, cycle};

/// Builds the graph of all units and checks every reference in them.
///
/// The graph is whole also when there are errors, as far as they allow; it must not be walked then.
pub(crate) fn build(units: &[Arc<Unit>], diags: &mut Diags) -> (Graph, Modules) {
    let modules = Modules::new(units);
    let mut builder = Builder { graph: Graph::default(), modules: &modules, units, diags, unit: None };
    builder.declare();
    builder.connect();
    builder.connect_closing();
    let mut graph = builder.graph;
    graph.finish();
    let describe = |node| describe(&graph, &modules, units, node);
    for error in cycle::errors(&graph, describe) {
        diags.push(error);
    }
    (graph, modules)
}

/// A graph under way.
pub(super) struct Builder<'a> {
    pub(super) graph: Graph,
    pub(super) modules: &'a Modules,
    pub(super) units: &'a [Arc<Unit>],
    diags: &'a mut Diags,
    /// The unit that errors are about.
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
                self.graph.add(NodeKey::Provider(ix, ProviderKey::of(module, provider)), provider.span);
            }
            for (id, resource) in &module.resources {
                self.graph.add(NodeKey::Resource(ix, id.clone()), resource.span);
            }
            for (name, check) in &module.checks {
                self.graph.add(NodeKey::Check(ix, name.clone()), check.span);
                if check.data.is_some() {
                    self.graph.add(NodeKey::CheckStart(node.unit), Span::NONE);
                }
            }
        }
    }

    fn connect(&mut self) {
        let modules = self.modules;
        for (ix, node) in modules.iter() {
            self.unit = Some(node.unit);
            self.connect_module(ix);
        }
    }

    /// Says of an error in which unit it is, where there are several.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        let mut diagnostic = diagnostic;
        if let (Some(unit), [_, _, ..]) = (self.unit, self.units) {
            diagnostic.unit = self.units.get(unit.0 as usize).map(|unit| unit.path.to_string());
        }
        self.diags.push(diagnostic);
    }

    pub(super) fn id(&self, key: &NodeKey) -> Option<NodeId> {
        self.graph.find(key)
    }

    pub(super) fn edge(&mut self, from: &NodeKey, to: &NodeKey) {
        if let (Some(from), Some(to)) = (self.id(from), self.id(to)) {
            self.graph.depend(from, to);
        }
    }

    /// Edges to all outputs of a module.
    pub(super) fn edges_to_outputs(&mut self, this: &NodeKey, module: ModuleIx) {
        for name in self.modules.get(module).tree.module.outputs.keys() {
            self.edge(this, &NodeKey::Output(module, name.clone()));
        }
    }
}
