use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All went well.
    Ok,
    /// Something is wrong with the configuration, a provider, the command line or the machine; it was told.
    Error,
    /// All went well and there is something to do; only when that was asked for.
    Changes,
    /// All went well and something was changed outside.
    Drift,
    /// Files have another layout than the canonical one; only when that was asked.
    Unformatted,
    /// A newer catalog is there, or files of it are left for a person to settle.
    Unsettled,
    /// A command that was run for somebody ended with this code.
    Child(u8),
    /// We did something wrong.
    Bug,
    /// The user wanted it to stop.
    Interrupted,
}

impl Exit {
    /// The number that the shell gets.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Error => 1,
            Self::Changes => 2,
            Self::Drift => 3,
            Self::Unformatted => 3,
            Self::Unsettled => 3,
            Self::Child(code) => code,
            Self::Bug => 70,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
