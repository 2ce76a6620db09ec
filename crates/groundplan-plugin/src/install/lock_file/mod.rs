//! The dependency lock file, `.terraform.lock.hcl`, as Terraform reads and writes it ("Dependency Lock File").

mod model;

pub use model::{LockFile, LockedProvider};
