use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::ArgumentError;

/// The arguments of a backend, or of a block in it, read one by one. Whoever reads says which there are; what nobody asked
/// for does not exist. Null counts as absent, and so does empty text, as in Terraform's backend.
pub(super) struct Arguments<'a> {
    given: &'a Map<String, Value>,
    within: String,
    asked: BTreeSet<&'static str>,
    errors: Vec<ArgumentError>,
}

impl<'a> Arguments<'a> {
    pub(super) fn new(given: &'a Map<String, Value>, within: &str) -> Self {
        Self { given, within: within.to_owned(), asked: BTreeSet::new(), errors: Vec::new() }
    }

    fn get(&mut self, name: &'static str) -> Option<&'a Value> {
        self.asked.insert(name);
        self.given.get(name).filter(|value| !value.is_null())
    }

    pub(super) fn error(&mut self, name: &str, message: impl Into<String>, help: Option<&str>) {
        let argument = match self.within.as_str() {
            "" => name.to_owned(),
            within => format!("{within}.{name}"),
        };
        self.errors.push(ArgumentError { argument, message: message.into(), help: help.map(str::to_owned) });
    }

    fn wrong(&mut self, name: &'static str, needed: &str) {
        self.error(name, format!("{needed} is needed here"), None);
    }

    pub(super) fn string(&mut self, name: &'static str) -> Option<String> {
        match self.get(name)? {
            Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
            // As Terraform converts them.
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            _ => {
                self.wrong(name, "text");
                None
            }
        }
    }

    pub(super) fn needed(&mut self, name: &'static str) -> String {
        let value = self.string(name);
        if value.is_none() && !self.errors.iter().any(|error| error.argument == name) {
            self.error(name, format!("the argument \"{name}\" is required, but it is missing or empty"), None);
        }
        value.unwrap_or_default()
    }

    pub(super) fn bool(&mut self, name: &'static str) -> Option<bool> {
        match self.get(name)? {
            Value::Bool(flag) => return Some(*flag),
            Value::String(text) if text == "true" => return Some(true),
            Value::String(text) if text == "false" => return Some(false),
            _ => self.wrong(name, "true or false"),
        }
        None
    }

    pub(super) fn number(&mut self, name: &'static str) -> Option<u32> {
        let number = match self.get(name)? {
            Value::Number(number) => number.to_string().parse().ok(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong(name, "a whole number");
        }
        number
    }

    pub(super) fn strings(&mut self, name: &'static str) -> Vec<String> {
        let Some(value) = self.get(name) else { return Vec::new() };
        let texts = value.as_array().map(|items| items.iter().map(|item| item.as_str().map(str::to_owned)).collect());
        let texts: Option<Option<Vec<String>>> = texts;
        if let Some(Some(texts)) = texts {
            return texts;
        }
        self.wrong(name, "a list of texts");
        Vec::new()
    }

    pub(super) fn map(&mut self, name: &'static str) -> Vec<(String, String)> {
        let Some(value) = self.get(name) else { return Vec::new() };
        let pairs = value.as_object().map(|map| {
            map.iter().map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect::<Option<Vec<_>>>()
        });
        if let Some(Some(pairs)) = pairs {
            return pairs;
        }
        self.wrong(name, "a map of texts");
        Vec::new()
    }

    /// A nested object. Blocks may come as lists of one.
    pub(super) fn object(&mut self, name: &'static str) -> Option<Arguments<'a>> {
        let value = match self.get(name)? {
            Value::Array(items) if items.is_empty() => return None,
            Value::Array(items) if items.len() == 1 => items.first(),
            value => Some(value),
        };
        match value.and_then(Value::as_object) {
            Some(map) => {
                let within = if self.within.is_empty() { name.to_owned() } else { format!("{}.{name}", self.within) };
                Some(Self::new(map, &within))
            }
            None => {
                self.wrong(name, "an object");
                None
            }
        }
    }

    /// Takes over what is wrong in a nested object.
    pub(super) fn finish_nested(&mut self, nested: Arguments<'_>) {
        self.errors.extend(nested.finish());
    }

    /// An argument that this program cannot honour: an error when it is given.
    pub(super) fn refuse(&mut self, name: &'static str, why: &str, help: &str) {
        let given = self.get(name);
        if given.is_some_and(|value| *value != Value::Bool(false) && *value != Value::String(String::new())) {
            self.error(name, why, Some(help));
        }
    }

    /// Arguments that are honoured by doing nothing.
    pub(super) fn accept(&mut self, names: &[&'static str]) {
        self.asked.extend(names);
    }

    /// All that is wrong, arguments that do not exist among it.
    pub(super) fn finish(mut self) -> Vec<ArgumentError> {
        let unknown: Vec<String> =
            self.given.keys().filter(|name| !self.asked.contains(name.as_str())).cloned().collect();
        for name in unknown {
            self.error(&name, format!("there is no argument \"{name}\" here"), Some("remove it, or mend its name"));
        }
        self.errors
    }
}
