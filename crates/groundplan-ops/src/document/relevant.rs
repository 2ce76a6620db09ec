use std::collections::{BTreeMap, BTreeSet, HashSet};

use groundplan_address::{InstanceKey, Mode, ModuleAddr, ResourceAddr, ResourceId};
use groundplan_config::module::{ModuleTree, Repeat};
use groundplan_diag::Span;
use groundplan_engine::{Action, OutputChange};
use groundplan_format::RelevantAttribute;
use groundplan_lang::eval::references;
use groundplan_lang::syntax::{Body, Expr, Step, Traversal};
use serde_json::Value as Json;

use super::object::ObjectChange;

/// The attributes of resources that what changes is made from, directly or by way of local values, variables and outputs.
/// They tell which changes from outside matter. Terraform lists them in no order; here they are sorted.
///
/// As in Terraform, outputs of called modules count as changing in every plan but one that destroys.
pub(super) fn relevant_attributes(
    root: &ModuleTree,
    changes: &[ObjectChange<'_>],
    outputs: &[OutputChange],
    destroy: bool,
) -> Vec<RelevantAttribute> {
    let modules = module_instances(root, changes);
    let mut trace = Trace { root, modules, open: Vec::new(), seen: HashSet::new(), found: BTreeMap::new() };
    for change in changes.iter().filter(|change| change.action != Action::NoOp) {
        trace.resource(&change.addr.module, &change.addr.resource);
    }
    for output in outputs.iter().filter(|output| output.action != Action::NoOp) {
        trace.output(&ModuleAddr::root(), &output.name);
    }
    if !destroy {
        // What goes may be in instances that go with it.
        let staying = changes.iter().filter(|change| !change.after.is_null());
        for module in module_instances(root, staying) {
            trace.all_outputs(&module);
        }
    }
    trace.follow();
    trace.found.into_values().collect()
}

/// The instances of called modules, as far as objects or the configuration alone show them.
fn module_instances<'a>(
    root: &ModuleTree,
    changes: impl IntoIterator<Item = &'a ObjectChange<'a>>,
) -> BTreeSet<ModuleAddr> {
    let mut modules = BTreeSet::new();
    for change in changes {
        let steps = &change.addr.module.0;
        modules.extend((1..=steps.len()).map(|depth| ModuleAddr(steps.iter().take(depth).cloned().collect())));
    }
    add_single(root, &ModuleAddr::root(), &mut modules);
    modules
}

/// Where an expression stands.
#[derive(Clone)]
struct Place<'a> {
    module: ModuleAddr,
    /// What `each` and `count` come from there.
    repeat: Option<&'a Repeat>,
}

/// References on their way back to resources.
struct Trace<'a> {
    root: &'a ModuleTree,
    modules: BTreeSet<ModuleAddr>,
    open: Vec<(Place<'a>, &'a Traversal)>,
    seen: HashSet<(ModuleAddr, Span, String)>,
    found: BTreeMap<(String, String), RelevantAttribute>,
}

impl<'a> Trace<'a> {
    /// The module in configuration; `None` when configuration has it no longer.
    fn tree(&self, module: &ModuleAddr) -> Option<&'a ModuleTree> {
        module.0.iter().try_fold(self.root, |tree, step| tree.children.get(&step.name).map(AsRef::as_ref))
    }

    fn resource(&mut self, module: &ModuleAddr, id: &ResourceId) {
        let resource = self.tree(module).and_then(|tree| tree.module.resources.get(id));
        let Some(resource) = resource else { return };
        let place = Place { module: module.clone(), repeat: Some(&resource.repeat) };
        self.body(&place, &resource.body, &mut Vec::new());
    }

    fn output(&mut self, module: &ModuleAddr, name: &str) {
        let output = self.tree(module).and_then(|tree| tree.module.outputs.get(name));
        if let Some(output) = output {
            self.expr(&Place { module: module.clone(), repeat: None }, &output.expr);
        }
    }

    fn all_outputs(&mut self, module: &ModuleAddr) {
        let outputs = self.tree(module).map(|tree| &tree.module.outputs);
        for output in outputs.into_iter().flat_map(BTreeMap::values) {
            self.expr(&Place { module: module.clone(), repeat: None }, &output.expr);
        }
    }

    fn body(&mut self, place: &Place<'a>, body: &'a Body, iterators: &mut Vec<&'a str>) {
        for attribute in &body.attributes {
            let refers = references(&attribute.expr);
            let outside = refers.into_iter().filter(|traversal| !iterators.contains(&&*traversal.root.name));
            self.open.extend(outside.map(|traversal| (place.clone(), traversal)));
        }
        for block in &body.blocks {
            let iterator = dynamic_iterator(block);
            iterators.extend(iterator);
            self.body(place, &block.body, iterators);
            if iterator.is_some() {
                iterators.pop();
            }
        }
    }

    fn expr(&mut self, place: &Place<'a>, expr: &'a Expr) {
        self.open.extend(references(expr).into_iter().map(|traversal| (place.clone(), traversal)));
    }

    fn follow(&mut self) {
        while let Some((place, traversal)) = self.open.pop() {
            // One and the same reference can mean different things in each instance of a module.
            let key = (place.module.clone(), traversal.span(), traversal.root.name.to_string());
            if self.seen.insert(key) {
                self.step(&place, traversal);
            }
        }
    }

    fn step(&mut self, place: &Place<'a>, traversal: &'a Traversal) {
        let Some(tree) = self.tree(&place.module) else { return };
        match (&*traversal.root.name, traversal.steps.as_slice()) {
            ("each" | "count", _) => {
                let repeat = place.repeat.and_then(Repeat::expr);
                if let Some(expr) = repeat {
                    self.expr(&Place { module: place.module.clone(), repeat: None }, expr);
                }
            }
            ("local", [Step::Attr(name, _), ..]) => {
                if let Some(local) = tree.module.locals.get(name) {
                    self.expr(&Place { module: place.module.clone(), repeat: None }, &local.expr);
                }
            }
            ("var", [Step::Attr(name, _), ..]) => self.variable(place, name),
            ("module", [Step::Attr(call, _), rest @ ..]) => self.call(place, call, rest),
            ("path" | "terraform" | "self", _) => {}
            (root @ ("data" | "ephemeral"), [Step::Attr(kind, _), Step::Attr(name, _), rest @ ..]) => {
                let mode = if root == "data" { Mode::Data } else { Mode::Ephemeral };
                let resource = ResourceId { mode, kind: kind.clone(), name: name.clone() };
                self.found(place, resource, rest);
            }
            ("resource", [Step::Attr(kind, _), Step::Attr(name, _), rest @ ..]) => {
                self.found(place, ResourceId::managed(kind.clone(), name.clone()), rest);
            }
            (_, [Step::Attr(name, _), rest @ ..]) => {
                self.found(place, ResourceId::managed(traversal.root.name.clone(), name.clone()), rest);
            }
            _ => {}
        }
    }

    /// A variable is what the call of its module says.
    fn variable(&mut self, place: &Place<'a>, name: &str) {
        let (Some(caller), Some(step)) = (place.module.parent(), place.module.0.last()) else { return };
        let call = self.tree(&caller).and_then(|tree| tree.module.calls.get(&step.name));
        let Some(call) = call else { return };
        if let Some(input) = call.inputs.get(name) {
            self.expr(&Place { module: caller, repeat: Some(&call.repeat) }, &input.expr);
        }
    }

    /// An output of one instance of a called module, or all outputs, or those of all instances.
    fn call(&mut self, place: &Place<'a>, call: &str, steps: &[Step]) {
        let (key, rest) = split_key(steps);
        let depth = place.module.0.len() + 1;
        let is_meant = |module: &&ModuleAddr| {
            let step = module.0.last().filter(|step| &*step.name == call && module.0.len() == depth);
            module.is_within(&place.module) && step.is_some_and(|step| key.is_none() || step.key == key)
        };
        let meant: Vec<ModuleAddr> = self.modules.iter().filter(is_meant).cloned().collect();
        for module in meant {
            match rest.first() {
                Some(Step::Attr(output, _)) => self.output(&module, output),
                _ => self.all_outputs(&module),
            }
        }
    }

    fn found(&mut self, place: &Place<'a>, resource: ResourceId, steps: &[Step]) {
        let (key, rest) = split_key(steps);
        let resource = ResourceAddr { module: place.module.clone(), resource }.instance(key).to_string();
        let attribute: Vec<Json> = rest.iter().map(path_step).collect();
        let order = (resource.clone(), Json::from(attribute.clone()).to_string());
        self.found.insert(order, RelevantAttribute { resource, attribute });
    }
}

/// Instances of modules that configuration alone shows: those of calls without `count` and `for_each`.
fn add_single(tree: &ModuleTree, at: &ModuleAddr, modules: &mut BTreeSet<ModuleAddr>) {
    for (name, call) in &tree.module.calls {
        let here = at.child(name.clone(), InstanceKey::None);
        if let (Repeat::Once, Some(child)) = (&call.repeat, tree.children.get(name)) {
            add_single(child, &here, modules);
            modules.insert(here);
        }
    }
}

/// The name that a `dynamic` block binds.
fn dynamic_iterator(block: &groundplan_lang::syntax::Block) -> Option<&str> {
    if &*block.kind.name != "dynamic" {
        return None;
    }
    let named = block.body.attr("iterator").and_then(|given| groundplan_lang::eval::expr_traversals(&given.expr));
    match named {
        Some(name) => Some(&name.root.name),
        None => block.labels.first().map(|label| &*label.text),
    }
}

/// The instance key at the beginning of the steps after a name.
fn split_key(steps: &[Step]) -> (InstanceKey, &[Step]) {
    match steps {
        [Step::Key(key, _), rest @ ..] => (InstanceKey::Key(key.clone()), rest),
        [Step::Index(at, _), rest @ ..] => match at.to_usize() {
            Some(at) => (InstanceKey::Index(at), rest),
            None => (InstanceKey::None, steps),
        },
        _ => (InstanceKey::None, steps),
    }
}

fn path_step(step: &Step) -> Json {
    match step {
        Step::Attr(name, _) | Step::Key(name, _) => Json::from(&**name),
        Step::Index(at, _) => groundplan_value::Value::number(at.clone()).to_plain_json().unwrap_or(Json::Null),
    }
}
