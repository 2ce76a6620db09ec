use groundplan_value::Value;

use super::prefix::{Address, Prefix, host_mask};
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static CIDRNETMASK: Function = Function {
    name: "cidrnetmask",
    description: "The mask of an IPv4 network.",
    parameters: &[Parameter::string("prefix", "The network, such as `10.0.0.0/8`.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(cidrnetmask),
    ..Function::DEFAULT
};

fn cidrnetmask(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let text = text(arguments, 0)?;
    let prefix = Prefix::parse(text).map_err(FunctionError::call)?;
    if prefix.address.bits != 32 {
        return Err(FunctionError::call(format!("IPv6 addresses cannot have a netmask: {text}")));
    }
    let value = host_mask(32) & !host_mask(32 - prefix.length);
    Ok(Value::string(Address { bits: 32, value }.to_string()))
}
