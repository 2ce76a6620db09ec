//! Regular expressions in the syntax that Terraform has (RE2 as Go implements it), translated for Rust's `regex`, whose
//! engine finds the same matches.

mod class;
mod escape;
mod translate;

use groundplan_value::{Type, Value};
use regex::{Captures, Match, Regex, RegexBuilder};

use crate::functions::FunctionError;

use translate::{Translated, translate};

/// What is wrong with a pattern, in the words of Go's parser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PatternError {
    /// What, such as `missing closing )`.
    pub(super) problem: &'static str,
    /// In which part of the pattern.
    pub(super) part: String,
}

impl PatternError {
    fn new(problem: &'static str, part: impl Into<String>) -> Self {
        Self { problem, part: part.into() }
    }
}

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) regex: Regex,
    /// The names of the groups, in order.
    groups: Vec<Option<String>>,
}

impl Pattern {
    pub(super) fn compile(pattern: &str) -> Result<Self, PatternError> {
        let Translated { pattern: translated, groups } = translate(pattern)?;
        let regex = RegexBuilder::new(&translated).build().map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => PatternError::new("expression too large", pattern),
            _ => PatternError::new("expression nests too deeply", pattern),
        })?;
        Ok(Self { regex, groups })
    }

    /// For `regex` and `regexall`, whose result is either a tuple or an object.
    pub(super) fn for_captures(pattern: &str) -> Result<Self, FunctionError> {
        let invalid = |why: String| FunctionError::argument(0, format!("invalid regexp pattern: {why}"));
        let compiled =
            Self::compile(pattern).map_err(|error| invalid(format!("{} in {}", error.problem, error.part)))?;
        let named = compiled.groups.iter().flatten().count();
        if named > 0 && named < compiled.groups.len() {
            return Err(invalid("cannot mix both named and unnamed capture groups".to_owned()));
        }
        Ok(compiled)
    }

    pub(super) fn result_type(&self) -> Type {
        let mut names = self.groups.iter().flatten().peekable();
        if self.groups.is_empty() {
            Type::String
        } else if names.peek().is_some() {
            Type::object(names.map(|name| (name.as_str(), Type::String)))
        } else {
            Type::tuple(vec![Type::String; self.groups.len()])
        }
    }

    /// What a match captured; null for a group that took no part.
    pub(super) fn result(&self, captures: &Captures<'_>) -> Value {
        let value = |found: Option<Match<'_>>| {
            found.map_or_else(|| Value::null(Type::String), |found| Value::string(found.as_str()))
        };
        if self.groups.is_empty() {
            return value(captures.get(0));
        }
        let each = || captures.iter().skip(1).map(value);
        let names: Option<Vec<&str>> = self.groups.iter().map(Option::as_deref).collect();
        match names {
            Some(names) => Value::object(names.into_iter().zip(each())),
            None => Value::tuple(each().collect::<Vec<_>>()),
        }
    }

    /// Replaces every match. In the replacement `$1` and `${1}` stand for what a group captured, `$name` and `${name}` for
    /// the first group of that name, `$$` for a dollar sign.
    pub(super) fn replace_all(&self, text: &str, replacement: &str) -> String {
        let expand = |captures: &Captures<'_>| {
            let mut out = String::new();
            let mut rest = replacement;
            while let Some((before, after)) = rest.split_once('$') {
                out.push_str(before);
                if let Some(after) = after.strip_prefix('$') {
                    out.push('$');
                    rest = after;
                } else if let Some((name, after)) = group_name(after) {
                    out.push_str(self.captured(captures, name));
                    rest = after;
                } else {
                    out.push('$');
                    rest = after;
                }
            }
            out + rest
        };
        self.regex.replace_all(text, expand).into_owned()
    }

    fn captured<'t>(&self, captures: &Captures<'t>, name: &str) -> &'t str {
        let is_number = name.bytes().all(|digit| digit.is_ascii_digit()) && (name == "0" || !name.starts_with('0'));
        let found = if is_number {
            name.parse().ok().and_then(|index| captures.get(index))
        } else {
            let named = self.groups.iter().zip(captures.iter().skip(1));
            named.filter(|(group, _)| group.as_deref() == Some(name)).find_map(|(_, found)| found)
        };
        found.map_or("", |found| found.as_str())
    }
}

/// The name of a group after a dollar sign, and what follows it.
fn group_name(text: &str) -> Option<(&str, &str)> {
    let (inner, braced) = text.strip_prefix('{').map_or((text, false), |inner| (inner, true));
    let end = inner.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(inner.len());
    let (name, rest) = inner.split_at_checked(end).filter(|(name, _)| !name.is_empty())?;
    Some((name, if braced { rest.strip_prefix('}')? } else { rest }))
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    fn matches(pattern: &str, text: &str) -> Vec<String> {
        let pattern = Pattern::compile(pattern).unwrap();
        pattern.regex.find_iter(text).map(|found| found.as_str().to_owned()).collect()
    }

    fn fails(pattern: &str) -> String {
        let error = Pattern::compile(pattern).unwrap_err();
        format!("{}: {}", error.problem, error.part)
    }

    #[test]
    fn classes_are_ascii_as_in_go() {
        assert_eq!(matches(r"\w+", "aé1"), ["a", "1"]);
        assert_eq!(matches(r"[\d-]+", "1-2٣"), ["1-2"]);
        assert_eq!(matches(r"[^\s]+", "a b\u{a0}c"), ["a", "b\u{a0}c"]);
        assert_eq!(matches(r"\bé", "é"), [] as [&str; 0]);
        assert_eq!(matches(r"[[]+", "a[["), ["[["]);
        assert_eq!(matches(r"[a&&b]+", "a&b"), ["a&b"]);
        assert_eq!(matches(r"[]a]+", "]a"), ["]a"]);
        assert_eq!(matches(r"[[:alpha:]_]+", "a_1"), ["a_"]);
        assert_eq!(matches(r"\pL+", "aé1"), ["aé"]);
    }

    #[test]
    fn literals_that_rust_reads_otherwise() {
        assert_eq!(matches(r"a{", "a{"), ["a{"]);
        assert_eq!(matches(r"a{,2}", "a{,2}"), ["a{,2}"]);
        assert_eq!(matches(r"\<b\>", "<b>"), ["<b>"]);
        assert_eq!(matches(r"\Qa.b\E+", "a.bb"), ["a.bb"]);
        assert_eq!(matches(r"\101\x42\x{43}", "ABC"), ["ABC"]);
        assert_eq!(matches(r"a#b c", "a#b c"), ["a#b c"]);
    }

    #[test]
    fn errors_are_those_of_go() {
        assert_eq!(fails("(a"), "missing closing ): (a");
        assert_eq!(fails("a)"), "unexpected ): a)");
        assert_eq!(fails("[a"), "missing closing ]: [a");
        assert_eq!(fails("*a"), "missing argument to repetition operator: *");
        assert_eq!(fails("a**"), "invalid nested repetition operator: **");
        assert_eq!(fails("a{1001}"), "invalid repeat count: {1001}");
        assert_eq!(fails("(?=a)"), "invalid or unsupported Perl syntax: (?=");
        assert_eq!(fails(r"\y"), r"invalid escape sequence: \y");
        assert_eq!(fails(r"\8"), r"invalid escape sequence: \8");
        assert_eq!(fails("[b-a]"), "invalid character class range: b-a");
        assert_eq!(fails("[[:foo:]]"), "invalid character class range: [:foo:]");
        assert_eq!(fails(r"\p{Foo}"), r"invalid character class range: \p{Foo}");
        assert_eq!(fails("a\\"), "trailing backslash at end of expression: ");
        assert_eq!(fails("(?P<a b>x)"), "invalid named capture: (?P<a b>");
        assert_eq!(fails("(?i"), "invalid or unsupported Perl syntax: (?i");
        assert_eq!(fails("(a{40}){40}"), "invalid repeat count: {40}");
    }
}
