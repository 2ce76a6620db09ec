use crate::functions::function::types;
use crate::functions::{Function, Parameter, Returns};

/// A special form: the evaluator evaluates the expression and looks whether that fails.
pub(super) static CAN: Function = Function {
    name: "can",
    description: "Whether an expression can be evaluated without an error.",
    parameters: &[Parameter::any("expression", "The expression.").anything()],
    returns: Returns::Type(types::bool),
    not_null: false,
    ..Function::DEFAULT
};
