use groundplan_value::{Type, Value, quote};

use super::source::Source;
use crate::functions::arguments::value;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};
use crate::syntax::is_identifier;

pub(super) static ENCODE_TFVARS: Function = Function {
    name: "provider::terraform::encode_tfvars",
    description: "The text of a `.tfvars` file that defines the attributes of an object.",
    parameters: &[Parameter::any("value", "The object or map.").unknown()],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(encode_tfvars),
    ..Function::DEFAULT
};

fn encode_tfvars(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let value = value(arguments, 0)?;
    if !value.is_wholly_known() {
        return Ok(Value::unknown(Type::String));
    }
    let map = value.as_map().ok_or_else(|| {
        FunctionError::call(
            "invalid value to encode: must be an object whose attribute names will become the encoded variable names",
        )
    })?;
    let mut source = Source::default();
    for (name, value) in map {
        if !is_identifier(name) {
            return Err(FunctionError::call(format!(
                "invalid variable name {}: must be a valid identifier, per Terraform's rules for input variable declarations",
                quote(name)
            )));
        }
        source.assignment(name, value);
    }
    Ok(Value::string(source.finish()))
}
