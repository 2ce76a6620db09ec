use groundplan_value::{Type, Value};

use super::Moment;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Kind, Returns};

pub(super) static TIMESTAMP: Function = Function {
    name: "timestamp",
    description: "The timestamp of the moment at which it is called, in UTC.",
    returns: Returns::Type(types::string),
    kind: Kind::Impure,
    implementation: Implementation::Plain(timestamp),
    ..Function::DEFAULT
};

fn timestamp(context: &CallContext, _: &[Value]) -> Result<Value, FunctionError> {
    let now = context.clock.as_ref().and_then(|clock| Moment::of(clock.now()));
    Ok(now.map_or_else(|| Value::unknown(Type::String), |now| Value::string(now.to_string())))
}
