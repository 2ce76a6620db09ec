use std::sync::Arc;

use groundplan_address::ProviderAddr;
use groundplan_provider::{Block, Nesting};
use groundplan_value::{Map, Type, Value, convert};

/// Whether a provider is HashiCorp's for AWS.
pub(super) fn is_aws(provider: &ProviderAddr) -> bool {
    &*provider.kind == "aws" && &*provider.namespace == "hashicorp"
}

/// Region in which an account that does not exist yet is planned when its region is not known either.
const PLACEHOLDER_REGION: &str = "us-east-1";

/// The configuration of an AWS provider that plans without an account: region and default tags kept, no credentials, no
/// calls. For configurations that are not known yet, whose account is only being created.
pub(super) fn offline(schema: &Block, config: &Value) -> Value {
    let Some(given) = config.as_map() else { return config.clone() };
    let set = |value: &str| Value::string(value);
    let mut map = Map::new();
    for (name, value) in given {
        let ty = || schema.attributes.get(name).map_or(Type::Dynamic, groundplan_provider::Attribute::value_type);
        let kept = match &**name {
            "access_key" | "secret_key" => set("offline"),
            "region" if value.is_wholly_known() && !value.is_null() => value.clone(),
            "region" => set(PLACEHOLDER_REGION),
            "skip_credentials_validation"
            | "skip_requesting_account_id"
            | "skip_metadata_api_check"
            | "skip_region_validation" => typed(&ty(), &Value::TRUE),
            // What says who one is, or is checked against who one is, makes no sense without an account.
            "assume_role" | "assume_role_with_web_identity" => nothing(schema, name),
            "allowed_account_ids"
            | "forbidden_account_ids"
            | "profile"
            | "token"
            | "shared_config_files"
            | "shared_credentials_files" => Value::null(ty()),
            _ => known_part(value),
        };
        map.insert(name.clone(), kept);
    }
    Value::object(map)
}

/// Arguments in place of what configuration says, given as JSON; null takes an argument or block away.
pub(super) fn overlaid(schema: &Block, config: &Value, overlay: &[(String, serde_json::Value)]) -> Value {
    let Some(given) = config.as_map() else { return config.clone() };
    let mut map = given.clone();
    for (name, json) in overlay {
        let name: Arc<str> = name.as_str().into();
        if schema.blocks.contains_key(&name) {
            if json.is_null() {
                map.insert(name.clone(), nothing(schema, &name));
            }
            continue;
        }
        let Some(attribute) = schema.attributes.get(&name) else { continue };
        let ty = attribute.value_type();
        let value = Value::implied_from_json(json).unwrap_or(Value::NULL);
        map.insert(name, if value.is_null() { Value::null(ty) } else { typed(&ty, &value) });
    }
    Value::object(map)
}

fn typed(ty: &Type, value: &Value) -> Value {
    convert(value, ty).unwrap_or_else(|_| Value::null(ty.clone()))
}

/// What an absent block or attribute is.
fn nothing(schema: &Block, name: &str) -> Value {
    if let Some(nested) = schema.blocks.get(name) {
        let object = nested.block.value_type();
        return match nested.nesting {
            Nesting::List => Value::empty_list(object),
            Nesting::Set => Value::set(object, []),
            Nesting::Map => Value::map::<Arc<str>>(object, []),
            Nesting::Single | Nesting::Group => Value::null(object),
        };
    }
    Value::null(schema.attributes.get(name).map_or(Type::Dynamic, groundplan_provider::Attribute::value_type))
}

/// The value with what is not known in it left out: a tag whose value is not known yet, for instance.
fn known_part(value: &Value) -> Value {
    if value.is_wholly_known() {
        return value.clone();
    }
    if !value.is_known() {
        return Value::null(value.ty());
    }
    match value.ty() {
        Type::Map(element) => {
            let known = value.as_map().into_iter().flatten().filter(|(_, value)| value.is_wholly_known());
            Value::map((*element).clone(), known.map(|(key, value)| (key.clone(), value.clone())))
        }
        _ => value.map_children(known_part),
    }
}
