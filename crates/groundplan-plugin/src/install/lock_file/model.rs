use std::collections::{BTreeMap, BTreeSet};

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
    /// Hashes of its packages, of any platform. A package must have one of them.
    pub hashes: BTreeSet<PackageHash>,
}
