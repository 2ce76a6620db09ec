/// What is wrong with one argument of a backend's configuration. Holds no value of it: it may be a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ArgumentError {
    /// The argument, within blocks as `assume_role.role_arn`.
    pub argument: String,
    /// What is wrong with it.
    pub message: String,
    /// The way out, when there is one to name.
    pub help: Option<String>,
}
