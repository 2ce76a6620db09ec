use groundplan_value::{Value, quote};
use jiff::civil::Weekday;

use super::Moment;
use super::rfc3339::{Strictness, parse};
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static FORMATDATE: Function = Function {
    name: "formatdate",
    description: "A timestamp in another form.",
    parameters: &[
        Parameter::string("format", "The form, with letters such as `YYYY` for the parts of the timestamp."),
        Parameter::string("time", "The timestamp, as RFC 3339 has it."),
    ],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(formatdate),
    ..Function::DEFAULT
};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn formatdate(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let format = text(arguments, 0)?;
    let moment = parse(text(arguments, 1)?, Strictness::Strict).map_err(|why| FunctionError::argument(1, why))?;
    let mut out = String::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' => quoted(rest, &mut out)?,
            'a'..='z' | 'A'..='Z' => {
                let length = rest.bytes().take_while(|byte| char::from(*byte) == first).count();
                let verb = rest.get(..length).unwrap_or_default();
                out.push_str(&part(verb, moment).map_err(|why| FunctionError::argument(0, why))?);
                length
            }
            other => {
                out.push(other);
                other.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    Ok(Value::string(out))
}

/// Writes text in single quotes, in which two stand for one. Gives its length.
fn quoted(text: &str, out: &mut String) -> Result<usize, FunctionError> {
    if text.starts_with("''") {
        out.push('\'');
        return Ok(2);
    }
    let mut length = 1;
    loop {
        let rest = text.get(length..).unwrap_or_default();
        let Some(end) = rest.find('\'') else { return Err(FunctionError::argument(0, "unterminated literal '")) };
        out.push_str(rest.get(..end).unwrap_or_default());
        length += end + 1;
        if !rest.get(end + 1..).is_some_and(|after| after.starts_with('\'')) {
            return Ok(length);
        }
        out.push('\'');
        length += 1;
    }
}

/// What one run of the same letter stands for.
fn part(verb: &str, moment: Moment) -> Result<String, String> {
    let at = moment.local;
    let number = |value: i8| if verb.len() == 2 { format!("{value:02}") } else { value.to_string() };
    let short = |name: &str| name.get(..3).unwrap_or(name).to_owned();
    let wrong = |rule: &str| Err(format!("invalid date format verb {}: {rule}", quote(verb)));
    let month = usize::try_from(at.month() - 1).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or_default();
    let weekday = match at.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    };
    let letter = verb.chars().next().unwrap_or_default();
    Ok(match (letter, verb.len()) {
        ('Y', 2) => format!("{:02}", at.year() % 100),
        ('Y', 4) => format!("{:04}", at.year()),
        ('Y', _) => return wrong("year must either be \"YY\" or \"YYYY\""),
        ('M', 1 | 2) => number(at.month()),
        ('M', 3) => short(month),
        ('M', 4) => month.to_owned(),
        ('M', _) => return wrong("month must be \"M\", \"MM\", \"MMM\", or \"MMMM\""),
        ('D', 1 | 2) => number(at.day()),
        ('D', _) => return wrong("day of month must either be \"D\" or \"DD\""),
        ('E', 3) => short(weekday),
        ('E', 4) => weekday.to_owned(),
        ('E', _) => return wrong("day of week must either be \"EEE\" or \"EEEE\""),
        ('h', 1 | 2) => number(at.hour()),
        ('h', _) => return wrong("24-hour must either be \"h\" or \"hh\""),
        ('H', 1 | 2) => number(if at.hour() % 12 == 0 { 12 } else { at.hour() % 12 }),
        ('H', _) => return wrong("12-hour must either be \"H\" or \"HH\""),
        ('A', 2) => if at.hour() < 12 { "AM" } else { "PM" }.to_owned(),
        ('a', 2) => if at.hour() < 12 { "am" } else { "pm" }.to_owned(),
        ('A' | 'a', _) => return wrong(&format!("must be \"{letter}{letter}\"")),
        ('m', 1 | 2) => number(at.minute()),
        ('m', _) => return wrong("minute must either be \"m\" or \"mm\""),
        ('s', 1 | 2) => number(at.second()),
        ('s', _) => return wrong("second must either be \"s\" or \"ss\""),
        ('Z', 1) => moment.zone(),
        ('Z', 3) if moment.offset == 0 => "UTC".to_owned(),
        ('Z', 3 | 4) => moment.offset_text(""),
        ('Z', 5) => moment.offset_text(":"),
        ('Z', _) => return wrong("timezone must be Z, ZZZZ, or ZZZZZ"),
        _ => return Err(format!("invalid date format verb {}", quote(verb))),
    })
}
