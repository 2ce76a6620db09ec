/// What the conditions of one configuration object (resource, output, input variable, check block) came to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CheckResult {
    /// `resource`, `output`, `check` or `var`.
    pub object_kind: String,
    /// The object's address without instance keys.
    pub config_addr: String,
    /// The worst of its instances.
    pub status: CheckStatus,
    /// Its instances.
    pub objects: Vec<CheckObject>,
}

/// What the conditions of one instance came to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CheckObject {
    /// The instance's address.
    pub object_addr: String,
    /// What its conditions came to.
    pub status: CheckStatus,
    /// What the failed conditions said.
    pub failure_messages: Vec<String>,
}

/// What conditions came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckStatus {
    /// All hold.
    Pass,
    /// One does not hold.
    Fail,
    /// One could not be evaluated.
    Error,
    /// Not evaluated. Words of later versions are read as this, as Terraform does.
    Unknown,
}

impl CheckStatus {
    /// The word in the state.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Error => "error",
            Self::Unknown => "unknown",
        }
    }

    pub(crate) fn from_word(word: &str) -> Self {
        match word {
            "pass" => Self::Pass,
            "fail" => Self::Fail,
            "error" => Self::Error,
            _ => Self::Unknown,
        }
    }
}
