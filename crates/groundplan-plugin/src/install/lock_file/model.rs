use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;

use groundplan_address::ProviderAddr;
use semver::Version;

use crate::install::{PackageHash, VersionConstraints};

/// The versions of providers that a root module was settled on, and what their packages must look like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LockFile {
    /// By provider, in the order of the file.
    pub providers: BTreeMap<ProviderAddr, LockedProvider>,
}

/// The version of a provider that a root module was settled on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedProvider {
    /// The version.
    pub version: Version,
    /// The constraints that it was chosen by.
    pub constraints: VersionConstraints,
    /// Hashes of its packages, of any platform. A package must have one of them, if there is any.
    pub hashes: BTreeSet<PackageHash>,
}

/// Why a lock file cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum LockFileError {
    /// It cannot be read.
    #[error("the lock file {} cannot be read: {cause}", file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// The system's answer.
        cause: io::Error,
    },
    /// It cannot be written.
    #[error("the lock file {} cannot be written: {cause}", file.display())]
    Write {
        /// The file.
        file: PathBuf,
        /// The system's answer.
        cause: io::Error,
    },
    /// Its content is wrong.
    #[error("the lock file {} is not valid: {reason}. Mend it, or remove it to have versions chosen anew", file.display())]
    Invalid {
        /// The file.
        file: PathBuf,
        /// What is wrong, with the line.
        reason: String,
    },
}

impl LockFile {
    /// The file's name in the folder of a root module.
    pub const NAME: &'static str = ".terraform.lock.hcl";
}
