use std::fmt;
use std::sync::Arc;

use serde::de::{self, DeserializeOwned};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::text::{compact, indent, push_string};
use super::{MAX_DEPTH, TooDeep};

/// A JSON value kept as text: number spellings, key order and duplicate keys survive.
///
/// The text is compact and escaped as Terraform's writer escapes. Cloning is cheap. `Debug` shows only the size, since the
/// text may hold secrets. `==` compares text; [`RawJson::same`] compares meaning.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RawJson(Arc<str>);

/// A text that is not one JSON value, or one that is nested too deep to be read back. Never quotes the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidJson {
    /// Not JSON.
    #[error("not valid JSON: line {line}, column {column}")]
    Syntax {
        /// 1-based.
        line: usize,
        /// 1-based, in bytes.
        column: usize,
    },
    /// Nested deeper than a state may be.
    #[error("JSON is nested more than {MAX_DEPTH} levels deep")]
    TooDeep,
}

impl RawJson {
    /// Takes any JSON text.
    ///
    /// # Errors
    /// When the text is not exactly one JSON value, or is nested too deep.
    pub fn parse(text: &str) -> Result<Self, InvalidJson> {
        let raw: &RawValue = serde_json::from_str(text)
            .map_err(|error| InvalidJson::Syntax { line: error.line(), column: error.column() })?;
        Self::from_valid(raw.get()).map_err(|TooDeep(_)| InvalidJson::TooDeep)
    }

    /// Takes a text that is known to be valid JSON.
    pub(crate) fn from_valid(text: &str) -> Result<Self, TooDeep> {
        Ok(Self(compact(text)?.into()))
    }

    /// Takes a value as `serde_json` holds it.
    ///
    /// # Errors
    /// When the value is nested too deep.
    pub fn from_value(value: &Value) -> Result<Self, InvalidJson> {
        Self::from_valid(&value.to_string()).map_err(|TooDeep(_)| InvalidJson::TooDeep)
    }

    /// A JSON string.
    #[must_use]
    pub fn string(text: &str) -> Self {
        let mut out = String::with_capacity(text.len() + 2);
        push_string(&mut out, text);
        Self(out.into())
    }

    /// A JSON number that is a whole one.
    #[must_use]
    pub fn integer(number: i64) -> Self {
        Self(number.to_string().into())
    }

    /// The empty object.
    #[must_use]
    pub fn empty_object() -> Self {
        Self("{}".into())
    }

    /// The compact text: what the provider protocol takes as raw state.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text laid out with two spaces per level, without a final newline.
    #[must_use]
    pub fn to_pretty(&self) -> String {
        indent(&self.0)
    }

    /// The value as `serde_json` holds it, numbers with all their digits.
    ///
    /// # Errors
    /// When a string holds an escape that is no character (half of a surrogate pair).
    pub fn to_value(&self) -> Result<Value, InvalidJson> {
        self.decode()
    }

    /// The value as any type.
    ///
    /// # Errors
    /// When the value does not have the shape of `T`.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, InvalidJson> {
        serde_json::from_str(&self.0)
            .map_err(|error| InvalidJson::Syntax { line: error.line(), column: error.column() })
    }

    /// The string that this is, or `None` when it is something else.
    #[must_use]
    pub fn as_string(&self) -> Option<String> {
        self.0.starts_with('"').then(|| self.decode().ok()).flatten()
    }

    /// Whether both mean the same: object keys in any order, numbers by value, strings by their characters.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        self.0 == other.0
            || match (self.to_value(), other.to_value()) {
                (Ok(a), Ok(b)) => same_value(&a, &b),
                _ => false,
            }
    }
}

/// Recursion is bounded: `serde_json` refuses to build values that are nested deeper than 128 levels.
fn same_value(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.to_string(), b.to_string());
            a == b || matches!((Decimal::of(&a), Decimal::of(&b)), (Some(a), Some(b)) if a == b)
        }
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_value(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same_value(a, b)))
        }
        _ => a == b,
    }
}

/// A JSON number in a spelling of its own: significant digits without zeros at either end, and the power of ten of the last.
#[derive(PartialEq)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// `None` when the exponent is beyond 64 bits; such numbers are only compared as text.
    fn of(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let exponent = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
        let all = format!("{whole}{fraction}");
        let digits = all.trim_end_matches('0');
        let exponent = exponent.checked_add(i64::try_from(all.len() - digits.len()).ok()?)?;
        let digits = digits.trim_start_matches('0');
        if digits.is_empty() {
            return Some(Self { negative: false, digits: String::new(), exponent: 0 });
        }
        Some(Self { negative, digits: digits.to_owned(), exponent })
    }
}

impl fmt::Debug for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawJson({} bytes)", self.0.len())
    }
}

impl Serialize for RawJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // The text was checked when it came in; RawValue is how serde_json takes text as it is.
        let raw: &RawValue = serde_json::from_str(&self.0).map_err(|_| serde::ser::Error::custom("not JSON"))?;
        raw.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for RawJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Self::from_valid(raw.get()).map_err(|TooDeep(_)| de::Error::custom(InvalidJson::TooDeep))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        RawJson::parse(a).unwrap().same(&RawJson::parse(b).unwrap())
    }

    #[test]
    fn meaning_is_compared_not_spelling() {
        assert!(same(r#"{"a":1,"b":[2]}"#, r#"{ "b" : [2.0], "a" : 10e-1 }"#));
        assert!(same("\"\\u00e9\"", "\"é\""));
        assert!(same("-0", "0.00e5"));
        assert!(same("123456789012345678901234567890", "1234567890123456789012345678.90e2"));
        assert!(!same("123456789012345678901234567890", "123456789012345678901234567891"));
        assert!(!same("1", "\"1\""));
        assert!(!same("1", "-1"));
        assert!(!same(r#"{"a":null}"#, "{}"));
        assert!(!same("[1,2]", "[2,1]"));
    }

    #[test]
    fn absurd_exponents_are_compared_as_text() {
        assert!(same("1e99999999999999999999", "1e99999999999999999999"));
        assert!(!same("1e99999999999999999999", "10e99999999999999999998"));
    }

    #[test]
    fn debug_shows_no_content() {
        assert_eq!(format!("{:?}", RawJson::string("hunter2")), "RawJson(9 bytes)");
    }

    #[test]
    fn text_that_is_not_one_value_is_refused() {
        for text in ["", " ", "{", "1 2", "{\"a\":}", "nul", "\"\u{1}\""] {
            assert!(matches!(RawJson::parse(text), Err(InvalidJson::Syntax { .. })), "{text:?}");
        }
        assert_eq!(RawJson::parse(&"[".repeat(100_000)), Err(InvalidJson::Syntax { line: 1, column: 100_000 }));
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(RawJson::parse(&deep), Err(InvalidJson::TooDeep));
    }

    #[test]
    fn serde_keeps_the_text() {
        let raw = RawJson::parse(r#"{"b":1.50,"a":[1e5]}"#).unwrap();
        let text = serde_json::to_string(&raw).unwrap();
        assert_eq!(text, r#"{"b":1.50,"a":[1e5]}"#);
        assert_eq!(serde_json::from_str::<RawJson>(&text).unwrap(), raw);
    }
}
