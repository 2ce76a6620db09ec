use std::path::PathBuf;

use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::syntax::Attribute;

use super::config::Config;
use crate::files::normalize;
use crate::module::{ModuleRequest, ModuleSource};

/// The folder of the root module that `terraform { source = … }` names, absolute.
pub(super) fn module_dir(config: &Config, source: &Attribute, diags: &mut Diags) -> Option<PathBuf> {
    let text = config.string(&source.expr, diags)?;
    let span = source.expr.span;
    let settings = &config.place.unit.session.settings;
    let unit_dir = config.place.unit_dir();
    // The part before `//` would be copied with it; nothing is copied here, so it is just a path.
    let local = normalize(&unit_dir.join(text.replace("//", "/")));
    let is_path = ["/", "./", "../"].iter().any(|start| text.starts_with(start)) || matches!(&*text, "." | "..");
    if settings.files.is_dir(&local) && (is_path || !text.contains("::")) {
        return Some(local);
    }
    if is_path {
        diags.push(
            Diagnostic::error("Module not found")
                .detail(format!("There is no folder {}.", config.place.shown(&local)))
                .at(span),
        );
        return None;
    }
    let (source, version) = match ModuleSource::parse_terragrunt(&text) {
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
    let request = ModuleRequest {
        source: &source,
        text: &text,
        version: version.as_deref(),
        path: &[],
        span,
        wanted_by: unit_dir,
    };
    match settings.modules.locate(&request) {
        Ok(dir) => Some(settings.files.absolute(&dir)),
        Err(error) => {
            diags.push(error);
            None
        }
    }
}
