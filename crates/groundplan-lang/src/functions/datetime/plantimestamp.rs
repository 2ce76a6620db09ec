use groundplan_value::{Type, Value};

use super::Moment;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Returns};

pub(super) static PLANTIMESTAMP: Function = Function {
    name: "plantimestamp",
    description: "The timestamp of the moment of the plan, in UTC: the same wherever it is called and when it is applied.",
    returns: Returns::Type(types::string),
    not_null: false,
    implementation: Implementation::Plain(plantimestamp),
    ..Function::DEFAULT
};

fn plantimestamp(context: &CallContext, _: &[Value]) -> Result<Value, FunctionError> {
    let moment = context.plan_time.and_then(Moment::of);
    Ok(moment.map_or_else(|| Value::unknown(Type::String), |moment| Value::string(moment.to_string())))
}
