use std::sync::Arc;

use minijinja::value::ValueKind;
use minijinja::{Error, ErrorKind, Value};

/// The filter `hcl`: text, or a list of texts, as an HCL expression that means exactly that.
#[expect(clippy::needless_pass_by_value, reason = "that is what a filter's arguments are")]
pub(super) fn hcl(value: Value) -> Result<String, Error> {
    if let Some(text) = value.as_str() {
        return Ok(quoted(text));
    }
    if value.kind() == ValueKind::Seq {
        let items: Result<Vec<String>, Error> = value.try_iter()?.map(hcl).collect();
        return Ok(format!("[{}]", items?.join(", ")));
    }
    let message: Arc<str> = format!("{} cannot be written as HCL", value.kind()).into();
    Err(Error::new(ErrorKind::InvalidOperation, message.to_string()))
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            // These begin a template unless they are doubled.
            '$' | '%' if letters.peek() == Some(&'{') => quoted.extend([letter, letter]),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn text_means_what_it_says() {
        assert_eq!(quoted("a \"b\" \\ ${c} %{d} $e"), r#""a \"b\" \\ $${c} %%{d} $e""#);
    }
}
