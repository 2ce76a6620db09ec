use std::sync::Arc;

use groundplan_config::live::UnitPath;
use groundplan_diag::{Diagnostic, SourceMap};
use groundplan_engine::Evaluation;

use super::run::{Lost, start};
use crate::project::Project;
use crate::{Failure, Settings, document, states};

/// Answers expressions about a unit: by its configuration, its input variables and its state as it is stored.
pub struct Console {
    evaluation: Evaluation,
    unit: UnitPath,
    sources: Arc<SourceMap>,
    /// What was found while the configuration was evaluated. What depends on an error is not known.
    pub diagnostics: Vec<groundplan_format::Diagnostic>,
}

/// Evaluates a unit, by its path in the live repository, or the only one there is. Needs no credentials but those for
/// reading states.
///
/// # Errors
/// When configuration or states cannot be read, or it is not clear which unit is meant.
pub async fn console(settings: &Settings, unit: Option<&str>) -> Result<Console, Failure> {
    let project = Project::load(settings, "console")?;
    let unit = chosen(&project, unit).map_err(|error| project.failure(error))?;
    let states = states::read_all(settings, &project).await.map_err(|diags| project.failure(diags))?;
    let started =
        start(settings, &project, states.into_iter().map(|state| (state, Lost::new())).collect(), None).await?;
    let (evaluation, found) = groundplan_engine::evaluate(started.session).await;
    started.host.end().await;
    let mut diags = started.warnings;
    diags.extend(found);
    let diagnostics = document::diagnostics(&diags, &project.sources);
    Ok(Console { evaluation, unit, sources: project.sources, diagnostics })
}

fn chosen(project: &Project, unit: Option<&str>) -> Result<UnitPath, Diagnostic> {
    let wanted = unit.map(|path| path.trim_end_matches('/'));
    let found = match wanted {
        Some(path) => project.units.iter().find(|unit| &*unit.path.0 == path),
        None if project.units.len() == 1 => project.units.first(),
        None => None,
    };
    found.map(|unit| unit.path.clone()).ok_or_else(|| {
        let paths: Vec<&str> = project.units.iter().map(|unit| &*unit.path.0).collect();
        let error = match wanted {
            Some(path) => Diagnostic::error("Unit not found").detail(format!("There is no unit {path} here.")),
            None => Diagnostic::error("Unit not named").detail("There are several units here."),
        };
        error.help(format!("name one with `--unit PATH`: {}", paths.join(", ")))
    })
}

impl Console {
    /// What an expression comes to, as Terraform's console writes it.
    ///
    /// # Errors
    /// What is wrong with the expression.
    pub fn answer(&self, text: &str) -> Result<String, Vec<groundplan_format::Diagnostic>> {
        self.evaluation.answer(&self.unit, text).map_err(|diags| document::diagnostics(&diags, &self.sources))
    }
}
