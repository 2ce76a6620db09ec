use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// The file in which Terraform notes where the modules of a root module are installed, `modules.json`. It reads what we
/// write, and we read what it wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    /// By the names of the calls that lead to the module, joined by dots; empty for the root module.
    pub(crate) records: BTreeMap<String, Record>,
}

/// Where a module is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    #[serde(rename = "Key")]
    pub(crate) key: String,
    /// The address, spelt out.
    #[serde(rename = "Source")]
    pub(crate) source: String,
    /// The version, for modules of registries.
    #[serde(rename = "Version", default, skip_serializing_if = "Option::is_none")]
    pub(crate) version: Option<String>,
    /// The module's folder as seen from the root module's.
    #[serde(rename = "Dir")]
    pub(crate) dir: String,
    /// The hash of the package that we put there. Terraform does not know it and leaves it out.
    #[serde(rename = "GroundplanHash", default, skip_serializing_if = "Option::is_none")]
    pub(crate) hash: Option<String>,
}

#[derive(Default, Serialize, Deserialize)]
struct Document {
    #[serde(rename = "Modules", default)]
    modules: Vec<Record>,
}

impl Manifest {
    /// Reads the file; one that does not exist has no records, and one that cannot be understood counts as none: it only
    /// says what need not be done again.
    pub(crate) fn read(file: &Path) -> Self {
        let document = std::fs::read(file).ok().and_then(|text| serde_json::from_slice::<Document>(&text).ok());
        let records = document.unwrap_or_default().modules.into_iter();
        Self { records: records.map(|record| (record.key.clone(), record)).collect() }
    }

    /// Writes the file, all or nothing.
    pub(crate) fn write(&self, file: &Path) -> io::Result<()> {
        let mut records = self.records.clone();
        let root = Record { key: String::new(), source: String::new(), version: None, dir: ".".into(), hash: None };
        records.entry(String::new()).or_insert(root);
        let document = Document { modules: records.into_values().collect() };
        let folder = file.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o644);
        let mut new = tempfile::Builder::new().permissions(mode).tempfile_in(folder)?;
        new.write_all(&serde_json::to_vec(&document)?)?;
        new.persist(file).map(drop).map_err(|error| error.error)
    }
}
