use std::sync::{Mutex, PoisonError};

use groundplan_diag::{Diagnostic, Span};
use groundplan_value::Value;

use super::{OutputRef, UnitOutputs, UnitPath};

/// Outputs while nothing has run: not known, and noted which were asked for.
#[derive(Default)]
pub(super) struct NotedOutputs(Mutex<Vec<OutputRef>>);

impl NotedOutputs {
    /// What was asked for since the last time, as if it were asked for at this place.
    pub(super) fn take(&self, span: Span) -> Vec<OutputRef> {
        let noted = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        noted.into_iter().map(|reference| OutputRef { span, ..reference }).collect()
    }

    fn note(&self, unit: &UnitPath, output: Option<&str>) -> Value {
        let reference = OutputRef { unit: unit.clone(), output: output.map(Into::into), span: Span::NONE };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(reference);
        Value::DYNAMIC
    }
}

impl UnitOutputs for NotedOutputs {
    fn output(&self, unit: &UnitPath, name: &str) -> Result<Value, Diagnostic> {
        Ok(self.note(unit, Some(name)))
    }

    fn outputs(&self, unit: &UnitPath) -> Result<Value, Diagnostic> {
        Ok(self.note(unit, None))
    }
}

/// Outputs while nothing has run: not known.
pub(super) struct UnknownOutputs;

impl UnitOutputs for UnknownOutputs {
    fn output(&self, _: &UnitPath, _: &str) -> Result<Value, Diagnostic> {
        Ok(Value::DYNAMIC)
    }

    fn outputs(&self, _: &UnitPath) -> Result<Value, Diagnostic> {
        Ok(Value::DYNAMIC)
    }
}
