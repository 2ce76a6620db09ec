use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{LockArgs, UnitArgs};

/// `state`
#[derive(Clone, Debug, Args)]
pub(crate) struct StateArgs {
    #[command(subcommand)]
    pub(crate) command: StateCommand,
}

/// The commands below `state`.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum StateCommand {
    /// List the resource instances, in a live repository each with its unit
    List(ListArgs),
    /// Show a resource instance
    Show(ShowInstanceArgs),
    /// Move something to another address, in a live repository to another unit too
    Mv(MvArgs),
    /// Take something out of the state and leave the real objects alone
    Rm(RmArgs),
    /// Print a unit's state
    Pull(PullArgs),
    /// Store a state as a unit's
    Push(PushArgs),
    /// Say that resources are another provider's
    ReplaceProvider(ReplaceProviderArgs),
    /// Release the locks that a dead run left, or say which are held
    #[command(visible_alias = "force-unlock")]
    Unlock(UnlockArgs),
}

/// `state unlock`
#[derive(Clone, Debug, Args)]
pub(crate) struct UnlockArgs {
    /// The lock, as the message says that somebody holds it; without it, the locks that are held are listed
    #[arg(value_name = "LOCK_ID")]
    pub(crate) id: Option<String>,
}

/// `state list`
#[derive(Clone, Debug, Args)]
pub(crate) struct ListArgs {
    /// Only what these addresses select: of a module, a resource or an instance; of one unit UNIT//ADDR
    #[arg(value_name = "ADDR")]
    pub(crate) addresses: Vec<String>,

    /// Only objects with this id
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<String>,

    #[command(flatten)]
    pub(crate) units: UnitArgs,
}

/// `state show`
#[derive(Clone, Debug, Args)]
pub(crate) struct ShowInstanceArgs {
    /// The resource instance; of one unit UNIT//ADDR
    #[arg(value_name = "ADDR")]
    pub(crate) address: String,
}

/// `state mv`
#[derive(Clone, Debug, Args)]
pub(crate) struct MvArgs {
    /// What to move: a module, a resource or an instance; of one unit UNIT//ADDR; UNIT// is all of it, though it be gone
    #[arg(value_name = "FROM")]
    pub(crate) from: String,

    /// Where to; without a unit it stays in its own
    #[arg(value_name = "TO")]
    pub(crate) to: String,

    /// Only say what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,

    #[command(flatten)]
    pub(crate) lock: LockArgs,
}

/// `state rm`
#[derive(Clone, Debug, Args)]
pub(crate) struct RmArgs {
    /// Modules, resources or instances; of one unit UNIT//ADDR
    #[arg(value_name = "ADDR", required = true)]
    pub(crate) addresses: Vec<String>,

    /// Only say what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,

    #[command(flatten)]
    pub(crate) lock: LockArgs,
}

/// `state pull`
#[derive(Clone, Debug, Args)]
pub(crate) struct PullArgs {
    /// Of this unit, by its path in the live repository
    #[arg(long, value_name = "PATH")]
    pub(crate) unit: Option<String>,
}

/// `state push`
#[derive(Clone, Debug, Args)]
pub(crate) struct PushArgs {
    /// The state, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Even if it is of another history or older than what is stored
    #[arg(long)]
    pub(crate) force: bool,

    /// To this unit, by its path in the live repository
    #[arg(long, value_name = "PATH")]
    pub(crate) unit: Option<String>,

    #[command(flatten)]
    pub(crate) lock: LockArgs,
}

/// `state replace-provider`
#[derive(Clone, Debug, Args)]
pub(crate) struct ReplaceProviderArgs {
    /// The provider that the states name now, such as hashicorp/aws
    #[arg(value_name = "FROM")]
    pub(crate) from: String,

    /// The provider that they shall name
    #[arg(value_name = "TO")]
    pub(crate) to: String,

    /// Do not ask
    #[arg(long)]
    pub(crate) auto_approve: bool,

    #[command(flatten)]
    pub(crate) lock: LockArgs,
}
