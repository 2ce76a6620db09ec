use std::fmt;

/// Why a document could not be read.
#[derive(Debug)]
pub enum FormatError {
    /// It is not JSON, or not of the form that the document has.
    Json(serde_json::Error),
    /// It says that it is of a version that this program does not know.
    Version {
        /// What the document is: `plan`, `state`.
        document: &'static str,
        /// The version it names.
        found: String,
    },
}

impl FormatError {
    /// Refuses a version other than `1.x`.
    pub(crate) fn check_version(document: &'static str, found: &str) -> Result<(), Self> {
        if found.split('.').next() == Some("1") {
            return Ok(());
        }
        Err(Self::Version { document, found: found.to_owned() })
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => write!(f, "the document is not readable: {error}"),
            Self::Version { document, found } => {
                write!(f, "the {document} document has format version \"{found}\", this program reads 1.x")
            }
        }
    }
}

impl std::error::Error for FormatError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Json(error) => Some(error),
            Self::Version { .. } => None,
        }
    }
}

impl From<serde_json::Error> for FormatError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}
