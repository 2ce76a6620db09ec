use groundplan_value::{Type, Value};

use crate::functions::arguments::{integer_at, text};
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Kind, Parameter, Returns};

pub(super) static BCRYPT: Function = Function {
    name: "bcrypt",
    description: "A bcrypt hash of a password, with a salt of its own at every call.",
    parameters: &[Parameter::string("str", "The password, of at most 72 bytes.")],
    variadic: Some(Parameter::number("cost", "How much work it is, from 4 to 31; 10 without it.")),
    returns: Returns::Type(types::string),
    kind: Kind::Impure,
    implementation: Implementation::Plain(bcrypt),
    ..Function::DEFAULT
};

fn bcrypt(context: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let failed = |why: String| FunctionError::call(format!("error occured generating password {why}"));
    let cost = if arguments.len() > 1 { integer_at(arguments, 1)? } else { 10 };
    if arguments.len() > 2 {
        return Err(FunctionError::call("bcrypt() takes no more than two arguments"));
    }
    let password = text(arguments, 0)?;
    if password.len() > 72 {
        return Err(failed("bcrypt: password length exceeds 72 bytes".to_owned()));
    }
    let cost = match u32::try_from(cost) {
        Ok(cost @ 4..=31) => cost,
        // Too little work is not done at all.
        _ if cost < 4 => 10,
        _ => return Err(failed(format!("crypto/bcrypt: cost {cost} is outside allowed range (4,31)"))),
    };
    let Some(clock) = &context.clock else { return Ok(Value::unknown(Type::String)) };
    let mut salt = [0; 16];
    clock.random(&mut salt).map_err(|error| failed(error.to_string()))?;
    let hash = ::bcrypt::hash_with_salt(password, cost, salt).map_err(|error| failed(error.to_string()))?;
    Ok(Value::string(hash.format_for_version(::bcrypt::Version::TwoA)))
}
