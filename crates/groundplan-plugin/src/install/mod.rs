//! Finding and installing provider packages: versions, lock file, mirrors, registry.

mod constraint;
mod error;
mod hash;
mod installer;
mod lock_file;
mod mirror;
mod offers;
mod package;
mod platform;
mod remote;
mod settings;
mod store;

pub use constraint::{ConstraintError, VersionConstraints};
pub use error::InstallError;
pub use hash::PackageHash;
pub use installer::{Installer, PackageRequest};
pub use lock_file::{LockFile, LockFileError, LockedProvider};
pub use package::InstalledPackage;
pub use platform::Platform;
pub use semver::Version;
pub use settings::{Download, InstallSettings};
