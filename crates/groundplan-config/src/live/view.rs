//! A configuration as a value, as `include` with `expose`, `read_terragrunt_config` and `render` show it: all that is in the
//! files that make it up, merged (Terragrunt's reference, "include" and "read_terragrunt_config").

use std::sync::Arc;

use groundplan_diag::Diags;
use groundplan_value::{Map, Marks, Value};

use super::config::Config;
use super::dependency::Dependencies;
use super::file::blocks::{CATALOG, DEPENDENCY, ENGINE, EXCLUDE, FEATURE, GENERATE, IGNORE, RETRY};
use super::file::{Field, Fields};
use super::merge::deep_merge;
use super::merged;
use super::scope::{ConfigScope, Names};
use super::terraform::Terraform;
use super::tf_var::as_tf_var;

/// The parts that are blocks or not of a fixed type.
const PARTS: [&str; 14] = [
    "catalog",
    "dependencies",
    "dependency",
    "engine",
    "errors",
    "exclude",
    "feature",
    "generate",
    "inputs",
    "locals",
    "remote_state",
    "terraform",
    "prevent_destroy",
    "iam_assume_role_duration",
];
/// The arguments that are strings: empty when they are not given.
const TEXTS: [&str; 7] = [
    "terraform_binary",
    "terraform_version_constraint",
    "terragrunt_version_constraint",
    "download_dir",
    "iam_role",
    "iam_assume_role_session_name",
    "iam_web_identity_token",
];

/// All parts, an object.
pub(super) fn whole(config: &Arc<Config>, names: Names<'_>, diags: &mut Diags) -> Value {
    let all = PARTS.into_iter().chain(TEXTS);
    Value::object(all.filter_map(|name| Some((Arc::from(name), part(config, name, names, diags)?))).collect::<Map>())
}

/// One part; none when the configuration does not have it.
pub(super) fn part(config: &Arc<Config>, name: &str, names: Names<'_>, diags: &mut Diags) -> Option<Value> {
    if let Some(name) = TEXTS.into_iter().find(|known| *known == name) {
        let value = merged::argument(config, name, names, diags).map(|fields| fields.value(name));
        // A token lets anybody assume the role.
        let marks = if name == "iam_web_identity_token" { Marks::SENSITIVE } else { Marks::NONE };
        return Some(value.map_or_else(|| Value::string(""), |value| value.mark(marks)));
    }
    match name {
        "locals" => locals(config, names, diags),
        "inputs" => Some(inputs(config, names, diags)),
        "terraform" => Terraform::of(config, names, diags).map(|terraform| terraform.value()),
        "remote_state" => merged::remote_state(config, names, diags).map(|fields| remote_state(&fields)),
        "generate" => {
            let blocks = merged::generate(config, names, diags);
            Some(Value::object(blocks.into_iter().map(|(name, fields)| (name, generate(&fields)))))
        }
        "dependency" => Some(dependency(config, names, diags)),
        "dependencies" => Some(dependencies(config, diags)),
        "feature" => Some(feature(config, diags)),
        "exclude" => {
            merged::exclude(config, diags).map(|fields| with(&fields, EXCLUDE, &["exclude_dependencies", "no_run"]))
        }
        "errors" => errors(config, diags),
        "engine" => topmost(config, |file| file.engine.as_ref(), ENGINE, diags).map(|fields| {
            let text = |name| fields.text(name).map_or_else(|| Value::string(""), Value::string);
            let parts = [("source", text("source")), ("version", text("version")), ("type", text("type"))];
            Value::object(parts.into_iter().chain([("meta", fields.value("meta"))]))
        }),
        "catalog" => topmost(config, |file| file.catalog.as_ref(), CATALOG, diags).map(|fields| {
            let mut object = with(&fields, CATALOG, &["no_shell", "no_hooks"]).as_map().cloned().unwrap_or_default();
            let template = fields.text("default_template");
            object.insert("default_template".into(), Value::string(template.as_deref().unwrap_or("")));
            Value::object(object)
        }),
        "prevent_destroy" => Some(merged::argument(config, "prevent_destroy", names, diags)?.value("prevent_destroy")),
        "iam_assume_role_duration" => {
            let fields = merged::argument(config, "iam_assume_role_duration", names, diags);
            Some(fields.map_or(Value::NULL, |fields| fields.value("iam_assume_role_duration")))
        }
        _ => None,
    }
}

fn locals(config: &Arc<Config>, names: Names<'_>, diags: &mut Diags) -> Option<Value> {
    // Local values are never merged: each file has its own.
    match ConfigScope::new(config, names).locals(config.file.start) {
        Ok(value) => Some(as_tf_var(&value, false)),
        Err(error) => {
            diags.push(error);
            None
        }
    }
}

fn inputs(config: &Arc<Config>, names: Names<'_>, diags: &mut Diags) -> Value {
    let mut merged: Option<Value> = None;
    for layer in config.layers() {
        let Some(inputs) = &layer.config.file.inputs else { continue };
        let Some(value) = layer.config.evaluate_with(&inputs.expr, names, diags) else { continue };
        merged = match merged {
            _ if value.is_null() => merged,
            None => Some(value),
            Some(over) => Some(if layer.deep { deep_merge(&value, &over) } else { shallow(&value, &over) }),
        };
    }
    merged.map_or(Value::NULL, |value| as_tf_var(&value, false))
}

/// One object over another, attribute by attribute.
fn shallow(under: &Value, over: &Value) -> Value {
    match (under.as_map(), over.as_map()) {
        (Some(a), Some(b)) => {
            let both = a.iter().chain(b).map(|(name, value)| (name.clone(), value.clone()));
            Value::object(both.collect::<Map>()).mark(under.marks() | over.marks())
        }
        (_, Some(_)) => over.clone(),
        _ => Value::DYNAMIC,
    }
}

fn remote_state(fields: &Fields) -> Value {
    let flag = |name| Value::bool(fields.flag(name).unwrap_or(false));
    Value::object([
        ("backend", fields.value("backend")),
        ("config", as_tf_var(&fields.value("config"), false)),
        ("disable_dependency_optimization", flag("disable_dependency_optimization")),
        ("disable_init", flag("disable_init")),
        ("encryption", as_tf_var(&fields.value("encryption"), false)),
        ("generate", as_tf_var(&fields.value("generate"), false)),
    ])
}

fn generate(fields: &Fields) -> Value {
    let mut object = fields.object(GENERATE);
    let defaults = [
        ("comment_prefix", Value::string("# ")),
        ("if_disabled", Value::string("skip")),
        ("disable", Value::FALSE),
        ("disable_signature", Value::FALSE),
    ];
    for (name, value) in defaults.into_iter().filter(|(name, _)| !fields.has(name)) {
        object.insert(name.into(), value);
    }
    Value::object(object)
}

fn dependency(config: &Arc<Config>, names: Names<'_>, diags: &mut Diags) -> Value {
    let own;
    let (dependencies, outputs) = match names {
        Names::WithOutputs { dependencies, outputs } => (dependencies, outputs),
        other => {
            own = Dependencies::of(config, diags);
            (&own, other.outputs())
        }
    };
    let mut blocks: Map = Map::new();
    for layer in config.layers() {
        for block in &layer.config.file.dependencies {
            let known = blocks.get(&block.name).cloned();
            if known.is_some() && !layer.deep {
                continue;
            }
            let fields = layer.config.fields_with(DEPENDENCY, block, names, diags);
            let mut object = fields.object(DEPENDENCY);
            let skip = object.remove("skip_outputs").unwrap_or(Value::NULL);
            object.insert("skip".into(), skip);
            if let Some(over) = known.as_ref().and_then(Value::as_map) {
                for (name, value) in over
                    .iter()
                    .filter(|(_, value)| !value.is_null() && value.as_str().is_none_or(|text| !text.is_empty()))
                {
                    let under = object.get(name).filter(|under| !under.is_null() && &**name == "mock_outputs");
                    let value = under.map_or_else(|| value.clone(), |under| deep_merge(under, value));
                    object.insert(name.clone(), value);
                }
            }
            blocks.insert(block.name.clone(), Value::object(object));
        }
    }
    let mut result = Map::new();
    for (name, block) in blocks {
        let Some(object) = block.as_map() else { continue };
        let mut object = object.clone();
        object.insert("name".into(), Value::string(&name));
        object.insert("inputs".into(), Value::NULL);
        let usable = dependencies.get(&name).filter(|dependency| dependency.enabled && !dependency.skip_outputs);
        let outputs = match usable.map(|dependency| dependency.outputs(outputs)) {
            Some(Ok(value)) => value,
            Some(Err(error)) => {
                diags.push(error);
                continue;
            }
            None => Value::NULL,
        };
        object.insert("outputs".into(), outputs);
        result.insert(name, Value::object(object));
    }
    Value::object(result)
}

/// The paths of `dependencies`, and of the dependencies that are enabled.
fn dependencies(config: &Arc<Config>, diags: &mut Diags) -> Value {
    let mut paths: Vec<Arc<str>> = merged::paths(config, diags).into_iter().map(|(path, _)| path).collect();
    for layer in config.layers() {
        for block in &layer.config.file.dependencies {
            let fields = layer.config.fields(&DEPENDENCY[..2], block, diags);
            let path = fields.text("config_path").filter(|_| fields.flag("enabled").unwrap_or(true));
            paths.extend(path.filter(|path| !path.is_empty() && !paths.contains(path)));
        }
    }
    if paths.is_empty() {
        return Value::NULL;
    }
    Value::object([("paths", Value::tuple(paths.iter().map(Value::string).collect::<Vec<_>>()))])
}

fn feature(config: &Arc<Config>, diags: &mut Diags) -> Value {
    let mut blocks = Map::new();
    for layer in config.layers() {
        for block in &layer.config.file.features {
            if !blocks.contains_key(&block.name) {
                let default = layer.config.fields(FEATURE, block, diags).value("default");
                let value = Value::object([("name", Value::string(&block.name)), ("default", default)]);
                blocks.insert(block.name.clone(), value);
            }
        }
    }
    Value::object(blocks)
}

fn errors(config: &Arc<Config>, diags: &mut Diags) -> Option<Value> {
    let layers = config.layers();
    let (config, block) = layers.iter().find_map(|layer| Some((layer.config, layer.config.file.errors.as_ref()?)))?;
    let mut all = |fields: &'static [Field], blocks: &[super::file::NamedBlock]| {
        let blocks = blocks.iter().map(|block| {
            let mut object = config.fields(fields, block, diags).object(fields);
            object.insert("name".into(), Value::string(&block.name));
            Value::object(object)
        });
        Value::tuple(blocks.collect::<Vec<_>>())
    };
    let mut object = Map::new();
    for (name, fields, blocks) in [("retry", RETRY, &block.retry), ("ignore", IGNORE, &block.ignore)] {
        if !blocks.is_empty() {
            object.insert(name.into(), all(fields, blocks));
        }
    }
    Some(Value::object(object))
}

/// The block of the file that counts most.
fn topmost(
    config: &Arc<Config>,
    block: impl Fn(&super::file::ConfigFile) -> Option<&super::file::NamedBlock>,
    fields: &[Field],
    diags: &mut Diags,
) -> Option<Fields> {
    let layers = config.layers();
    let (config, block) = layers.iter().find_map(|layer| Some((layer.config, block(&layer.config.file)?)))?;
    Some(config.fields(fields, block, diags))
}

/// The arguments of a block as an object, booleans that are not given being false.
fn with(fields: &Fields, schema: &[Field], flags: &[&'static str]) -> Value {
    let mut object = fields.object(schema);
    for flag in flags.iter().filter(|flag| !fields.has(flag)) {
        object.insert((*flag).into(), Value::FALSE);
    }
    Value::object(object)
}
