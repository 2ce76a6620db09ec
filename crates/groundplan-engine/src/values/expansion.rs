use std::sync::Arc;

use groundplan_address::{InstanceKey, ModuleAddr};
use groundplan_config::module::Repeat;
use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::eval::{Scope, evaluate};
use groundplan_lang::syntax::Expr;
use groundplan_value::{Kind, Type, Value, convert};

/// How a resource or module call is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Instances {
    Once,
    Count,
    ForEach,
}

/// What `count.index`, `each.key` and `each.value` are for an instance.
#[derive(Clone, Debug, Default)]
pub(crate) struct Repetition {
    pub(crate) index: Option<Value>,
    pub(crate) each: Option<(Value, Value)>,
}

/// An instance of a module.
#[derive(Clone, Debug)]
pub(crate) struct Expanded {
    pub(crate) addr: ModuleAddr,
    pub(crate) repetition: Repetition,
}

impl Instances {
    pub(crate) fn of(repeat: &Repeat) -> Self {
        match repeat {
            Repeat::Once => Self::Once,
            Repeat::Count(_) => Self::Count,
            Repeat::ForEach(_) => Self::ForEach,
        }
    }
}

/// The instances that `count` or `for_each` asks for, with what each of them sees. `None` after an error.
pub(crate) fn expand(repeat: &Repeat, scope: &dyn Scope, diags: &mut Diags) -> Option<Vec<(InstanceKey, Repetition)>> {
    match repeat {
        Repeat::Once => Some(vec![(InstanceKey::None, Repetition::default())]),
        Repeat::Count(expr) => {
            let count = count(expr, scope, diags)?;
            let instance =
                |at: usize| (InstanceKey::Index(at), Repetition { index: Some(Value::number(at)), each: None });
            Some((0..count).map(instance).collect())
        }
        Repeat::ForEach(expr) => for_each(expr, scope, diags),
    }
}

fn evaluated(expr: &Expr, scope: &dyn Scope, diags: &mut Diags) -> Option<Value> {
    evaluate(expr, scope).map_err(|errors| diags.extend(errors)).ok()
}

fn count(expr: &Expr, scope: &dyn Scope, diags: &mut Diags) -> Option<usize> {
    let value = evaluated(expr, scope, diags)?;
    let mut refuse = |detail: String, help: Option<&str>| {
        let error = Diagnostic::error("Invalid count argument").detail(detail).at(expr.span);
        diags.push(match help {
            Some(help) => error.help(help),
            None => error,
        });
        None
    };
    if value.deep_marks().is_ephemeral() {
        return refuse(
            "The given \"count\" is derived from an ephemeral value, which cannot decide how many instances there are."
                .into(),
            None,
        );
    }
    // Terraform lets a sensitive count through: the number of instances shows in any plan.
    let (value, _) = value.unmark();
    if value.is_null() {
        return refuse("The given \"count\" argument value is null. An integer is required.".into(), None);
    }
    let value = match convert(&value, &Type::Number) {
        Ok(value) => value,
        Err(error) => return refuse(format!("The given \"count\" argument value is unsuitable: {error}."), None),
    };
    let Some(number) = value.as_number() else {
        return refuse(
            "The \"count\" value depends on resource attributes that cannot be determined until apply, so the number of \
             instances cannot be known when planning."
                .into(),
            Some("make \"count\" depend on input variables and other values that are known before anything is created"),
        );
    };
    if number.is_negative() {
        return refuse(
            "The given \"count\" argument value is unsuitable: must be greater than or equal to zero.".into(),
            None,
        );
    }
    match number.to_usize().filter(|count| *count <= 1_000_000) {
        Some(count) => Some(count),
        None => refuse("The given \"count\" argument value is unsuitable: a whole number is required.".into(), None),
    }
}

fn for_each(expr: &Expr, scope: &dyn Scope, diags: &mut Diags) -> Option<Vec<(InstanceKey, Repetition)>> {
    let value = evaluated(expr, scope, diags)?;
    let mut refuse = |detail: &str, help: Option<&str>| {
        let error = Diagnostic::error("Invalid for_each argument").detail(detail).at(expr.span);
        diags.push(match help {
            Some(help) => error.help(help),
            None => error,
        });
        None
    };
    const KNOWN_KEYS: &str =
        "use a map whose keys are written in configuration, and let only its values depend on resources";
    let ty = value.ty();
    if value.marks().is_ephemeral() {
        return refuse(
            "The given \"for_each\" is derived from an ephemeral value, which cannot decide which instances there are.",
            None,
        );
    }
    if value.marks().is_sensitive() || (matches!(ty, Type::Set(_)) && value.deep_marks().is_sensitive()) {
        return refuse(
            "Sensitive values, or values derived from sensitive values, cannot be used as for_each arguments: the keys \
             would show in the addresses of the instances.",
            Some("for a map with sensitive values and keys that are not, use `for_each = nonsensitive(keys(…))`"),
        );
    }
    if value.is_null() {
        return refuse("The given \"for_each\" argument value is null. A map, or set of strings is allowed.", None);
    }
    if !matches!(ty, Type::Map(_) | Type::Object(_) | Type::Set(_) | Type::Dynamic) {
        let detail = format!(
            "The given \"for_each\" argument value is unsuitable: the \"for_each\" argument must be a map, or set of \
             strings, and you have provided a value of type {}.",
            ty.friendly_name()
        );
        let help =
            matches!(ty, Type::List(_) | Type::Tuple(_)).then_some("make a set of a list of strings with `toset(…)`");
        return refuse(&detail, help);
    }
    let unknown = "The \"for_each\" value includes keys that depend on resource attributes that cannot be determined until \
                   apply, so the full set of instances cannot be known when planning.";
    if !value.is_known() {
        return refuse(unknown, Some(KNOWN_KEYS));
    }
    if let Kind::Set(element, items) = value.kind() {
        if items.iter().any(|item| !item.is_known()) {
            return refuse(unknown, Some(KNOWN_KEYS));
        }
        if !items.is_empty() && *element != Type::String {
            let detail = format!(
                "The given \"for_each\" argument value is unsuitable: \"for_each\" supports maps and sets of strings, but \
                 you have provided a set containing type {}.",
                element.friendly_name()
            );
            return refuse(&detail, None);
        }
        if items.iter().any(Value::is_null) {
            return refuse(
                "The given \"for_each\" argument value is unsuitable: \"for_each\" sets must not contain null values.",
                None,
            );
        }
    }
    let instance = |(key, value): (Value, Value)| {
        let name: Arc<str> = key.as_str()?.clone();
        Some((InstanceKey::Key(name), Repetition { index: None, each: Some((key, value)) }))
    };
    Some(value.entries()?.into_iter().filter_map(instance).collect())
}
