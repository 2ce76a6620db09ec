use super::Function;

/// Why a call failed. The texts are Terraform's, so that what people know and search for stays true.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FunctionError {
    problem: Problem,
    message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Problem {
    Missing(usize),
    TooMany,
    Argument(usize),
    Call,
}

impl FunctionError {
    /// The call as a whole failed. The message is a clause without a full stop.
    pub fn call(message: impl Into<String>) -> Self {
        Self { problem: Problem::Call, message: message.into() }
    }

    /// An argument, counted from 0, is wrong. The message is a clause without a full stop.
    pub fn argument(index: usize, message: impl Into<String>) -> Self {
        Self { problem: Problem::Argument(index), message: message.into() }
    }

    pub(super) fn missing(index: usize) -> Self {
        Self { problem: Problem::Missing(index), message: "not enough arguments".to_owned() }
    }

    pub(super) fn too_many(message: impl Into<String>) -> Self {
        Self { problem: Problem::TooMany, message: message.into() }
    }

    /// The argument that is wrong, counted from 0: the place to point at.
    #[must_use]
    pub fn argument_index(&self) -> Option<usize> {
        match self.problem {
            Problem::Argument(index) => Some(index),
            Problem::Missing(_) | Problem::TooMany | Problem::Call => None,
        }
    }

    /// The summary for a diagnostic.
    #[must_use]
    pub fn summary(&self, function: &Function) -> &'static str {
        match self.problem {
            Problem::Missing(_) => "Not enough function arguments",
            Problem::TooMany => "Too many function arguments",
            Problem::Argument(index) if function.parameter(index).is_some() => "Invalid function argument",
            Problem::Argument(_) | Problem::Call => "Error in function call",
        }
    }

    /// The detail for a diagnostic. `called` is the name as the expression has it.
    #[must_use]
    pub fn detail(&self, function: &Function, called: &str) -> String {
        let count = function.parameters.len();
        match self.problem {
            Problem::Missing(index) => {
                let least = if function.variadic.is_some() { " at least" } else { "" };
                let missing = function.parameter(index).map_or("", |parameter| parameter.name);
                format!("Function \"{called}\" expects{least} {count} argument(s). Missing value for \"{missing}\".")
            }
            Problem::TooMany => format!("Function \"{called}\" expects only {count} argument(s)."),
            Problem::Argument(index) => match function.parameter(index) {
                Some(parameter) => format!("Invalid value for \"{}\" parameter: {}.", parameter.name, self.message),
                None => format!("Call to function \"{called}\" failed: {}.", self.message),
            },
            Problem::Call => format!("Call to function \"{called}\" failed: {}.", self.message),
        }
    }
}
