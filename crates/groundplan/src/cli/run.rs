use std::path::PathBuf;
use std::time::Duration;

use clap::{ArgAction, Args};

use super::{DetailArg, PartArgs, UnitArgs, VariableArgs};

/// What `plan`, `apply` and `destroy` have in common.
#[derive(Clone, Debug, Args)]
pub(crate) struct RunArgs {
    #[command(flatten)]
    pub(crate) variables: VariableArgs,

    #[command(flatten)]
    pub(crate) part: PartArgs,

    /// Whether to read every object as it is now; --refresh=false trusts the states
    #[arg(long, value_name = "BOOL", default_value_t = true, action = ArgAction::Set,
          num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_default_value = true,
          hide_possible_values = true)]
    pub(crate) refresh: bool,

    /// Whether the user may be asked; --input=false is for scripts
    #[arg(long, value_name = "BOOL", default_value_t = true, action = ArgAction::Set,
          num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_default_value = true,
          hide_possible_values = true)]
    pub(crate) input: bool,

    /// How many calls of providers may run at the same time
    #[arg(long, value_name = "N", value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..))]
    pub(crate) parallelism: Option<usize>,

    /// Leave out units that cannot be planned, and those that depend on them, and go on with the others
    #[arg(long)]
    pub(crate) keep_going: bool,

    /// Tell what happens as JSON, an event a line
    #[arg(long)]
    pub(crate) json: bool,

    /// How much of a company's plan is shown
    #[arg(long, value_name = "HOW", default_value = "changes", conflicts_with = "json")]
    pub(crate) detail: DetailArg,

    #[command(flatten)]
    pub(crate) units: UnitArgs,
}

/// What `plan` and `apply` can be asked for and `destroy` cannot.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct MakeArgs {
    /// Only take notice of what was changed outside, and change nothing
    #[arg(long, conflicts_with_all = ["destroy", "replace"])]
    pub(crate) refresh_only: bool,

    /// Replace this resource instance although nothing asks for it; repeatable
    #[arg(long, value_name = "ADDR", conflicts_with = "destroy")]
    pub(crate) replace: Vec<String>,
}

/// `plan`
#[derive(Clone, Debug, Args)]
pub(crate) struct PlanArgs {
    /// Write the plan to FILE, for `show` and `apply`
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) key: PlanKeyArg,

    /// Plan to destroy everything
    #[arg(long)]
    pub(crate) destroy: bool,

    /// Plan from nothing, without AWS: no credentials, no state, no call. What only AWS knows is known after an apply
    #[arg(long, conflicts_with_all = ["out", "destroy", "deleted", "refresh_only", "replace", "detailed_exitcode"])]
    pub(crate) offline: bool,

    #[command(flatten)]
    pub(crate) deleted: DeletedArg,

    #[command(flatten)]
    pub(crate) make: MakeArgs,

    /// Exit with 2 when there is something to do
    #[arg(long)]
    pub(crate) detailed_exitcode: bool,

    #[command(flatten)]
    pub(crate) lock: LockArgs,

    #[command(flatten)]
    pub(crate) run: RunArgs,
}

/// `apply`
#[derive(Clone, Debug, Args)]
pub(crate) struct ApplyArgs {
    /// Apply exactly this plan, made by `plan --out`; nobody is asked then
    #[arg(value_name = "PLANFILE")]
    pub(crate) plan_file: Option<PathBuf>,

    /// Do not ask
    #[arg(long)]
    pub(crate) auto_approve: bool,

    /// Destroy everything
    #[arg(long, conflicts_with = "plan_file")]
    pub(crate) destroy: bool,

    #[command(flatten)]
    pub(crate) deleted: DeletedArg,

    #[command(flatten)]
    pub(crate) make: MakeArgs,

    #[command(flatten)]
    pub(crate) key: PlanKeyArg,

    /// Create once more what a killed run was creating and what cannot be looked for, though nobody knows whether it was made
    #[arg(long)]
    pub(crate) recreate_unanswered: bool,

    #[command(flatten)]
    pub(crate) lock: LockArgs,

    #[command(flatten)]
    pub(crate) run: RunArgs,
}

/// `destroy`
#[derive(Clone, Debug, Args)]
pub(crate) struct DestroyArgs {
    /// Do not ask
    #[arg(long)]
    pub(crate) auto_approve: bool,

    #[command(flatten)]
    pub(crate) deleted: DeletedArg,

    /// Go on though a killed run was creating something and nobody knows whether it was made
    #[arg(long)]
    pub(crate) recreate_unanswered: bool,

    #[command(flatten)]
    pub(crate) lock: LockArgs,

    #[command(flatten)]
    pub(crate) run: RunArgs,
}

/// Which units are destroyed.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct DeletedArg {
    /// Destroy the units that no folder and no stack makes any more and whose states still hold objects; what they were is
    /// taken from git
    #[arg(long, conflicts_with_all = ["affected", "with_dependencies", "with_dependents"])]
    pub(crate) deleted: bool,
}

/// What saved plans are encrypted with.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct PlanKeyArg {
    /// Encrypt the saved plan with the key in FILE, an age identity or a passphrase; the same as a key in
    /// GROUNDPLAN_PLAN_KEY
    #[arg(long, value_name = "FILE")]
    pub(crate) plan_key_file: Option<PathBuf>,
}

/// What commands that lock states have in common.
#[derive(Clone, Debug, Args)]
pub(crate) struct LockArgs {
    /// Whether states are locked meanwhile; --lock=false is for when nobody else can be at work
    #[arg(long, value_name = "BOOL", default_value_t = true, action = ArgAction::Set,
          num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_default_value = true,
          hide_possible_values = true)]
    pub(crate) lock: bool,

    /// How long to wait for the locks of others, such as 30s or 10m; by default not at all, but 10m for another run on this
    /// machine that is at work in the same folder
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub(crate) lock_timeout: Option<Duration>,
}

/// Reads `90`, `90s`, `10m` or `1h`.
fn duration(text: &str) -> Result<Duration, String> {
    let units = [('s', 1), ('m', 60), ('h', 3600)];
    let split = units.into_iter().find_map(|(unit, factor)| Some((text.strip_suffix(unit)?, factor)));
    let (digits, factor) = split.unwrap_or((text, 1));
    let number: u64 = digits.parse().map_err(|_| "write a number and s, m or h, such as 30s".to_owned())?;
    number.checked_mul(factor).map(Duration::from_secs).ok_or_else(|| "that is too long".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        let read = |text: &str| duration(text).map(|time| time.as_secs());
        assert_eq!([read("90"), read("30s"), read("10m"), read("1h")], [Ok(90), Ok(30), Ok(600), Ok(3600)]);
        for wrong in ["", "s", "-1s", "1.5m", "ten", "1d", "99999999999999999999h", "9999999999999999999m", "1ß"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
