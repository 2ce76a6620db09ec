use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Span};
use groundplan_lang::syntax::{Call, Expr, ExprKind, ObjectItem, ObjectKey};
use groundplan_value::{ObjectType, Type, Value, convert};

use super::TypeDefaults;
use super::decode::Decoder;
use super::reference::{bare_word, is_error, quoted};

/// Type constraints (Terraform's language reference, "Type Constraints"): `list(string)`, `object({ a = optional(any) })`.
impl Decoder<'_> {
    /// The type constraint of an input variable. What is wrong counts as `any`.
    pub(super) fn variable_type(&mut self, expr: &Expr) -> (Type, TypeDefaults) {
        if let Some(text) = quoted(expr) {
            if !self.is_json(expr.span) {
                self.push(quoted_type(&text, expr.span));
                return open();
            }
            return match self.unquoted(expr) {
                Some(inner) => self.variable_type(&inner),
                None => open(),
            };
        }
        match bare_word(expr).as_deref() {
            // Forms of old modules that are still accepted.
            Some("list") => (Type::list(Type::Dynamic), TypeDefaults::default()),
            Some("map") => (Type::map(Type::Dynamic), TypeDefaults::default()),
            _ => self.type_constraint(expr),
        }
    }

    /// Any type constraint.
    pub(super) fn type_constraint(&mut self, expr: &Expr) -> (Type, TypeDefaults) {
        if is_error(expr) {
            return open();
        }
        if let Some(word) = bare_word(expr) {
            let detail = match &*word {
                "any" => return open(),
                "bool" => return (Type::Bool, TypeDefaults::default()),
                "number" => return (Type::Number, TypeDefaults::default()),
                "string" => return (Type::String, TypeDefaults::default()),
                kind @ ("list" | "map" | "set" | "object" | "tuple") => wants_argument(kind),
                other => format!("The keyword \"{other}\" is not a valid type specification."),
            };
            return self.no_type(detail, expr.span);
        }
        match &expr.kind {
            ExprKind::Call(call) => self.type_constructor(expr, call),
            _ => self.no_type(
                "A type specification is either a primitive type keyword (bool, number, string) or a complex type \
                 constructor call, like list(string)."
                    .into(),
                expr.span,
            ),
        }
    }

    fn type_constructor(&mut self, expr: &Expr, call: &Call) -> (Type, TypeDefaults) {
        let argument = match (&*call.name.name, call.args.as_slice()) {
            ("bool" | "string" | "number", _) => {
                let detail = format!("Primitive type keyword \"{}\" does not expect arguments.", call.name.name);
                return self.no_type(detail, call.parens);
            }
            ("any", _) => {
                let detail = "Type constraint keyword \"any\" does not expect arguments.";
                return self.no_type(detail.into(), call.parens);
            }
            ("optional", _) => {
                let detail = "Keyword \"optional\" is valid only as a modifier for object type attributes.";
                return self.no_type(detail.into(), call.name.span);
            }
            ("list" | "set" | "map" | "object" | "tuple", [argument]) => argument,
            (kind @ ("list" | "set" | "map" | "object" | "tuple"), _) => {
                return self.no_type(wants_argument(kind), call.parens);
            }
            (other, _) => {
                return self.no_type(format!("Keyword \"{other}\" is not a valid type constructor."), expr.span);
            }
        };
        match &*call.name.name {
            "object" => self.object_type(argument),
            "tuple" => self.tuple_type(argument),
            kind => {
                let (element, inner) = self.type_constraint(argument);
                let ty = match kind {
                    "list" => Type::list(element),
                    "set" => Type::set(element),
                    _ => Type::map(element),
                };
                let mut defaults = TypeDefaults::default();
                if !inner.is_empty() {
                    defaults.children.insert(Arc::from(""), inner);
                }
                (ty, defaults)
            }
        }
    }

    fn tuple_type(&mut self, argument: &Expr) -> (Type, TypeDefaults) {
        let ExprKind::Tuple(items) = &argument.kind else {
            return self.no_type("Tuple type constructor requires a list of element types.".into(), argument.span);
        };
        let mut defaults = TypeDefaults::default();
        let mut types = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            let (ty, inner) = self.type_constraint(item);
            types.push(ty);
            if !inner.is_empty() {
                defaults.children.insert(at.to_string().into(), inner);
            }
        }
        (Type::tuple(types), defaults)
    }

    fn object_type(&mut self, argument: &Expr) -> (Type, TypeDefaults) {
        let ExprKind::Object(items) = &argument.kind else {
            let detail = "Object type constructor requires a map whose keys are attribute names and whose values are \
                          the corresponding attribute types.";
            return self.no_type(detail.into(), argument.span);
        };
        let mut object = ObjectType { attributes: BTreeMap::new(), optional: BTreeSet::new() };
        let mut defaults = TypeDefaults::default();
        for ObjectItem { key, value } in items {
            let ObjectKey::Name(name) = key else {
                self.no_type("Object constructor map keys must be attribute names.".into(), key.span());
                continue;
            };
            if object.attributes.contains_key(&name.name) {
                self.no_type("Object constructor map keys must be unique.".into(), name.span);
                continue;
            }
            let Some(attribute) = self.attribute_type(value) else { continue };
            if attribute.optional {
                object.optional.insert(name.name.clone());
            }
            if let Some(default) = attribute.default {
                defaults.attributes.insert(name.name.clone(), default);
            }
            if !attribute.inner.is_empty() {
                defaults.children.insert(name.name.clone(), attribute.inner);
            }
            object.attributes.insert(name.name.clone(), attribute.ty);
        }
        (Type::Object(Arc::new(object)), defaults)
    }

    /// The type of an attribute, which may be `optional(type)` or `optional(type, default)`.
    fn attribute_type(&mut self, expr: &Expr) -> Option<AttributeType> {
        let call = match &expr.kind {
            ExprKind::Call(call) if &*call.name.name == "optional" => call,
            _ => {
                let (ty, inner) = self.type_constraint(expr);
                return Some(AttributeType { ty, inner, optional: false, default: None });
            }
        };
        let (ty, default) = match call.args.as_slice() {
            [ty] => (ty, None),
            [ty, default] => (ty, Some(default)),
            [] => {
                let detail = "Optional attribute modifier requires the attribute type as its argument.";
                self.no_type(detail.into(), call.parens);
                return None;
            }
            [ty, ..] => {
                let detail = "Optional attribute modifier expects at most two arguments: the attribute type, and a \
                              default value.";
                self.no_type(detail.into(), call.parens);
                (ty, None)
            }
        };
        let (ty, inner) = self.type_constraint(ty);
        let default = default.and_then(|default| self.attribute_default(default, &ty));
        Some(AttributeType { ty, inner, optional: true, default })
    }

    fn attribute_default(&mut self, expr: &Expr, ty: &Type) -> Option<Value> {
        let value = self.constant(expr)?;
        match convert(&value, ty) {
            Ok(value) => Some(value),
            Err(error) => {
                self.push(
                    Diagnostic::error("Invalid default value for optional attribute")
                        .detail(format!(
                            "This default value is not compatible with the attribute's type constraint: {}.",
                            super::describe(&error)
                        ))
                        .at(expr.span),
                );
                None
            }
        }
    }

    fn no_type(&mut self, detail: String, span: Span) -> (Type, TypeDefaults) {
        self.push(Diagnostic::error("Invalid type specification").detail(detail).at(span));
        open()
    }
}

struct AttributeType {
    ty: Type,
    inner: TypeDefaults,
    optional: bool,
    default: Option<Value>,
}

fn open() -> (Type, TypeDefaults) {
    (Type::Dynamic, TypeDefaults::default())
}

fn wants_argument(kind: &str) -> String {
    match kind {
        "object" => "The object type constructor requires one argument specifying the attribute types and values as a \
                     map."
            .into(),
        "tuple" => "The tuple type constructor requires one argument specifying the element types as a list.".into(),
        kind => format!("The {kind} type constructor requires one argument specifying the element type."),
    }
}

fn quoted_type(text: &str, span: Span) -> Diagnostic {
    let instead = match text {
        "list" => "list(string)",
        "map" => "map(string)",
        text => text,
    };
    Diagnostic::error("Invalid quoted type constraints")
        .detail("Type constraints are written without quotes. Those of Terraform 0.11 and earlier were quoted.")
        .at(span)
        .help(format!("write it as `{instead}`"))
}
