use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_value::{Map, Type, Value, convert, nearest};

/// An argument of a block: its name, its type, and whether it must be given.
#[derive(Clone, Copy, Debug)]
pub(in crate::live) struct Field {
    pub(in crate::live) name: &'static str,
    kind: Kind,
    pub(in crate::live) required: bool,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Text,
    Flag,
    Number,
    Texts,
    TextMap,
    Any,
}

impl Field {
    const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, required: false }
    }

    /// The same, but it must be given.
    pub(in crate::live) const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    fn ty(self) -> Type {
        match self.kind {
            Kind::Text => Type::String,
            Kind::Flag => Type::Bool,
            Kind::Number => Type::Number,
            Kind::Texts => Type::list(Type::String),
            Kind::TextMap => Type::map(Type::String),
            Kind::Any => Type::Dynamic,
        }
    }

    /// The value as one of the argument's type. Null is as if it were not given.
    fn convert(self, value: &Value, span: Span, known: bool, diags: &mut Diags) -> Option<Value> {
        let unsuitable = |why: &str| {
            Diagnostic::error("Unsuitable value type")
                .detail(format!("Unsuitable value for \"{}\": {why}.", self.name))
                .at(span)
        };
        if matches!(self.kind, Kind::Any) {
            return Some(value.clone());
        }
        match convert(&value.unmark_deep(), &self.ty()) {
            Ok(value) if value.is_null() && self.required => diags.push(unsuitable("null value is not allowed")),
            // What is not known failed before, or only an apply can know it.
            Ok(value) if known && !value.is_wholly_known() => {
                if !diags.has_errors() {
                    diags.push(unsuitable("it is not known before anything runs"));
                }
            }
            Ok(value) => return Some(value),
            Err(error) => diags.push(unsuitable(&error.to_string())),
        }
        None
    }
}

/// An argument that is a string.
pub(in crate::live) const fn text(name: &'static str) -> Field {
    Field::new(name, Kind::Text)
}

/// An argument that is a boolean.
pub(in crate::live) const fn flag(name: &'static str) -> Field {
    Field::new(name, Kind::Flag)
}

/// An argument that is a number.
pub(in crate::live) const fn number(name: &'static str) -> Field {
    Field::new(name, Kind::Number)
}

/// An argument that is a list of strings.
pub(in crate::live) const fn texts(name: &'static str) -> Field {
    Field::new(name, Kind::Texts)
}

/// An argument that is a map of strings.
pub(in crate::live) const fn text_map(name: &'static str) -> Field {
    Field::new(name, Kind::TextMap)
}

/// An argument of any type.
pub(in crate::live) const fn any(name: &'static str) -> Field {
    Field::new(name, Kind::Any)
}

/// The evaluated arguments of a block.
#[derive(Clone, Debug)]
pub(in crate::live) struct Fields {
    values: BTreeMap<&'static str, (Value, Span)>,
    /// The block.
    pub(in crate::live) span: Span,
}

impl Fields {
    /// Arguments by what evaluates each: none for one that is not given or could not be evaluated. `known` says whether they
    /// must be known.
    pub(in crate::live) fn read(
        fields: &[Field],
        span: Span,
        known: bool,
        diags: &mut Diags,
        mut value_of: impl FnMut(&str, &mut Diags) -> Option<(Value, Span)>,
    ) -> Self {
        let mut values = BTreeMap::new();
        for field in fields {
            let Some((value, span)) = value_of(field.name, diags) else { continue };
            if let Some(value) = field.convert(&value, span, known, diags) {
                values.insert(field.name, (value, span));
            }
        }
        Self { values, span }
    }

    /// Arguments that an object gives.
    pub(in crate::live) fn of_object(
        fields: &[Field],
        object: &Map,
        span: Span,
        known: bool,
        diags: &mut Diags,
    ) -> Self {
        for name in object.keys().filter(|name| fields.iter().all(|field| field.name != &***name)) {
            let error = Diagnostic::error("Unsupported argument")
                .detail(format!("An attribute named \"{name}\" is not expected here."))
                .at(span);
            diags.push(match nearest(name, fields.iter().map(|field| field.name)) {
                Some(near) => error.help(format!("did you mean `{near}`?")),
                None => error,
            });
        }
        for field in fields.iter().filter(|field| field.required && !object.contains_key(field.name)) {
            diags.push(
                Diagnostic::error("Missing required argument")
                    .detail(format!("The attribute \"{}\" is required, but no definition was found.", field.name))
                    .at(span),
            );
        }
        Self::read(fields, span, known, diags, |name, _| Some((object.get(name)?.clone(), span)))
    }

    /// The value of an argument; null when it is not given.
    pub(in crate::live) fn value(&self, name: &str) -> Value {
        self.values.get(name).map_or(Value::NULL, |(value, _)| value.clone())
    }

    /// Where an argument is given; the block when it is not.
    pub(in crate::live) fn span_of(&self, name: &str) -> Span {
        self.values.get(name).map_or(self.span, |(_, span)| *span)
    }

    /// Whether an argument could be evaluated.
    pub(in crate::live) fn is_there(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// Whether an argument is given and not null.
    pub(in crate::live) fn has(&self, name: &str) -> bool {
        self.values.get(name).is_some_and(|(value, _)| !value.is_null())
    }

    /// An argument that is a string.
    pub(in crate::live) fn text(&self, name: &str) -> Option<Arc<str>> {
        self.values.get(name)?.0.as_str().cloned()
    }

    /// An argument that is a string or a number, as text.
    pub(in crate::live) fn as_text(&self, name: &str) -> Option<Arc<str>> {
        convert(&self.values.get(name)?.0, &Type::String).ok()?.as_str().cloned()
    }

    /// An argument that is a boolean.
    pub(in crate::live) fn flag(&self, name: &str) -> Option<bool> {
        self.values.get(name)?.0.as_bool()
    }

    /// An argument that is a list of strings; empty when it is not given.
    pub(in crate::live) fn texts(&self, name: &str) -> Vec<Arc<str>> {
        let list = self.values.get(name).and_then(|(value, _)| value.as_slice());
        list.unwrap_or_default().iter().filter_map(|item| item.as_str().cloned()).collect()
    }

    /// Takes an argument from another block, if it is given there.
    pub(in crate::live) fn take(&mut self, name: &'static str, from: &Self) {
        if let Some(given) = from.values.get(name) {
            self.values.insert(name, given.clone());
        }
    }

    /// Gives an argument a value.
    pub(in crate::live) fn set(&mut self, name: &'static str, value: Value, span: Span) {
        self.values.insert(name, (value, span));
    }

    /// All arguments of a schema as an object: null for one that is not given.
    pub(in crate::live) fn object(&self, fields: &[Field]) -> Map {
        fields.iter().map(|field| (Arc::from(field.name), self.value(field.name))).collect()
    }
}
