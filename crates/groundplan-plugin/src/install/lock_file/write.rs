use std::fmt;
use std::io::{self, Write as _};
use std::path::Path;

use super::{LockFile, LockFileError};

/// Terraform's own heading: the file is the same whichever program wrote it.
const HEADING: &str = "\
# This file is maintained automatically by \"terraform init\".
# Manual edits may be lost in future updates.
";

impl LockFile {
    /// Writes the file, all or nothing, if its text changes; says whether it did. No file is made to lock nothing.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, file: &Path) -> Result<bool, LockFileError> {
        let text = self.to_string();
        let old = std::fs::read_to_string(file).ok();
        if old.as_ref() == Some(&text) || (old.is_none() && self.providers.is_empty()) {
            return Ok(false);
        }
        replace(file, &text).map_err(|cause| LockFileError::Write { file: file.to_owned(), cause })?;
        Ok(true)
    }
}

fn replace(file: &Path, text: &str) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // A unit that a stack makes has no folder until something is kept there.
    std::fs::create_dir_all(folder)?;
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    let mut new = tempfile::Builder::new().permissions(mode).tempfile_in(folder)?;
    new.write_all(text.as_bytes())?;
    new.as_file().sync_all()?;
    new.persist(file).map_err(|error| error.error)?;
    std::fs::File::open(folder)?.sync_all()
}

/// The text of the file, byte for byte as Terraform writes it.
impl fmt::Display for LockFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEADING)?;
        for (provider, locked) in &self.providers {
            write!(f, "\nprovider \"{provider}\" {{\n")?;
            let constraints = !locked.constraints.is_empty();
            let indent = if constraints { "    " } else { "" };
            writeln!(f, "  version {indent}= \"{}\"", locked.version)?;
            if constraints {
                writeln!(f, "  constraints = \"{}\"", locked.constraints)?;
            }
            if !locked.hashes.is_empty() {
                f.write_str("  hashes = [\n")?;
                for hash in &locked.hashes {
                    writeln!(f, "    \"{hash}\",")?;
                }
                f.write_str("  ]\n")?;
            }
            f.write_str("}\n")?;
        }
        Ok(())
    }
}
