use groundplan_value::{Type, Value};

use super::prefix::{Address, Prefix, host_mask};
use crate::functions::arguments::{integer, number, text};
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static CIDRSUBNETS: Function = Function {
    name: "cidrsubnets",
    description: "Networks within a network, one after the other.",
    parameters: &[Parameter::string("prefix", "The network, such as `10.0.0.0/8`.")],
    variadic: Some(Parameter::number("newbits", "How many bits longer the prefix of each inner network is.")),
    returns: Returns::Type(types::list_of_string),
    implementation: Implementation::Plain(cidrsubnets),
    ..Function::DEFAULT
};

fn cidrsubnets(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let outer = Prefix::parse(text(arguments, 0)?).map_err(|why| FunctionError::argument(0, why))?;
    let bits = outer.address.bits;
    let mut subnets = Vec::new();
    let mut current: Option<Prefix> = None;
    for at in 1..arguments.len() {
        let wrong = |why: String| FunctionError::argument(at, why);
        let new_bits = integer(number(arguments, at)?).map_err(wrong)?;
        let new_bits = match u32::try_from(new_bits) {
            Ok(new_bits @ 1..=32) => new_bits,
            Ok(0) | Err(_) if new_bits < 1 => return Err(wrong("must extend prefix by at least one bit".to_owned())),
            _ => return Err(wrong("may not extend prefix by more than 32 bits".to_owned())),
        };
        let length = outer.length + new_bits;
        if length > bits {
            let protocol = if bits == 32 { "IPv4" } else { "IPv6" };
            return Err(wrong(format!(
                "would extend prefix to {length} bits, which is too long for an {protocol} address"
            )));
        }
        let before = current.unwrap_or_else(|| preceding(outer, length));
        current = Some(following(before, length).filter(|next| contains(outer, *next)).ok_or_else(|| {
            wrong(format!(
                "not enough remaining address space for a subnet with a prefix of {length} bits after {before}"
            ))
        })?);
        subnets.extend(current.map(|subnet| Value::string(subnet.to_string())));
    }
    Ok(Value::list(Type::String, subnets))
}

/// The network of a prefix length just before another; before the first address comes the last.
fn preceding(network: Prefix, length: u32) -> Prefix {
    let bits = network.address.bits;
    let value = network.address.value.wrapping_sub(1) & host_mask(bits);
    Prefix::masked(Address { bits, value }, length)
}

/// The network of a prefix length that starts after another ends, none after the last address.
fn following(network: Prefix, length: u32) -> Option<Prefix> {
    let bits = network.address.bits;
    let value =
        Prefix::masked(Address { bits, value: network.last() }, length).last().wrapping_add(1) & host_mask(bits);
    (value != 0).then(|| Prefix::masked(Address { bits, value }, length))
}

fn contains(outer: Prefix, inner: Prefix) -> bool {
    Prefix::masked(inner.address, outer.length) == outer
}
