/// A call of the plugin protocol, by what it does; the versions name some of them differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Rpc {
    GetSchema,
    ValidateProvider,
    Configure,
    ValidateResource,
    ValidateDataSource,
    UpgradeState,
    Read,
    Plan,
    Apply,
    Import,
    MoveState,
    ReadDataSource,
    ValidateEphemeral,
    OpenEphemeral,
    RenewEphemeral,
    CloseEphemeral,
    CallFunction,
    Stop,
}

impl Rpc {
    /// All calls.
    pub const ALL: [Self; 18] = [
        Self::GetSchema,
        Self::ValidateProvider,
        Self::Configure,
        Self::ValidateResource,
        Self::ValidateDataSource,
        Self::UpgradeState,
        Self::Read,
        Self::Plan,
        Self::Apply,
        Self::Import,
        Self::MoveState,
        Self::ReadDataSource,
        Self::ValidateEphemeral,
        Self::OpenEphemeral,
        Self::RenewEphemeral,
        Self::CloseEphemeral,
        Self::CallFunction,
        Self::Stop,
    ];
}
