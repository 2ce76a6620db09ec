use groundplan_format::{OutputValue, Outputs};
use serde_json::Value;

use super::expression::expression;
use crate::literal;
use crate::style::{Style, Tone};

/// All output values, `name = value` each, as `output` prints them. Those that are sensitive are only named.
#[must_use]
pub fn outputs(all: &Outputs, style: &Style) -> String {
    let line = |(name, output): (&String, &OutputValue)| {
        let value = if output.sensitive { style.paint(Tone::Faint, "<sensitive>") } else { output_value(output) };
        format!("{} = {value}\n", literal::name(name))
    };
    all.iter().map(line).collect()
}

/// One output value, sensitive or not: for one that was asked for by its name. Without a line break at the end.
#[must_use]
pub fn output_value(output: &OutputValue) -> String {
    expression(output.value.as_ref().unwrap_or(&Value::Null), output.value_type.as_ref())
}
