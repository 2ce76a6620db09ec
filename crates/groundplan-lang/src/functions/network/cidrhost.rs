use dashu_int::{IBig, Sign};
use groundplan_value::Value;

use super::prefix::{Prefix, host_mask};
use crate::functions::arguments::{number, text};
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static CIDRHOST: Function = Function {
    name: "cidrhost",
    description: "The address of a host in a network.",
    parameters: &[
        Parameter::string("prefix", "The network, such as `10.0.0.0/8`."),
        Parameter::number("hostnum", "The number of the host; from the end when negative."),
    ],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(cidrhost),
    ..Function::DEFAULT
};

fn cidrhost(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let host = number(arguments, 1)?.to_integer();
    let mut host = host.ok_or_else(|| FunctionError::call("value must be a whole number"))?;
    let prefix = Prefix::parse(text(arguments, 0)?).map_err(FunctionError::call)?;
    let most = IBig::from(host_mask(prefix.address.bits - prefix.length));
    let (sign, magnitude) = host.clone().into_parts();
    // Of a number beyond 64 bits only those are looked at, and their first as a sign.
    let low = magnitude & u64::MAX;
    let mut checked = IBig::from(low.cast_signed());
    if sign == Sign::Negative {
        checked = -host.clone() - IBig::ONE;
        host = most.clone() - checked.clone();
    }
    if checked > most {
        let length = prefix.length;
        let message = format!("prefix of {length} does not accommodate a host numbered {host}");
        return Err(FunctionError::call(message));
    }
    let bits = if prefix.address.is_v4() { 32 } else { 128 };
    let address = prefix.address.insert(&host, bits);
    let address = address.ok_or_else(|| FunctionError::call("the host number does not fit the address"))?;
    Ok(Value::string(address.to_string()))
}
