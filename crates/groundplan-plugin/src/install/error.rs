use std::io;
use std::path::PathBuf;

/// Why there is no package of a provider.
#[derive(Debug, thiserror::Error)]
pub enum InstallError {
    /// A folder cannot be read.
    #[error("the folder {} of provider packages cannot be read: {cause}", folder.display())]
    Mirror {
        /// The folder.
        folder: PathBuf,
        /// The system's answer.
        cause: io::Error,
    },
    /// A package cannot be read.
    #[error("the provider package in {} cannot be read: {cause}", folder.display())]
    Package {
        /// The folder of the package.
        folder: PathBuf,
        /// The system's answer.
        cause: io::Error,
    },
    /// A package holds no program.
    #[error("the provider package in {} holds no program terraform-provider-{kind}", folder.display())]
    NoProgram {
        /// The folder of the package.
        folder: PathBuf,
        /// The provider's type.
        kind: String,
    },
    /// No version meets the constraints.
    #[error("no version of {provider} meets {constraints:?}; there are: {available}")]
    NoVersion {
        /// The provider.
        provider: String,
        /// The constraints.
        constraints: String,
        /// The versions that there are.
        available: String,
    },
}
