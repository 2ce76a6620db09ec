use crate::functions::{Function, Parameter};

/// A special form: the evaluator evaluates one expression after the other until one does not fail.
pub(super) static TRY: Function = Function {
    name: "try",
    description: "The value of the first of several expressions that can be evaluated without an error.",
    variadic: Some(Parameter::any("expressions", "The expressions, at least one.").anything()),
    not_null: false,
    ..Function::DEFAULT
};
