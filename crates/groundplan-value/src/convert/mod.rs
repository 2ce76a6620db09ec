//! Conversion of values between types, by the rules of Terraform's type system (`cty`'s package `convert`).

mod apply;
mod exists;
mod mismatch;
mod resolve;

use crate::{Path, PathStep, Type, Value};

use apply::apply;
pub use exists::convertible;
pub(crate) use exists::exists;
pub use mismatch::mismatch;

/// How far a conversion may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Safety {
    /// Only where no value can fail and nothing is lost.
    Safe,
    /// Also where a particular value may fail, such as a string that is no number.
    Unsafe,
}

/// Why a value cannot be converted.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct ConvertError {
    /// Where in the value; empty for the value itself.
    pub path: Path,
    /// What is wrong there, a clause without a full stop, such as `a number is required`. Never shows the value.
    pub message: String,
}

impl ConvertError {
    fn new(message: impl Into<String>) -> Self {
        Self { path: Path::root(), message: message.into() }
    }

    fn under(mut self, step: PathStep) -> Self {
        self.path.0.insert(0, step);
        self
    }
}

/// Converts a value to a type or type constraint. Marks stay where they are; `any` in the constraint takes the type that is
/// there, the same one for all elements of a collection; attributes that the constraint does not name are dropped.
///
/// # Errors
/// When there is no such conversion between the types, or none for this value, with the place within the value.
pub fn convert(value: &Value, to: &Type) -> Result<Value, ConvertError> {
    let from = value.ty();
    if from == to.without_optional() {
        return Ok(value.clone());
    }
    if !exists(&from, to, Safety::Unsafe) {
        return Err(ConvertError::new(mismatch(&from, to)));
    }
    apply(value, to, Safety::Unsafe)
}

#[cfg(test)]
mod tests;
