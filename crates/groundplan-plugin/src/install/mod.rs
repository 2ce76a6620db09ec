//! Finding and installing provider packages: versions, lock file, mirrors, registry.

mod constraint;
mod error;
mod hash;
mod installer;
mod lock_file;
mod memo;
mod mirror;
mod package;
mod platform;
mod settings;

pub use constraint::{ConstraintError, VersionConstraints};
pub use error::InstallError;
pub use hash::PackageHash;
pub use installer::Installer;
pub use lock_file::{LockFile, LockedProvider};
pub use package::InstalledPackage;
pub use platform::Platform;
pub use semver::Version;
pub use settings::InstallSettings;
