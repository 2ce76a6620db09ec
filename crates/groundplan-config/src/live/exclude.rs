use std::sync::Arc;

use groundplan_diag::{Diags, Span};

use super::config::Config;
use super::merged;
use super::scope::Names;

/// That a unit is left out (`exclude`).
#[derive(Clone, Copy, Debug)]
pub(super) struct Exclusion {
    /// Where that is written.
    pub(super) span: Span,
    /// Whether its dependencies are left out with it.
    pub(super) with_dependencies: bool,
    /// Whether it is left out even when it is all that was asked for.
    pub(super) even_alone: bool,
}

impl Exclusion {
    /// Whether the command that runs leaves a unit out.
    pub(super) fn of(config: &Arc<Config>, diags: &mut Diags) -> Option<Self> {
        let command = &config.place.unit.session.settings.command;
        if let Some(fields) = merged::argument(config, "skip", Names::WithoutOutputs, diags)
            && fields.flag("skip") == Some(true)
        {
            return Some(Self { span: fields.span_of("skip"), with_dependencies: false, even_alone: true });
        }
        let fields = merged::exclude(config, diags)?;
        let matches = fields.texts("actions").iter().any(|action| match &**action {
            "all" => true,
            "all_except_output" => command != "output",
            action => action == command,
        });
        (fields.flag("if")? && matches).then(|| Self {
            span: fields.span_of("if"),
            with_dependencies: fields.flag("exclude_dependencies").unwrap_or(false),
            even_alone: fields.flag("no_run").unwrap_or(false),
        })
    }
}
