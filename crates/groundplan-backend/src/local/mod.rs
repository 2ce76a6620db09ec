//! State in a file, as Terraform's local backend keeps it: the same names, the same locks, so that both can take turns.
//!
//! Terraform writes into the file in place. We put a new file into its place, so that no crash and no reader ever meets half a
//! state. A lock belongs to the file and not to its name, so the new file is locked before it gets the name, and a file that
//! lost its name is never left in a form that a waiting Terraform would take for the state (see `retire`).

mod file_lock;
mod paths;
mod place;
mod replace;
mod store;

pub use store::LocalStore;
