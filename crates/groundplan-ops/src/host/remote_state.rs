//! States that `terraform_remote_state` reads.

use std::path::Path;
use std::sync::Arc;

use groundplan_backend::{Connections, LocalStore, S3Config, S3Store};
use groundplan_config::live::UnitRole;
use groundplan_diag::Severity;
use groundplan_engine::RemoteState;
use groundplan_provider::AttributeDiagnostic;
use groundplan_state::{State, StateStore};
use groundplan_value::{Path as ValuePath, Type, Value, convert, to_json};

use super::role::assumed;
use crate::states::local_path;

/// Reads a state, with the credentials of the unit's role; `None` when there is none. Relative paths are taken from `base`.
///
/// # Errors
/// A message about an argument of the data source.
pub(super) async fn read(
    wanted: &RemoteState,
    base: &Path,
    role: Option<&UnitRole>,
    connections: &Connections,
) -> Result<Option<State>, AttributeDiagnostic> {
    let store: Arc<dyn StateStore> = match &*wanted.backend {
        "local" => Arc::new(local(wanted, base)?),
        "s3" => Arc::new(s3(wanted, role, connections)?),
        other => {
            let detail = format!(
                "There is no backend type named \"{other}\" that this program can read; \"local\" and \"s3\" are."
            );
            return Err(error("Invalid backend configuration", detail, "backend"));
        }
    };
    store
        .read()
        .await
        .map_err(|failed| error("Unable to read remote state", format!("{failed}. {}", failed.help()), "config"))
}

/// Why no state is read in a plan without AWS.
pub(super) fn not_read() -> AttributeDiagnostic {
    let detail = "With --offline, no state is read. Plan without it, or leave this out with --exclude.";
    error("State not read", detail.to_owned(), "config")
}

/// The store of Terraform's `local` backend.
fn local(wanted: &RemoteState, base: &Path) -> Result<LocalStore, AttributeDiagnostic> {
    let path = text(wanted, "path")?;
    let workspaces = text(wanted, "workspace_dir")?;
    let known = ["path", "workspace_dir"];
    if let Some(other) = wanted.config.as_map().into_iter().flatten().find(|(name, _)| !known.contains(&&***name)) {
        let why = format!("unsupported attribute \"{}\"", other.0);
        return Err(invalid(wanted, &why));
    }
    let path = local_path(path.as_deref(), workspaces.as_deref(), &wanted.workspace);
    Ok(LocalStore::new(groundplan_config::files::join(base, &path)))
}

/// The store of Terraform's `s3` backend.
fn s3(
    wanted: &RemoteState,
    role: Option<&UnitRole>,
    connections: &Connections,
) -> Result<S3Store, AttributeDiagnostic> {
    let config = wanted.config.unmark_deep();
    let Ok(serde_json::Value::Object(arguments)) = to_json(&config, &config.ty()) else {
        return Err(invalid(wanted, "an object is required"));
    };
    let config = S3Config::read(&arguments).map_err(|errors| {
        let all: Vec<String> =
            errors.iter().map(|error| format!("attribute \"{}\": {error}", error.argument)).collect();
        invalid(wanted, &all.join("; "))
    })?;
    let config = match role {
        Some(role) => config.under(assumed(role)),
        None => config,
    };
    Ok(S3Store::new(config, &wanted.workspace, connections))
}

/// A string of the configuration that may be left out.
fn text(wanted: &RemoteState, name: &str) -> Result<Option<Arc<str>>, AttributeDiagnostic> {
    let given = wanted.config.get_attr(name).unwrap_or(Value::NULL);
    match convert(&given, &Type::String) {
        Ok(value) => Ok(value.as_str().cloned()),
        Err(why) => Err(invalid(wanted, &format!("attribute \"{name}\": {why}"))),
    }
}

fn invalid(wanted: &RemoteState, why: &str) -> AttributeDiagnostic {
    let detail = format!("The given configuration is not valid for backend \"{}\": {why}.", wanted.backend);
    error("Invalid backend configuration", detail, "config")
}

fn error(summary: &str, detail: String, argument: &str) -> AttributeDiagnostic {
    AttributeDiagnostic {
        severity: Severity::Error,
        summary: summary.to_owned(),
        detail,
        attribute: Some(ValuePath::root().attr(argument)),
    }
}
