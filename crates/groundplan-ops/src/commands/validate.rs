use groundplan_diag::Diags;
use groundplan_format::Diagnostic;
use groundplan_state::State;

use super::run::{Lost, options, start};
use crate::project::Project;
use crate::{Failure, Settings, document};

/// What validation found.
#[derive(Clone, Debug)]
pub struct ValidateReport {
    /// Errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// How many units were looked at.
    pub units: usize,
    /// Whether the only unit is a bare root module.
    pub bare: bool,
}

impl ValidateReport {
    /// Whether there is no error.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.diagnostics.iter().all(|diagnostic| diagnostic.severity != groundplan_format::Severity::Error)
    }
}

/// Checks configuration against schemas and the providers' own validation. Needs no credentials and no state.
///
/// # Errors
/// When the files cannot be loaded at all.
pub async fn validate(settings: &Settings) -> Result<ValidateReport, Failure> {
    let project = Project::load(settings, "validate")?;
    let states = project.units.iter().map(|_| (State::default(), Lost::new())).collect();
    let options = options(settings, groundplan_engine::Goal::Validate)?;
    let started = start(settings, &project, states, None).await?;
    let checked = groundplan_engine::plan(started.session.clone(), options).await;
    let mut diags: Diags = started.end().await;
    diags.extend(started.warnings);
    diags.extend(match checked {
        Ok((_, warnings)) => warnings,
        Err(errors) => errors,
    });
    Ok(ValidateReport {
        diagnostics: document::diagnostics(&diags, &project.sources),
        units: project.units.len(),
        bare: project.bare,
    })
}
