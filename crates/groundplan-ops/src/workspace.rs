use groundplan_diag::Diagnostic;

use crate::Settings;

/// Refuses to work in another workspace of a root module than the usual one: its state would be taken for the state of that
/// workspace.
pub(crate) fn refuse_other_workspace(settings: &Settings) -> Result<(), Diagnostic> {
    let data_dir = settings.environment.get("TF_DATA_DIR").filter(|dir| !dir.is_empty());
    let file = settings.dir.join(data_dir.map_or(".terraform", String::as_str)).join("environment");
    let (name, by) = match settings.environment.get("TF_WORKSPACE").filter(|name| !name.is_empty()) {
        Some(name) => (name.clone(), "the environment variable TF_WORKSPACE".to_owned()),
        None => match std::fs::read_to_string(&file) {
            Ok(text) => (text.trim().to_owned(), format!("the file {}", file.display())),
            Err(_) => return Ok(()),
        },
    };
    if name.is_empty() || name == "default" {
        return Ok(());
    }
    Err(Diagnostic::error("Workspaces are not supported yet")
        .detail(format!("The workspace \"{name}\" is selected by {by}; only the workspace \"default\" can be used."))
        .help("unset TF_WORKSPACE, or select the usual one with `terraform workspace select default`"))
}
