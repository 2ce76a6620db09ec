use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_value::{Type, Value};

use crate::functions::arguments::value;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static TRANSPOSE: Function = Function {
    name: "transpose",
    description: "A map of lists of strings turned over: from each string to the keys under which it stands.",
    parameters: &[Parameter::new("values", types::map_of_lists_of_string, "The map.")],
    returns: Returns::Type(types::map_of_lists_of_string),
    implementation: Implementation::Plain(transpose),
    ..Function::DEFAULT
};

fn transpose(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let map = value(arguments, 0)?;
    if !map.is_wholly_known() {
        return Ok(Value::unknown(types::map_of_lists_of_string()));
    }
    let mut turned: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
    for (key, list) in map.as_map().into_iter().flatten() {
        let list = list.as_slice().ok_or_else(|| FunctionError::call("input must not contain null list"))?;
        for element in list {
            let text = element.as_str();
            let text = text.ok_or_else(|| FunctionError::call("input list must not contain null string"))?;
            turned.entry(text.clone()).or_default().push(Value::string(key));
        }
    }
    let lists = turned.into_iter().map(|(text, keys)| (text, Value::list(Type::String, keys)));
    Ok(Value::map(Type::list(Type::String), lists))
}
