use std::collections::BTreeSet;

use crate::install::PackageHash;

/// A package that can be downloaded, and what it must look like.
#[derive(Debug)]
pub(in crate::install) struct RemotePackage {
    /// The address of the zip file.
    pub(in crate::install) url: String,
    /// The hashes of which the package must have one; empty when the server does not say.
    pub(in crate::install) expected: BTreeSet<PackageHash>,
    /// The hashes of all packages of the version, if the provider's maker has signed them.
    pub(in crate::install) signed: BTreeSet<PackageHash>,
}
