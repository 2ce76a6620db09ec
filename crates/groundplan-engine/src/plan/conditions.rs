use groundplan_config::module::{Condition, Variable};
use groundplan_diag::{Diagnostic, Diags, Severity, Span};
use groundplan_lang::eval::{Scope, evaluate};
use groundplan_state::CheckStatus;
use groundplan_value::{Type, Value, convert};

use super::checks::Outcome;

/// What a condition came to.
enum Verdict {
    Holds,
    /// It cannot be said yet.
    Unknown,
    /// With the message to the user.
    Fails(String),
    /// The condition itself is wrong; the diagnostics say how.
    Wrong,
}

impl From<Verdict> for Outcome {
    fn from(verdict: Verdict) -> Self {
        let (status, message) = match verdict {
            Verdict::Holds => (CheckStatus::Pass, None),
            Verdict::Unknown => (CheckStatus::Unknown, None),
            Verdict::Fails(message) => (CheckStatus::Fail, Some(message)),
            Verdict::Wrong => (CheckStatus::Error, None),
        };
        Self { status, message }
    }
}

/// Checks the `validation` blocks of a variable.
pub(crate) fn check_validations(
    variable: &Variable,
    given_at: Span,
    scope: &dyn Scope,
    diags: &mut Diags,
) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for validation in &variable.validations {
        let verdict = check(validation, scope, diags);
        if let Verdict::Fails(message) = &verdict {
            let error = Diagnostic::error("Invalid value for variable").detail(message);
            let error = if given_at.is_none() { error.at(validation.span) } else { error.at(given_at) };
            diags.push(error.also(validation.span, "checked here").about(format!("var.{}", variable.name.name)));
        }
        outcomes.push(verdict.into());
    }
    outcomes
}

/// Checks `precondition` or `postcondition` blocks; `what` names them in the summary, and `severity` is that of one that
/// does not hold.
pub(crate) fn check_conditions(
    conditions: &[Condition],
    what: &str,
    severity: Severity,
    scope: &dyn Scope,
    diags: &mut Diags,
) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for condition in conditions {
        let verdict = check(condition, scope, diags);
        if let Verdict::Fails(message) = &verdict {
            let failed = Diagnostic::error(format!("{what} failed")).detail(message).at(condition.condition.span);
            diags.push(Diagnostic { severity, ..failed });
        }
        outcomes.push(verdict.into());
    }
    outcomes
}

/// Checks the `assert` blocks of a `check` block: what does not hold, or cannot be said yet, is worth a warning.
pub(crate) fn check_asserts(asserts: &[Condition], scope: &dyn Scope, diags: &mut Diags) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for assert in asserts {
        let verdict = check(assert, scope, diags);
        let warning = match &verdict {
            Verdict::Fails(message) => Some(Diagnostic::warning("Check block assertion failed").detail(message)),
            Verdict::Unknown => Some(Diagnostic::warning("Check block assertion known after apply").detail(
                "The condition could not be evaluated at this time, a result will be known when this plan is applied.",
            )),
            Verdict::Holds | Verdict::Wrong => None,
        };
        diags.extend(warning.map(|warning| warning.at(assert.condition.span)));
        outcomes.push(verdict.into());
    }
    outcomes
}

fn check(condition: &Condition, scope: &dyn Scope, diags: &mut Diags) -> Verdict {
    let value = match evaluate(&condition.condition, scope) {
        Ok(value) => value.unmark_deep(),
        Err(errors) => {
            diags.extend(errors);
            return Verdict::Wrong;
        }
    };
    let wrong =
        |detail: String| Diagnostic::error("Invalid condition result").detail(detail).at(condition.condition.span);
    if value.is_null() {
        diags.push(wrong("The condition expression must return either true or false, not null.".into()));
        return Verdict::Wrong;
    }
    match convert(&value, &Type::Bool).map(|value| value.as_bool()) {
        Ok(Some(true)) => Verdict::Holds,
        Ok(Some(false)) => Verdict::Fails(message(condition, scope, diags)),
        Ok(None) => Verdict::Unknown,
        Err(error) => {
            diags.push(wrong(format!("Invalid condition result value: {error}.")));
            Verdict::Wrong
        }
    }
}

fn message(condition: &Condition, scope: &dyn Scope, diags: &mut Diags) -> String {
    match evaluate(&condition.error_message, scope).map(|value| convert(&value, &Type::String)) {
        Ok(Ok(value)) if value.deep_marks().is_sensitive() => {
            "The error message included a sensitive value, so it is not shown.".into()
        }
        Ok(Ok(value)) if value.deep_marks().is_ephemeral() => {
            "The error message included an ephemeral value, so it is not shown.".into()
        }
        Ok(Ok(value)) => value
            .as_str()
            .map_or_else(|| "The error message is not known yet.".to_owned(), |text| text.trim().to_owned()),
        Ok(Err(error)) => format!("The error message is not a string: {error}."),
        Err(errors) => {
            diags.extend(errors);
            "The error message could not be evaluated.".into()
        }
    }
}

/// Whether a value may be shown or kept as the value of something that is not sensitive.
pub(crate) fn is_hidden(value: &Value) -> bool {
    value.deep_marks().is_sensitive()
}
