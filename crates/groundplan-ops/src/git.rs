use std::path::Path;
use std::process::Command;

/// What git prints, or why it failed as a clause.
pub(crate) fn git(arguments: &[&str], dir: &Path) -> Result<Vec<u8>, String> {
    let output = Command::new("git").args(arguments).current_dir(dir).output();
    let output = output.map_err(|error| format!("git cannot be run ({error})"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let told = String::from_utf8_lossy(&output.stderr);
    Err(told.lines().next().unwrap_or("it gives no reason").trim_end_matches('.').to_owned())
}
