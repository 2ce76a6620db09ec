use std::collections::BTreeMap;
use std::path::Path;

use groundplan_diag::Diagnostic;
use groundplan_plugin::install::{LockFile, Platform};

use crate::Failure;

/// The platform that this program runs on, as `linux_amd64`.
#[must_use]
pub fn platform() -> String {
    Platform::current().to_string()
}

/// The versions of providers that the lock file in a folder settles on, by provider.
///
/// # Errors
/// When there is a lock file and it cannot be read.
pub fn provider_selections(dir: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let lock = LockFile::read(&dir.join(LockFile::NAME))
        .map_err(|error| Diagnostic::error("Dependency lock file cannot be read").detail(format!("{error}.")))?;
    let versions = lock.providers.iter();
    Ok(versions.map(|(provider, locked)| (provider.to_string(), locked.version.to_string())).collect())
}
