use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{RawJson, TooDeep};

/// The text of a document, to turn byte offsets into lines and columns.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a>(pub(crate) &'a str);

impl Source<'_> {
    /// Line and column of a byte offset, both from 1; columns count characters.
    pub(crate) fn position(self, offset: usize) -> (usize, usize) {
        let before = self.0.get(..offset).unwrap_or(self.0);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        (line, column)
    }
}

/// One JSON value within a document whose syntax was checked: its text and where it starts.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a> {
    text: &'a str,
    offset: usize,
}

/// What is wrong with a node. Names kinds and keys, never values: they may be secret.
#[derive(Debug)]
pub(crate) struct Misfit {
    pub(crate) offset: usize,
    pub(crate) message: String,
}

impl<'a> Node<'a> {
    /// The value that `document` is.
    pub(crate) fn root(document: &'a str) -> Result<Self, serde_json::Error> {
        let raw: &RawValue = serde_json::from_str(document)?;
        Ok(Self { text: "", offset: 0 }.child(document, raw))
    }

    fn child(self, parent: &str, raw: &'a RawValue) -> Self {
        let text = raw.get();
        let within = (text.as_ptr() as usize).saturating_sub(parent.as_ptr() as usize);
        Self { text, offset: self.offset + within }
    }

    pub(crate) fn misfit(self, message: impl Into<String>) -> Misfit {
        Misfit { offset: self.offset, message: message.into() }
    }

    fn expected(self, expected: &str) -> Misfit {
        self.misfit(format!("expected {expected}, found {}", self.kind()))
    }

    fn kind(self) -> &'static str {
        match self.text.bytes().next() {
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b'"') => "a string",
            Some(b't' | b'f') => "a bool",
            Some(b'n') => "null",
            _ => "a number",
        }
    }

    pub(crate) fn is_null(self) -> bool {
        self.text == "null"
    }

    pub(crate) fn is_string(self) -> bool {
        self.text.starts_with('"')
    }

    pub(crate) fn string(self) -> Result<String, Misfit> {
        if !self.is_string() {
            return Err(self.expected("a string"));
        }
        serde_json::from_str(self.text).map_err(|_| self.misfit("the string holds an escape that is no character"))
    }

    pub(crate) fn boolean(self) -> Result<bool, Misfit> {
        match self.text {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(self.expected("a bool")),
        }
    }

    pub(crate) fn unsigned(self) -> Result<u64, Misfit> {
        self.text.parse().map_err(|_| self.not_whole())
    }

    fn not_whole(self) -> Misfit {
        if self.kind() == "a number" {
            self.misfit("expected a whole number from 0 to 18446744073709551615")
        } else {
            self.expected("a whole number")
        }
    }

    pub(crate) fn list(self) -> Result<Vec<Self>, Misfit> {
        if !self.text.starts_with('[') {
            return Err(self.expected("a list"));
        }
        let items: Vec<&'a RawValue> = serde_json::from_str(self.text).map_err(|_| self.expected("a list"))?;
        Ok(items.into_iter().map(|raw| self.child(self.text, raw)).collect())
    }

    pub(crate) fn fields(self) -> Result<Fields<'a>, Misfit> {
        if !self.text.starts_with('{') {
            return Err(self.expected("an object"));
        }
        let Entries(entries) = serde_json::from_str(self.text)
            .map_err(|_| self.misfit("the object has a key with an escape that is no character"))?;
        let entries: Vec<_> = entries.into_iter().map(|(key, raw)| (key, self.child(self.text, raw))).collect();
        let mut seen = HashSet::with_capacity(entries.len());
        if let Some((key, node)) = entries.iter().find(|(key, _)| !seen.insert(key)) {
            return Err(node.misfit(format!("the key {key:?} is given twice")));
        }
        Ok(Fields { owner: self, entries })
    }

    pub(crate) fn raw(self) -> Result<RawJson, Misfit> {
        RawJson::from_valid(self.text).map_err(|TooDeep(within)| Misfit {
            offset: self.offset + within,
            message: super::InvalidJson::TooDeep.to_string(),
        })
    }
}

/// The members of an object. Known ones are taken out; what remains is unknown to this version and kept.
pub(crate) struct Fields<'a> {
    owner: Node<'a>,
    entries: Vec<(String, Node<'a>)>,
}

impl<'a> Fields<'a> {
    /// Takes a member out, `null` or not.
    pub(crate) fn take_any(&mut self, key: &str) -> Option<Node<'a>> {
        let index = self.entries.iter().position(|(known, _)| known == key)?;
        Some(self.entries.remove(index).1)
    }

    /// Takes a member out; one that is `null` counts as absent, as it does for Terraform's reader.
    pub(crate) fn take(&mut self, key: &str) -> Option<Node<'a>> {
        self.take_any(key).filter(|node| !node.is_null())
    }

    /// Takes a member out that has to be there.
    pub(crate) fn need(&mut self, key: &str) -> Result<Node<'a>, Misfit> {
        self.take(key).ok_or_else(|| self.owner.misfit(format!("the key {key:?} is missing")))
    }

    /// All members, in their order.
    pub(crate) fn into_entries(self) -> Vec<(String, Node<'a>)> {
        self.entries
    }

    /// The members that nobody took.
    pub(crate) fn rest(self) -> Result<Vec<(String, RawJson)>, Misfit> {
        self.entries.into_iter().map(|(key, node)| Ok((key, node.raw()?))).collect()
    }
}

struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;
        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry::<String, &RawValue>()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(EntriesVisitor)
    }
}
