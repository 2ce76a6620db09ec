use super::{RawJson, push_string};

/// Writes the members of an object, compact.
pub(crate) struct Object<'a> {
    out: &'a mut String,
    first: bool,
}

/// Writes one value where it stands.
pub(crate) struct Slot<'a>(&'a mut String);

impl Object<'_> {
    fn slot(&mut self, key: &str) -> Slot<'_> {
        if !std::mem::replace(&mut self.first, false) {
            self.out.push(',');
        }
        push_string(self.out, key);
        self.out.push(':');
        Slot(self.out)
    }

    pub(crate) fn string(&mut self, key: &str, value: &str) {
        self.slot(key).string(value);
    }

    /// A number, `true`, `false` or `null`.
    pub(crate) fn literal(&mut self, key: &str, value: &str) {
        self.slot(key).0.push_str(value);
    }

    pub(crate) fn raw(&mut self, key: &str, value: &RawJson) {
        self.literal(key, value.as_str());
    }

    pub(crate) fn object(&mut self, key: &str, members: impl FnOnce(&mut Object<'_>)) {
        self.slot(key).object(members);
    }

    pub(crate) fn list<T>(&mut self, key: &str, items: impl IntoIterator<Item = T>, write: impl FnMut(Slot<'_>, T)) {
        self.slot(key).list(items, write);
    }

    pub(crate) fn extra(&mut self, members: &[(String, RawJson)]) {
        for (key, value) in members {
            self.raw(key, value);
        }
    }
}

impl<'a> Slot<'a> {
    pub(crate) fn new(out: &'a mut String) -> Self {
        Self(out)
    }

    pub(crate) fn string(self, value: &str) {
        push_string(self.0, value);
    }

    pub(crate) fn object(self, members: impl FnOnce(&mut Object<'_>)) {
        self.0.push('{');
        members(&mut Object { out: self.0, first: true });
        self.0.push('}');
    }

    pub(crate) fn list<T>(self, items: impl IntoIterator<Item = T>, mut write: impl FnMut(Slot<'_>, T)) {
        self.0.push('[');
        for (at, item) in items.into_iter().enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            write(Slot(self.0), item);
        }
        self.0.push(']');
    }
}
