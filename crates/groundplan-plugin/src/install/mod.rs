//! Finding and installing provider packages: versions, lock file, mirrors, registry.

mod cli_config;
mod constraint;
mod error;
mod hash;
mod hcl;
mod http;
mod installer;
mod lock_file;
mod memo;
mod mirror;
mod offers;
mod package;
mod platform;
mod remote;
mod settings;
mod store;
mod unpack;

pub use cli_config::{CliConfig, CliConfigError, InstallationMethod, ProviderPattern, Source, Token};
pub use constraint::{ConstraintError, VersionConstraints};
pub use error::InstallError;
pub use hash::PackageHash;
pub use installer::{Installer, PackageRequest};
pub use lock_file::{LockFile, LockFileError, LockedProvider};
pub use package::InstalledPackage;
pub use platform::Platform;
pub use semver::Version;
pub use settings::{Download, InstallSettings};
