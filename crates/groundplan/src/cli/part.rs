use clap::Args;

/// Looking at a part of what there is.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct PartArgs {
    /// Only this module, resource or instance, and what it depends on; repeatable. Of one unit: UNIT//ADDR
    #[arg(long, value_name = "ADDR", conflicts_with = "exclude")]
    pub(crate) target: Vec<String>,

    /// All but this module, resource or instance, and what depends on it; repeatable. Of one unit: UNIT//ADDR
    #[arg(long, value_name = "ADDR")]
    pub(crate) exclude: Vec<String>,
}
