//! The live repository, in Terragrunt's format: which units there are, what module each of them is, and what it gives for
//! the module's input variables. Outputs of other units become edges; nothing is run, fetched or written.

mod assemble;
mod backend;
mod config;
mod cycle;
mod dependency;
mod discover;
mod file;
mod functions;
mod generate;
mod inputs;
mod labels;
mod load;
mod locals;
mod merge;
mod place;
mod render;
mod scope;
mod session;
mod source;
mod tf_var;
mod unit;

pub use discover::{has_units, live_root};
pub use inputs::{Inputs, OutputRef, UnitInput, UnitOutputs};
pub use load::{Live, Selection, load_bare, load_live};
pub use session::LiveSettings;
pub use unit::{Unit, UnitBackend, UnitPath};
