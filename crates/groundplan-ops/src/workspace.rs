use std::sync::Arc;

use groundplan_config::live::UnitBackend;
use groundplan_diag::Diagnostic;

use crate::Settings;

/// The variable that names a workspace for all commands.
const VARIABLE: &str = "TF_WORKSPACE";

/// The workspace that is selected, none for the usual one: by `TF_WORKSPACE`, and for a root module also by the file that
/// `terraform workspace select` writes ("Workspaces" in Terraform's documentation).
///
/// # Errors
/// When its name is none that Terraform would take.
pub(crate) fn selected(settings: &Settings, of_root_module: bool) -> Result<Option<Arc<str>>, Diagnostic> {
    let (name, by) = match settings.environment.get(VARIABLE).filter(|name| !name.is_empty()) {
        Some(name) => (name.clone(), format!("the environment variable {VARIABLE}")),
        None if of_root_module => {
            let data_dir = settings.environment.get("TF_DATA_DIR").filter(|dir| !dir.is_empty());
            let file = settings.dir.join(data_dir.map_or(".terraform", String::as_str)).join("environment");
            let Ok(text) = std::fs::read_to_string(&file) else { return Ok(None) };
            (text.trim().to_owned(), format!("the file {}", file.display()))
        }
        None => return Ok(None),
    };
    if name.is_empty() || name == UnitBackend::DEFAULT_WORKSPACE {
        return Ok(None);
    }
    if !is_name(&name) {
        return Err(Diagnostic::error("Invalid workspace name")
            .detail(format!("The workspace {name:?} is selected by {by}. A name becomes a part of paths and URLs."))
            .help("use letters, digits, `-`, `_` and `.`"));
    }
    Ok(Some(name.into()))
}

/// Whether the name can stand as it is in the path of a URL, as Terraform asks, and is a folder's own.
fn is_name(name: &str) -> bool {
    let may_stand = |c: char| c.is_ascii_alphanumeric() || "-_.~$&+=:@".contains(c);
    name.chars().all(may_stand) && !matches!(name, "." | "..")
}
