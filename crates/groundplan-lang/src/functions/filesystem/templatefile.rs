use groundplan_value::{Map, Type, Value, quote};

use super::read::read_text;
use crate::functions::arguments::value;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Kind, Parameter, Within};
use crate::syntax::is_identifier;

pub(super) static TEMPLATEFILE: Function = Function {
    name: "templatefile",
    description: "A file rendered as a template with the given variables.",
    parameters: &[
        Parameter::string("path", "The path of the template.").unknown().marked(),
        Parameter::any("vars", "A map or object of the variables that the template may refer to.").unknown().marked(),
    ],
    not_null: false,
    kind: Kind::Template,
    implementation: Implementation::Plain(templatefile),
    ..Function::DEFAULT
};

fn templatefile(context: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let (path, variables) = (value(arguments, 0)?, value(arguments, 1)?);
    let (path_marks, marks) = (path.marks(), path.marks() | variables.deep_marks());
    let (Some(path), true) = (path.as_str(), variables.is_known()) else {
        return Ok(Value::unknown(Type::Dynamic).mark(marks));
    };
    let text = read_text(path, path_marks, context)?;
    let variables = template_variables(&variables.unmark_deep())?;
    let context = context.within(Within::TemplateFile);
    Ok(context.templates.render(&text, path, &variables, &context)?.mark(marks))
}

/// The variables for a template, which is the second argument of the functions that render one.
pub(in crate::functions) fn template_variables(variables: &Value) -> Result<Map, FunctionError> {
    let map = variables.as_map().ok_or_else(|| FunctionError::argument(1, "invalid vars value: must be a map"))?;
    if let Some(name) = map.keys().find(|name| !is_identifier(name)) {
        return Err(FunctionError::argument(
            1,
            format!(
                "invalid template variable name {}: must start with a letter, followed by zero or more letters, digits, and \
                 underscores",
                quote(name)
            ),
        ));
    }
    Ok(map.clone())
}
