use std::path::{Path, PathBuf};

use groundplan_address::ProviderAddr;
use groundplan_fetch::HashMemo;
use semver::Version;

use super::InstallError;

/// A provider package that is ready to be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstalledPackage {
    /// The provider.
    pub provider: ProviderAddr,
    /// Its version; `None` for a development override, which has none.
    pub version: Option<Version>,
    /// The folder of the unpacked package.
    pub folder: PathBuf,
    /// The provider's program in it.
    pub program: PathBuf,
    /// The SHA-256 of the program, in hexadecimal.
    pub program_sha256: String,
}

impl InstalledPackage {
    /// The package in a folder; hashes the program, unless that hash is remembered.
    pub(super) fn in_folder(
        provider: &ProviderAddr,
        version: Option<Version>,
        folder: &Path,
        memo: &HashMemo,
    ) -> Result<Self, InstallError> {
        let failed = |cause| InstallError::disk("Reading the package", folder, &cause);
        let program = find_program(provider, folder).map_err(failed)?;
        let Some(program) = program else {
            let detail =
                format!("The folder {} holds no file terraform-provider-{}_…", folder.display(), provider.kind);
            return Err(InstallError::new("Provider package not complete", detail)
                .help("Remove the folder and have the provider installed again."));
        };
        let program_sha256 = memo.sha256(&program).map_err(failed)?;
        Ok(Self { provider: provider.clone(), version, folder: folder.to_owned(), program, program_sha256 })
    }

    /// The provider and its version, for messages: `hashicorp/aws 5.100.0`.
    #[must_use]
    pub fn label(&self) -> String {
        match &self.version {
            Some(version) => format!("{} {version}", self.provider.short()),
            None => format!("{} (development override)", self.provider.short()),
        }
    }
}

/// The file `terraform-provider-TYPE`, with anything after it that begins with `_` or `.`:
/// `terraform-provider-aws_v5.100.0_x5`.
fn find_program(provider: &ProviderAddr, folder: &Path) -> std::io::Result<Option<PathBuf>> {
    let start = format!("terraform-provider-{}", provider.kind);
    let mut found: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let rest = name.to_str().and_then(|name| name.strip_prefix(&start));
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', '.'])) && entry.path().is_file() {
            found.push(entry.path());
        }
    }
    Ok(found.into_iter().min())
}
