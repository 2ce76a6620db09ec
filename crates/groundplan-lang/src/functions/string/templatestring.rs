use groundplan_value::{Type, Value, convert};

use crate::functions::arguments::value;
use crate::functions::filesystem::template_variables;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Kind, Parameter, Returns, Within};

/// The evaluator checks first that the template's expression is a plain reference, and then calls this with its value.
pub(super) static TEMPLATESTRING: Function = Function {
    name: "templatestring",
    description: "A template that comes from elsewhere, such as a data source, rendered with the given variables.",
    parameters: &[
        Parameter::any("template", "The template: a reference to a string.").anything(),
        Parameter::any("vars", "A map or object of the variables that the template may refer to."),
    ],
    returns: Returns::Type(types::string),
    kind: Kind::Template,
    implementation: Implementation::Plain(templatestring),
    ..Function::DEFAULT
};

fn templatestring(context: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let (template, marks) = value(arguments, 0)?.clone().unmark();
    if !template.is_known() {
        return Ok(Value::unknown(Type::String));
    }
    let Some(text) = template.as_str() else {
        return Err(FunctionError::argument(0, "invalid template value: a string is required"));
    };
    let variables = template_variables(value(arguments, 1)?)?;
    let context = context.within(Within::TemplateString);
    let rendered = context.templates.render(text, "<templatestring argument>", &variables, &context)?;
    let rendered = convert(&rendered, &Type::String)
        .map_err(|error| FunctionError::call(format!("invalid template result: {error}")))?;
    Ok(rendered.mark(marks))
}
