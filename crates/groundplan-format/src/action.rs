use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// What a plan does with one object. In JSON it is the list of steps, such as `["delete", "create"]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Nothing.
    #[default]
    NoOp,
    /// Create it.
    Create,
    /// Read a data source during apply.
    Read,
    /// Change it in place.
    Update,
    /// Destroy it.
    Delete,
    /// Replace it: destroy first.
    DeleteThenCreate,
    /// Replace it: create the new one first.
    CreateThenDelete,
    /// Drop it from the state and leave the real object alone.
    Forget,
}

impl Action {
    /// Every action, for tests and documentation that must not forget one.
    pub const ALL: [Self; 8] = [
        Self::NoOp,
        Self::Create,
        Self::Read,
        Self::Update,
        Self::Delete,
        Self::DeleteThenCreate,
        Self::CreateThenDelete,
        Self::Forget,
    ];

    /// Whether the old object goes and a new one comes.
    #[must_use]
    pub fn is_replace(self) -> bool {
        matches!(self, Self::DeleteThenCreate | Self::CreateThenDelete)
    }

    /// The steps, as the plan's JSON lists them.
    #[must_use]
    pub fn steps(self) -> &'static [&'static str] {
        match self {
            Self::NoOp => &["no-op"],
            Self::Create => &["create"],
            Self::Read => &["read"],
            Self::Update => &["update"],
            Self::Delete => &["delete"],
            Self::DeleteThenCreate => &["delete", "create"],
            Self::CreateThenDelete => &["create", "delete"],
            Self::Forget => &["forget"],
        }
    }
}

impl Serialize for Action {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.steps().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Action {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let steps = Vec::<String>::deserialize(deserializer)?;
        Self::ALL
            .into_iter()
            .find(|action| action.steps().iter().eq(&steps))
            .ok_or_else(|| de::Error::custom(format!("no action has the steps {steps:?}")))
    }
}

/// Declares the reasons with their names in plan JSON, so that neither direction can forget one.
macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// Why a plan does what it does with an object, where the configuration alone does not say it.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum ActionReason {
            $($(#[$doc])* $variant,)*
            /// A reason that this version does not know.
            Other(String),
        }

        impl ActionReason {
            /// The reason's name in plan JSON.
            #[must_use]
            pub fn name(&self) -> &str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Other(name) => name,
                }
            }

            fn from_name(name: String) -> Self {
                match name.as_str() {
                    $($name => Self::$variant,)*
                    _ => Self::Other(name),
                }
            }
        }
    };
}

reasons! {
    /// The object is marked as tainted.
    ReplaceBecauseTainted = "replace_because_tainted",
    /// The provider cannot make the change in place.
    ReplaceBecauseCannotUpdate = "replace_because_cannot_update",
    /// The user asked for it with `-replace`.
    ReplaceByRequest = "replace_by_request",
    /// Something in `replace_triggered_by` changes.
    ReplaceByTriggers = "replace_by_triggers",
    /// The configuration has no such resource any more.
    DeleteBecauseNoResourceConfig = "delete_because_no_resource_config",
    /// The configuration has no such module instance any more.
    DeleteBecauseNoModule = "delete_because_no_module",
    /// The resource now uses another of `count`, `for_each` and neither.
    DeleteBecauseWrongRepetition = "delete_because_wrong_repetition",
    /// The index is not below `count` any more.
    DeleteBecauseCountIndex = "delete_because_count_index",
    /// The key is not in `for_each` any more.
    DeleteBecauseEachKey = "delete_because_each_key",
    /// It was moved to an address that the configuration does not have.
    DeleteBecauseNoMoveTarget = "delete_because_no_move_target",
    /// The data source's arguments are not known yet.
    ReadBecauseConfigUnknown = "read_because_config_unknown",
    /// The data source depends on something that changes in this plan.
    ReadBecauseDependencyPending = "read_because_dependency_pending",
    /// The data source is in a `check` block and is read again to verify it.
    ReadBecauseCheckNested = "read_because_check_nested",
}

impl Serialize for ActionReason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for ActionReason {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from_name)
    }
}
