use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_diag::Diagnostic;
use groundplan_value::{Map, Marks, Type, Value, convert};

use super::evaluator::Evaluator;
use crate::syntax::{Expr, ForExpr, ForKind};

/// What the `if` clause says of an element.
enum Kept {
    Yes,
    No,
    /// Not known: then neither is the result.
    Unknown,
}

impl Evaluator<'_> {
    pub(super) fn for_expr(&mut self, expr: &Expr, each: &ForExpr) -> Value {
        let Some(collection) = self.checked(&each.collection) else { return Value::DYNAMIC };
        let marks = collection.marks();
        let before = self.diags.len();
        let entries = self.iterate(&each.collection, &collection, "'for' expression");
        if self.diags.len() > before || collection.ty() == Type::Dynamic {
            return Value::DYNAMIC.mark(marks);
        }
        // A condition that fails whatever the element is fails also where there is none, or none is known yet.
        let key = each.key_var.as_ref().map(|name| (name, Value::DYNAMIC));
        self.with(key, (&each.value_var, Value::DYNAMIC), |inner| inner.kept(each, &mut Marks::default(), true));
        let Some(entries) = entries.filter(|_| self.diags.len() == before) else { return Value::DYNAMIC.mark(marks) };
        match &each.kind {
            ForKind::Tuple { value } => self.for_tuple(each, value, entries, marks),
            ForKind::Object { key, value, group } => self.for_object(expr, each, (key, value, *group), entries, marks),
        }
    }

    /// The elements of a collection that is walked, or `None` when it is unknown or cannot be walked.
    pub(super) fn iterate(&mut self, source: &Expr, collection: &Value, what: &str) -> Option<Vec<(Value, Value)>> {
        if collection.is_null() {
            self.fail(
                source,
                Diagnostic::error("Iteration over null value")
                    .detail(format!("A null value cannot be used as the collection in a {what}."))
                    .at(source.span),
            );
            return None;
        }
        let ty = collection.ty();
        if ty.is_primitive() {
            let error = Diagnostic::error("Iteration over non-iterable value")
                .detail(format!("A value of type {} cannot be used as the collection in a {what}.", ty.friendly_name()))
                .at(source.span);
            self.fail(source, error);
            return None;
        }
        collection.entries()
    }

    fn for_tuple(&mut self, each: &ForExpr, value: &Expr, entries: Vec<(Value, Value)>, marks: Marks) -> Value {
        let mut items = Vec::with_capacity(entries.len());
        let mut marks = marks;
        let mut known = true;
        for (key, element) in entries {
            let bound_key = each.key_var.as_ref().map(|name| (name, key));
            self.with(bound_key, (&each.value_var, element), |inner| match inner.kept(each, &mut marks, known) {
                Kept::Yes => items.push(inner.expr(value)),
                Kept::No => {}
                Kept::Unknown => known = false,
            });
        }
        if known { Value::tuple(items).mark(marks) } else { Value::DYNAMIC.mark(marks) }
    }

    fn for_object(
        &mut self,
        expr: &Expr,
        each: &ForExpr,
        (key, value, group): (&Expr, &Expr, bool),
        entries: Vec<(Value, Value)>,
        marks: Marks,
    ) -> Value {
        let mut map = Map::new();
        let mut groups: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
        let mut marks = marks;
        let mut known = true;
        for (entry_key, element) in entries {
            let bound_key = each.key_var.as_ref().map(|name| (name, entry_key));
            self.with(bound_key, (&each.value_var, element), |inner| {
                match inner.kept(each, &mut marks, known) {
                    Kept::Yes => {}
                    Kept::No => return,
                    Kept::Unknown => {
                        known = false;
                        return;
                    }
                }
                let made = inner.for_key(key, known);
                marks |= made.as_ref().map_or(Marks::NONE, Value::marks);
                let Some((made, name)) = made.as_ref().and_then(|made| Some((made, made.as_str()?))) else {
                    known = false;
                    return;
                };
                let item = inner.expr(value);
                if group {
                    groups.entry(name.clone()).or_default().push(item);
                } else if map.insert(name.clone(), item).is_some() {
                    let error = Diagnostic::error("Duplicate object key")
                        .detail(format!(
                            "Two different items produced the key {} in this 'for' expression.",
                            if made.marks().is_sensitive() { "(sensitive)".into() } else { format!("{name:?}") }
                        ))
                        .at(key.span)
                        .help("to collect the values of equal keys in a list, write `...` after the value expression");
                    inner.fail(expr, error);
                }
            });
        }
        if !known {
            return Value::DYNAMIC.mark(marks);
        }
        map.extend(groups.into_iter().map(|(key, items)| (key, Value::tuple(items))));
        Value::object(map).mark(marks)
    }

    /// The key of an element. Once the result cannot be known any more, what is wrong with a key is not said: another run may
    /// never see it.
    fn for_key(&mut self, key: &Expr, known: bool) -> Option<Value> {
        let value = self.checked(key)?;
        if value.is_null() && known {
            let error = Diagnostic::error("Invalid object key")
                .detail("Key expression in 'for' expression must not produce a null value.")
                .at(key.span);
            self.fail(key, error);
            return None;
        }
        match convert(&value, &Type::String) {
            Ok(value) => Some(value),
            Err(_) if !known => None,
            Err(error) => {
                let error = Diagnostic::error("Invalid object key")
                    .detail(format!("The key expression produced an invalid result: {error}."))
                    .at(key.span);
                self.fail(key, error);
                None
            }
        }
    }

    /// What the condition says of an element. As with keys, what is wrong with it is said as long as the result is known.
    fn kept(&mut self, each: &ForExpr, marks: &mut Marks, known: bool) -> Kept {
        let Some(condition) = &each.condition else { return Kept::Yes };
        let Some(value) = self.checked(condition) else { return Kept::Unknown };
        if value.is_null() && !known {
            return Kept::Unknown;
        }
        if value.is_null() {
            let error = Diagnostic::error("Condition is null")
                .detail("The value of the 'if' clause must not be null.")
                .at(condition.span);
            self.fail(condition, error);
            return Kept::Unknown;
        }
        *marks |= value.marks();
        match convert(&value, &Type::Bool).map(|value| value.as_bool()) {
            Ok(Some(true)) => Kept::Yes,
            Ok(Some(false)) => Kept::No,
            Ok(None) => Kept::Unknown,
            Err(_) if !known => Kept::Unknown,
            Err(error) => {
                let error = Diagnostic::error("Invalid 'for' condition")
                    .detail(format!("The 'if' clause value is invalid: {error}."))
                    .at(condition.span);
                self.fail(condition, error);
                Kept::Unknown
            }
        }
    }
}
