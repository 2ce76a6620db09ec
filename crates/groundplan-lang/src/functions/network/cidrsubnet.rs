use groundplan_value::Value;

use super::prefix::Prefix;
use crate::functions::arguments::{integer_at, number, text};
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static CIDRSUBNET: Function = Function {
    name: "cidrsubnet",
    description: "A network within a network.",
    parameters: &[
        Parameter::string("prefix", "The network, such as `10.0.0.0/8`."),
        Parameter::number("newbits", "How many bits longer the prefix of the inner network is."),
        Parameter::number("netnum", "The number of the inner network, from 0."),
    ],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(cidrsubnet),
    ..Function::DEFAULT
};

fn cidrsubnet(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let new_bits = integer_at(arguments, 1)?;
    let net = number(arguments, 2)?.to_integer();
    let net = net.ok_or_else(|| FunctionError::call("value must be a whole number"))?;
    let prefix = Prefix::parse(text(arguments, 0)?).map_err(FunctionError::call)?;
    let length = i64::from(prefix.length).saturating_add(new_bits);
    if length > i64::from(prefix.address.bits) {
        let message = format!("insufficient address space to extend prefix of {} by {new_bits}", prefix.length);
        return Err(FunctionError::call(message));
    }
    let Ok(new_length) = u32::try_from(length) else {
        let message = format!("a prefix of {} cannot be {} shorter", prefix.length, new_bits.unsigned_abs());
        return Err(FunctionError::call(message));
    };
    // Only 64 bits of the number are looked at.
    let low = net.clone().into_parts().1 & u64::MAX;
    let most = u32::try_from(new_bits).ok().and_then(|bits| 1u64.checked_shl(bits)).map_or(u64::MAX, |count| count - 1);
    if low > most {
        let message = format!("prefix extension of {new_bits} does not accommodate a subnet numbered {net}");
        return Err(FunctionError::call(message));
    }
    let address = prefix.address.insert(&net, length);
    let address = address.ok_or_else(|| FunctionError::call("the subnet number does not fit the address"))?;
    Ok(Value::string(Prefix { address, length: new_length }.to_string()))
}
