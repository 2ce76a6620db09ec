use clap::ValueEnum;

/// How much of a company's plan is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DetailArg {
    /// The counts by unit
    Table,
    /// What changes; long lists are shortened
    #[default]
    Changes,
    /// Every changed resource in full
    Full,
}
