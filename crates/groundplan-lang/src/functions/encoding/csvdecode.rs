use std::collections::BTreeSet;

use groundplan_value::{Type, Value, quote};

use super::csv::{CsvError, Reader};
use crate::functions::arguments::text;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter};

pub(super) static CSVDECODE: Function = Function {
    name: "csvdecode",
    description: "The lines of comma-separated values as a list of objects, whose attributes the first line names.",
    parameters: &[Parameter::string("str", "The comma-separated values.")],
    implementation: Implementation::Plain(csvdecode),
    ..Function::DEFAULT
};

fn wrong(error: &CsvError) -> FunctionError {
    FunctionError::call(format!("CSV parse error on line {}: {}", error.line, error.problem))
}

fn csvdecode(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let mut reader = Reader::new(text(arguments, 0)?);
    let header = reader.record().map_err(|error| wrong(&error))?;
    let (_, names) = header.ok_or_else(|| FunctionError::call("missing header line"))?;
    let mut seen = BTreeSet::new();
    if let Some(double) = names.iter().find(|name| !seen.insert(name.as_str())) {
        return Err(FunctionError::call(format!("duplicate column name {}", quote(double))));
    }
    let mut rows = Vec::new();
    while let Some((line, fields)) = reader.record().map_err(|error| wrong(&error))? {
        if fields.len() != names.len() {
            return Err(wrong(&CsvError { line, problem: "wrong number of fields" }));
        }
        rows.push(Value::object(names.iter().map(String::as_str).zip(fields.iter().map(Value::string))));
    }
    let row = Type::object(names.iter().map(|name| (name.as_str(), Type::String)));
    Ok(Value::list(row, rows))
}
