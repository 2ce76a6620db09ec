//! Stacks: files of `unit` and `stack` blocks that stand for folders of units (Terragrunt's reference, "unit", "stack",
//! "autoinclude"). They are expanded in memory: each unit stands where Terragrunt would generate it, and is read from its source.

mod autoinclude;
mod expand;
mod expansion;
mod file;
mod refs;
mod value;

pub(super) use expand::StackUnits;
pub(super) use file::STACK_FILES;
pub(super) use value::stack_value;
