use std::path::Path;
use std::sync::Arc;

use groundplan_diag::Diags;
use groundplan_value::{Map, Value};

use super::file::Kind;
use crate::live::scope::{ConfigScope, Names};
use crate::live::session::Session;
use crate::live::tf_var::as_tf_var;

/// A stack file as `read_terragrunt_config` gives it: its locals, its units and its stacks by name.
pub(in crate::live) fn stack_value(session: &Arc<Session>, path: &Path, diags: &mut Diags) -> Value {
    let dir = path.parent().unwrap_or(Path::new("/"));
    let Some(expanded) = session.read_stack(path, dir, diags) else { return Value::DYNAMIC };
    let mut object = Map::new();
    match ConfigScope::new(&expanded.config, Names::WithoutOutputs).locals(expanded.config.file.start) {
        Ok(locals) => drop(object.insert("local".into(), as_tf_var(&locals, false))),
        Err(error) => diags.push(error),
    }
    for kind in [Kind::Unit, Kind::Stack] {
        let mut all = Map::new();
        for (component, fields, _) in expanded.components.iter().filter(|(component, ..)| component.kind == kind) {
            let mut parts = Map::new();
            parts.insert("name".into(), Value::string(&component.block.name));
            for name in ["source", "path"] {
                parts.insert(name.into(), fields.value(name));
            }
            for name in ["values", "no_dot_terragrunt_stack", "no_validation"] {
                if fields.has(name) {
                    parts.insert(name.into(), fields.value(name));
                }
            }
            all.insert(component.block.name.clone(), Value::object(parts));
        }
        if !all.is_empty() {
            object.insert(kind.name().into(), Value::object(all));
        }
    }
    Value::object(object)
}
