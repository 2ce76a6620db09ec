//! Signing in to the accounts of a live repository: profiles for AWS's own programs, and credentials for one command.

mod accounts;
mod config_file;
mod environment;
mod profiles;

pub use accounts::{Accounts, SignIn, accounts};
pub use config_file::write_profiles;
pub use environment::{ChildEnvironment, child_environment};
pub use profiles::profiles;
