use groundplan_value::{Refinement, Type, Value};

use super::verb::Verb;
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static FORMAT: Function = Function {
    name: "format",
    description: "A string made from a format string, whose verbs such as `%s` stand for the values that follow.",
    parameters: &[Parameter::string("format", "The format string.")],
    variadic: Some(Parameter::any("args", "The values.").nullable().unknown()),
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(format),
    ..Function::DEFAULT
};

fn format(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let format = text(arguments, 0)?;
    let values = arguments.get(1..).unwrap_or_default();
    if !values.iter().all(Value::is_wholly_known) {
        let before = format.split('%').next().filter(|before| before.len() < format.len()).unwrap_or_default();
        return Ok(Value::refined(Type::String, Refinement::with_prefix(before)));
    }
    format_values(format, values).map(Value::string)
}

/// The string that a format string makes of values.
pub(super) fn format_values(format: &str, values: &[Value]) -> Result<String, FunctionError> {
    let mut out = String::new();
    let (mut next, mut highest, mut at) = (1, 0, 0);
    while let Some(character) = format.get(at..).and_then(|rest| rest.chars().next()) {
        if character != '%' {
            out.push(character);
            at += character.len_utf8();
        } else if format.get(at + 1..).is_some_and(|rest| rest.starts_with('%')) {
            out.push('%');
            at += 2;
        } else {
            let verb = parse_verb(format, at, next).map_err(FunctionError::call)?;
            highest = highest.max(verb.argument);
            let value = verb.argument.checked_sub(1).and_then(|index| values.get(index)).ok_or_else(|| {
                FunctionError::call(format!(
                    "not enough arguments for {} at {}: need index {} but have {} total",
                    groundplan_value::quote(verb.raw),
                    verb.offset,
                    verb.argument,
                    values.len()
                ))
            })?;
            out.push_str(&verb.format(value).map_err(FunctionError::call)?);
            next = verb.argument + 1;
            at += verb.raw.len();
        }
    }
    if highest < values.len() {
        let used = if highest == 0 {
            "no verbs in format string".to_owned()
        } else {
            format!("only {highest} used by format string")
        };
        return Err(FunctionError::argument(highest + 1, format!("too many arguments; {used}")));
    }
    Ok(out)
}

/// Reads `% flags width .precision [index] letter` at a percent sign.
fn parse_verb(format: &str, offset: usize, next: usize) -> Result<Verb<'_>, String> {
    let bytes = format.as_bytes();
    let byte = |at: usize| bytes.get(at).copied();
    let digits = |at: &mut usize| {
        let start = *at;
        while byte(*at).is_some_and(|byte| byte.is_ascii_digit()) {
            *at += 1;
        }
        format.get(start..*at).filter(|digits| !digits.is_empty()).map(|digits| digits.parse().unwrap_or(usize::MAX))
    };
    let mut verb = Verb { offset, argument: next, ..Verb::default() };
    let mut at = offset + 1;
    loop {
        match byte(at) {
            Some(b'0') => verb.zero = true,
            Some(b'#') => verb.sharp = true,
            Some(b'-') => verb.minus = true,
            Some(b'+') => verb.plus = true,
            Some(b' ') => verb.space = true,
            _ => break,
        }
        at += 1;
    }
    verb.width = digits(&mut at);
    if byte(at) == Some(b'.') {
        at += 1;
        verb.precision = Some(digits(&mut at).unwrap_or(0));
    }
    if byte(at) == Some(b'[') {
        at += 1;
        if byte(at) == Some(b'0') {
            return Err(unexpected(format, at));
        }
        let Some(index) = digits(&mut at).filter(|_| byte(at) == Some(b']')) else {
            return Err(unexpected(format, at));
        };
        verb.argument = index;
        at += 1;
    }
    match byte(at).map(char::from) {
        Some(mode) if mode.is_ascii_alphabetic() => verb.mode = mode,
        _ => return Err(unexpected(format, at)),
    }
    verb.raw = format.get(offset..=at).unwrap_or_default();
    Ok(verb)
}

fn unexpected(format: &str, at: usize) -> String {
    match format.get(at..).and_then(|rest| rest.chars().next()) {
        Some(character) => {
            format!("unrecognized format character {} at offset {at}", groundplan_value::quote_char(character))
        }
        None => format!("invalid format string starting at offset {at}"),
    }
}
