//! The dependency lock file, `.terraform.lock.hcl`, as Terraform reads and writes it ("Dependency Lock File").

mod model;
mod read;
mod write;

pub use model::{LockFile, LockFileError, LockedProvider};
