use super::UnitRole;

/// Whose credentials are used, as STS says it (`GetCallerIdentity`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The id of the account.
    pub account: String,
    /// The ARN of the user or the assumed role.
    pub arn: String,
    /// The id of that.
    pub user_id: String,
}

/// Asks AWS who is calling.
pub trait Callers: Send + Sync {
    /// Who it is: with a role, who it is once that is assumed.
    ///
    /// # Errors
    /// A clause that says why AWS does not say.
    fn caller(&self, role: Option<&UnitRole>) -> Result<Caller, String>;

    /// The alias of the account that this is in, as IAM has it (`ListAccountAliases`); none where it has none.
    ///
    /// # Errors
    /// A clause that says why AWS does not say.
    fn account_alias(&self, role: Option<&UnitRole>) -> Result<Option<String>, String>;
}
