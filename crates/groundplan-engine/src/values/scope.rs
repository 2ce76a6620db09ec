use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use groundplan_address::{InstanceKey, ModuleAddr, ResourceId};
use groundplan_config::module::path_from_root;
use groundplan_diag::{Diagnostic, Span};
use groundplan_lang::eval::{Resolved, Scope};
use groundplan_lang::functions::CallContext;
use groundplan_lang::syntax::{Call, Step, Traversal};
use groundplan_value::{Map, Marks, Value};

use super::expansion::{Instances, Repetition};
use super::memo::{Memo, whole};
use crate::functions;
use crate::graph::{ModuleIx, NodeKey, Target, name_steps, target_of};
use crate::session::Session;

/// What an expression of a module instance sees ("References to Named Values" in Terraform's documentation).
pub(crate) struct ModuleScope<'a> {
    pub(crate) session: &'a Session,
    pub(crate) memo: &'a Memo,
    /// Whether this is the walk that applies.
    pub(crate) applying: bool,
    pub(crate) module: ModuleIx,
    pub(crate) instance: &'a ModuleAddr,
    /// `count.index`, `each.key`, `each.value`, where the expression belongs to something repeated.
    pub(crate) repetition: &'a Repetition,
    /// `self`, where the expression may say it.
    pub(crate) itself: Option<&'a Value>,
    /// A value that is just being made and not in the memo yet: a variable whose validation is checked, a
    /// resource whose provisioners run.
    pub(crate) overlay: Option<(&'a NodeKey, &'a Value)>,
    pub(crate) context: &'a CallContext,
    /// `path.root`, `path.cwd` and `terraform.workspace`.
    pub(crate) paths: &'a Paths,
}

/// Where a unit's work is done: the folders that `path.…` names (the root module's as it was read, and the one that the
/// program runs in) and `terraform.workspace`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paths {
    pub(crate) root: PathBuf,
    pub(crate) cwd: String,
    pub(crate) workspace: Arc<str>,
}

impl Scope for ModuleScope<'_> {
    fn resolve(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        let tree = &self.session.modules.get(self.module).tree;
        let one = |value: Value| Ok(Resolved { value, steps: 1 });
        match target_of(&tree.module, traversal)? {
            Target::Variable(name) => one(self.value(&NodeKey::Variable(self.module, name))),
            Target::Local(name) => one(self.value(&NodeKey::Local(self.module, name))),
            Target::Resource(id) => Ok(self.resource(&id, traversal)),
            Target::Module(call, _) => self.module(&call, traversal),
            Target::Each => one(self.each(traversal)?),
            Target::Count => match (&self.repetition.index, traversal.steps.first()) {
                (Some(index), Some(Step::Attr(name, _))) if &**name == "index" => one(index.clone()),
                (Some(_), _) => Err(invalid(traversal, "The \"count\" object does not have an attribute of that name.")
                    .help("its only attribute is `count.index`")),
                (None, _) => Err(Diagnostic::error("Reference to \"count\" in non-counted context")
                    .detail(
                        "The \"count\" object can only be used in \"module\", \"resource\", and \"data\" blocks, and only \
                         when the \"count\" argument is set.",
                    )
                    .at(traversal.span())),
            },
            Target::Itself => match self.itself {
                Some(value) => Ok(Resolved { value: value.clone(), steps: 0 }),
                None => Err(Diagnostic::error("Invalid \"self\" reference")
                    .detail(
                        "The \"self\" object is not available in this context. It can be used only in resource \
                         provisioners and postconditions.",
                    )
                    .at(traversal.span())),
            },
            Target::Path => one(self.path(traversal)?),
            Target::Terraform => match traversal.steps.first() {
                Some(Step::Attr(name, _)) if &**name == "workspace" => one(Value::string(&self.paths.workspace)),
                Some(Step::Attr(name, _)) if &**name == "applying" => one(Value::bool(self.applying).mark(Marks::EPHEMERAL)),
                _ => Err(invalid(traversal, "The \"terraform\" object does not have an attribute of that name.")
                    .help("use `terraform.workspace`")),
            },
        }
    }

    fn call_context(&self) -> &CallContext {
        self.context
    }

    fn call(&self, call: &Call, arguments: &[Value]) -> Option<Result<Value, Diagnostic>> {
        functions::call(self.session, self.module, call, arguments)
    }
}

impl ModuleScope<'_> {
    fn value(&self, key: &NodeKey) -> Value {
        if let Some((overlaid, value)) = self.overlay
            && overlaid == key
        {
            return value.clone();
        }
        // A node that failed has no result; its dependents are not run, so what they would see does not matter.
        let found = self.session.graph.find(key).and_then(|node| self.memo.value(node, self.instance));
        found.cloned().unwrap_or(Value::DYNAMIC)
    }

    fn resource(&self, id: &ResourceId, traversal: &Traversal) -> Resolved {
        let steps = name_steps(traversal);
        if let Some((NodeKey::Resource(module, overlaid), value)) = self.overlay
            && (*module, overlaid) == (self.module, id)
        {
            return Resolved { value: value.clone(), steps };
        }
        let node = self.session.graph.find(&NodeKey::Resource(self.module, id.clone()));
        let Some(resource) = node.and_then(|node| self.memo.resource(node, self.instance)) else {
            return Resolved { value: Value::DYNAMIC, steps };
        };
        // One instance of many by a key that is written: there is no need to put all of them together.
        let key = instance_key(resource.kind(), traversal.steps.get(steps));
        match key.and_then(|key| resource.instance(&key)) {
            Some(value) => Resolved { value: value.clone(), steps: steps + 1 },
            None => Resolved { value: resource.whole().clone(), steps },
        }
    }

    fn module(&self, call: &str, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        let nothing = Ok(Resolved { value: Value::DYNAMIC, steps: 1 });
        let Some(child) = self.session.modules.child(self.module, call) else { return nothing };
        let Some(node) = self.session.graph.find(&NodeKey::Expand(child)) else { return nothing };
        let tree = &self.session.modules.get(self.module).tree;
        let kind = tree.module.calls.get(call).map_or(Instances::Once, |call| Instances::of(&call.repeat));
        let Some(siblings) = self.memo.modules_within(node, self.instance) else {
            return Ok(Resolved { value: whole(kind, &BTreeMap::new()), steps: 1 });
        };
        let wanted = match kind {
            Instances::Once => Some((InstanceKey::None, 1)),
            _ => instance_key(kind, traversal.steps.get(1)).map(|key| (key, 2)),
        };
        if let Some((key, taken)) = &wanted
            && let Some(addr) = siblings.by_key.get(key)
            && let Some(Step::Attr(output, _)) = traversal.steps.get(*taken)
            && self.session.modules.get(child).tree.module.outputs.contains_key(output)
        {
            return Ok(Resolved { value: self.output(child, addr, output), steps: taken + 1 });
        }
        let all = || {
            let values = siblings.by_key.iter().map(|(key, addr)| (key.clone(), self.outputs(child, addr)));
            whole(kind, &values.collect())
        };
        // With a step that is written, only outputs of that name have to be there already.
        let value = if traversal.steps.len() == 1 { siblings.whole.get_or_init(all).clone() } else { all() };
        Ok(Resolved { value, steps: 1 })
    }

    fn output(&self, module: ModuleIx, instance: &ModuleAddr, name: &Arc<str>) -> Value {
        let node = self.session.graph.find(&NodeKey::Output(module, name.clone()));
        node.and_then(|node| self.memo.value(node, instance)).cloned().unwrap_or(Value::DYNAMIC)
    }

    fn outputs(&self, module: ModuleIx, instance: &ModuleAddr) -> Value {
        let names = self.session.modules.get(module).tree.module.outputs.keys();
        Value::object(names.map(|name| (name.clone(), self.output(module, instance, name))).collect::<Map>())
    }

    fn each(&self, traversal: &Traversal) -> Result<Value, Diagnostic> {
        let Some((key, value)) = &self.repetition.each else {
            return Err(Diagnostic::error("Reference to \"each\" in context without for_each")
                .detail(
                    "The \"each\" object can be used only in \"module\" or \"resource\" blocks, and only when the \
                     \"for_each\" argument is set.",
                )
                .at(traversal.span()));
        };
        match traversal.steps.first() {
            Some(Step::Attr(name, _)) if &**name == "key" => Ok(key.clone()),
            Some(Step::Attr(name, _)) if &**name == "value" => Ok(value.clone()),
            _ => Err(invalid(traversal, "The \"each\" object does not have an attribute of that name.")
                .help("its attributes are `each.key` and `each.value`")),
        }
    }

    fn path(&self, traversal: &Traversal) -> Result<Value, Diagnostic> {
        match traversal.steps.first() {
            Some(Step::Attr(name, _)) if &**name == "module" => {
                let dir = path_from_root(&self.paths.root, &self.session.modules.get(self.module).tree.module.dir);
                let dir = dir.to_string_lossy().replace('\\', "/");
                Ok(Value::string(if dir.is_empty() { "." } else { &dir }))
            }
            Some(Step::Attr(name, _)) if &**name == "root" => Ok(Value::string(".")),
            Some(Step::Attr(name, _)) if &**name == "cwd" => Ok(Value::string(&self.paths.cwd)),
            _ => Err(invalid(traversal, "The \"path\" object does not have an attribute of that name.")
                .help("its attributes are `path.module`, `path.root` and `path.cwd`")),
        }
    }
}

fn instance_key(kind: Instances, step: Option<&Step>) -> Option<InstanceKey> {
    match (kind, step?) {
        (Instances::Count, Step::Index(at, _)) => at.to_usize().map(InstanceKey::Index),
        (Instances::ForEach, Step::Key(key, _)) => Some(InstanceKey::Key(key.clone())),
        (Instances::ForEach, Step::Attr(key, _)) => Some(InstanceKey::Key(key.clone())),
        _ => None,
    }
}

fn invalid(traversal: &Traversal, detail: &str) -> Diagnostic {
    let span = traversal.steps.first().map_or(Span::NONE, Step::span);
    let span = if span.is_none() { traversal.span() } else { span };
    Diagnostic::error("Invalid reference").detail(detail).at(span)
}
