use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_value::{Map, Type, Value};

use super::config::Config;
use super::file::blocks::FEATURE;
use super::merge::deep_merge;

/// The features that a file's expressions may refer to: its own over those of what it includes, and what the caller sets over
/// both. Each is an object with its name and value.
pub(super) fn features(config: &Config, diags: &mut Diags) -> Map {
    let mut features = Map::new();
    let given = &config.place.unit.session.settings.options.features;
    for (name, text) in given.iter() {
        features.insert(name.as_str().into(), feature(name, Value::string(text)));
    }
    for include in &config.includes {
        for (name, value) in &include.config.features {
            let both = features.get(name).filter(|_| include.strategy == super::config::Strategy::Deep);
            let value = both.map_or_else(|| value.clone(), |under| deep_merge(under, value));
            features.insert(name.clone(), value);
        }
    }
    let over = config.over.iter().flat_map(|over| &over.features);
    features.extend(over.map(|(name, value)| (name.clone(), value.clone())));
    for block in &config.file.features {
        let fields = config.fields(FEATURE, block, diags);
        let span = fields.span_of("default");
        let value = match given.get(&*block.name) {
            Some(text) => typed(&block.name, text, &fields.value("default"), span, diags),
            None => fields.value("default"),
        };
        features.insert(block.name.clone(), feature(&block.name, value));
    }
    features
}

fn feature(name: &str, value: Value) -> Value {
    Value::object([("name", Value::string(name)), ("value", value)])
}

/// Text as a value of the default's type: what does not fit is complained about when the default is a boolean or a number.
fn typed(name: &Arc<str>, text: &str, default: &Value, span: Span, diags: &mut Diags) -> Value {
    let wanted = match default.ty() {
        Type::Bool => match text {
            "1" | "t" | "T" | "true" | "TRUE" | "True" => return Value::TRUE,
            "0" | "f" | "F" | "false" | "FALSE" | "False" => return Value::FALSE,
            _ => "a boolean",
        },
        Type::Number => match groundplan_value::convert(&Value::string(text), &Type::Number) {
            Ok(value) => return value,
            Err(_) => "a number",
        },
        _ => return Value::string(text),
    };
    diags.push(
        Diagnostic::error("Invalid value of a feature")
            .detail(format!("The feature \"{name}\" is set to \"{text}\", but its default is {wanted}."))
            .at(span)
            .help(format!("set it to {wanted}: `--feature {name}=…`")),
    );
    Value::DYNAMIC
}
