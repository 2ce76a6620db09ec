use groundplan_address::AddressError;

/// Why a state command cannot do what it was asked to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ToolError {
    /// Nothing at that address.
    #[error("the state has nothing at {0}")]
    Nothing(String),
    /// None of the addresses selects anything.
    #[error("none of these addresses selects anything in the state")]
    NothingSelected,
    /// Something is there already.
    #[error("cannot move to {0}: the state has something there already")]
    Occupied(String),
    /// A module can become a module only, a whole resource a whole resource only.
    #[error("cannot move {from} to {to}: {reason}")]
    Unlike {
        /// What is moved.
        from: String,
        /// Where to.
        to: String,
        /// Why not.
        reason: &'static str,
    },
    /// The resource there belongs to another provider configuration.
    #[error("cannot move to {to}: the resource there is managed through {there}, the moved one through {moved}")]
    OtherProvider {
        /// Where to.
        to: String,
        /// The provider configuration of the resource there.
        there: String,
        /// The provider configuration of what is moved.
        moved: String,
    },
    /// Not an address.
    #[error(transparent)]
    Address(#[from] AddressError),
}

impl ToolError {
    /// What the user can do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Nothing(_) | Self::NothingSelected => "`groundplan state list` shows what there is.",
            Self::Occupied(_) => "Move or remove what is there first.",
            Self::Unlike { .. } | Self::OtherProvider { .. } | Self::Address(_) => "Nothing was changed.",
        }
    }
}
