//! The live repository, in Terragrunt's format: which units there are, what module each of them is, and what it gives for
//! the module's input variables. Outputs of other units become edges; nothing is written, and what must be run or fetched is
//! asked of the caller (Terragrunt's reference, "HCL"; `docs/terragrunt.md` says what is honoured).

mod assemble;
mod backend;
mod caller;
mod config;
mod cycle;
mod dependency;
mod discover;
mod exclude;
mod feature;
mod file;
mod functions;
mod generate;
mod given;
mod hooks;
mod inputs;
mod labels;
mod load;
mod locals;
mod merge;
mod merged;
mod moves;
mod notices;
mod outputs;
mod place;
mod programs;
mod render;
mod role;
mod scope;
mod select;
mod session;
mod show;
mod source;
mod stack;
mod terraform;
mod tf_var;
mod unit;
mod values;
mod versions;
mod view;

pub use caller::{Caller, Callers};
pub use discover::{has_units, live_root, unit_paths};
pub use hooks::{Hook, HookTime};
pub use inputs::{Inputs, OutputRef, UnitInput, UnitOutputs};
pub use labels::is_region;
pub use load::{Live, load_bare, load_live};
pub use moves::{MOVES_FILE, UnitMove, load_moves};
pub use programs::{ProgramCall, Programs};
pub use role::UnitRole;
pub use select::{Reason, Selection};
pub use session::{LiveOptions, LiveSettings};
pub use show::{render_unit, stack_files};
pub use unit::{Unit, UnitBackend, UnitPath};
