use std::path::{Path, PathBuf};

use groundplan_diag::{Diagnostic, Diags, Span};

use super::config::Config;
use super::session::Session;
use super::terraform::Terraform;
use crate::files::normalize;
use crate::module::{ModuleRequest, ModuleSource};

/// The folder of the root module that `terraform { source = … }` names, absolute and on the disk.
pub(super) fn module_dir(config: &Config, terraform: &Terraform, diags: &mut Diags) -> Option<PathBuf> {
    let text = terraform.own.text("source")?;
    let in_catalog = terraform.own.flag("update_source_with_cas").unwrap_or(false);
    let wanted = Wanted {
        text: &text,
        span: terraform.own.span_of("source"),
        version: terraform.own.text("version"),
        dir: config.place.unit_dir(),
        in_catalog,
        what: "Module",
    };
    locate(&config.place.unit.session, &wanted, diags)
}

/// A folder that configuration names by a source address.
pub(super) struct Wanted<'a> {
    pub(super) text: &'a str,
    pub(super) span: Span,
    pub(super) version: Option<std::sync::Arc<str>>,
    /// The folder that relative paths are meant from.
    pub(super) dir: &'a Path,
    /// Whether relative paths are meant within the repository that the asking file comes from.
    pub(super) in_catalog: bool,
    /// What is wanted, for messages.
    pub(super) what: &'a str,
}

/// The folder of a source address, absolute and on the disk.
pub(super) fn locate(session: &Session, wanted: &Wanted<'_>, diags: &mut Diags) -> Option<PathBuf> {
    let Wanted { text, span, .. } = *wanted;
    let settings = &session.settings;
    let dir = if wanted.in_catalog { session.mounts.real(wanted.dir) } else { wanted.dir.to_path_buf() };
    // The part before `//` would be copied with it; nothing is copied here, so it is just a path.
    let local = normalize(&dir.join(text.replace("//", "/")));
    let is_path = ["/", "./", "../"].iter().any(|start| text.starts_with(start)) || matches!(text, "." | "..");
    if settings.files.is_dir(&local) && (is_path || !text.contains("::")) {
        if let Some(version) = &wanted.version {
            diags.push(version_without_registry(version, span));
        }
        return Some(session.mounts.real(&local));
    }
    if is_path {
        diags.push(
            Diagnostic::error(format!("{} not found", wanted.what))
                .detail(format!("There is no folder {}.", session.shown(&local).display()))
                .at(span),
        );
        return None;
    }
    // A version may also stand beside the address.
    let beside = wanted.version.as_ref().filter(|_| text.starts_with("tfr://") && !text.contains("version="));
    let address =
        beside.map(|version| format!("{text}{}version={version}", if text.contains('?') { '&' } else { '?' }));
    let (source, version) = match ModuleSource::parse_terragrunt(address.as_deref().unwrap_or(text)) {
        Ok(parsed) => parsed,
        Err(why) => {
            diags.push(
                Diagnostic::error("Invalid module source address")
                    .detail(why)
                    .at(span)
                    .help(format!("if it is a folder, write \"./{text}\" or an absolute path")),
            );
            return None;
        }
    };
    if let (ModuleSource::Remote(_), Some(version)) = (&source, &wanted.version) {
        diags.push(version_without_registry(version, span));
        return None;
    }
    let version = version.or(wanted.version.as_deref().map(str::to_owned));
    let request =
        ModuleRequest { source: &source, text, version: version.as_deref(), path: &[], span, wanted_by: wanted.dir };
    match settings.modules.locate(&request) {
        Ok(dir) => Some(settings.files.absolute(&dir)),
        Err(error) => {
            diags.push(error);
            None
        }
    }
}

fn version_without_registry(version: &str, span: Span) -> Diagnostic {
    Diagnostic::error("Version without a registry")
        .detail(format!("The version \"{version}\" is asked for, but only modules of registries have versions."))
        .at(span)
        .help("remove `version`, or name a module of a registry: \"tfr://…\"")
}
