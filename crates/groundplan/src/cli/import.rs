use clap::Args;

use super::{LockArgs, VariableArgs};

/// `import`
#[derive(Clone, Debug, Args)]
pub(crate) struct ImportArgs {
    /// The resource instance that the object becomes; of a live repository UNIT//ADDR
    #[arg(value_name = "ADDR")]
    pub(crate) address: String,

    /// The provider's name for the object, as the documentation of its resource type has it
    #[arg(value_name = "ID")]
    pub(crate) id: String,

    #[command(flatten)]
    pub(crate) variables: VariableArgs,

    #[command(flatten)]
    pub(crate) lock: LockArgs,
}
