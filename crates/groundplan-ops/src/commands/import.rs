use std::sync::Arc;

use groundplan_diag::Diagnostic;
use groundplan_engine::{Importing, InUnit, Options};

use super::run::{Lost, options, start};
use crate::located::{check_unit, instance};
use crate::project::Project;
use crate::states::LockedStates;
use crate::{Failure, Settings, document};

/// What `import` took over.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The unit; nothing for a bare root module.
    pub unit: Option<String>,
    /// The resource instance that the object is now.
    pub address: String,
    /// Warnings.
    pub warnings: Vec<groundplan_format::Diagnostic>,
}

/// Takes an existing object over into the state: of the resource instance at an address, written `ADDR` or `UNIT//ADDR`, by
/// the provider's name for it. Nothing is done to the object.
///
/// # Errors
/// When configuration does not have the instance, the state has it already, the provider does not find the object, or states
/// cannot be read, locked or written.
pub async fn import(settings: &Settings, address: &str, id: &str) -> Result<Imported, Failure> {
    let wanted = instance(address)?;
    let project = Project::load(settings, "import")?;
    check_unit(&wanted, project.units.iter().map(|unit| &**unit)).map_err(|error| project.failure(error))?;
    let at = match &wanted.unit {
        Some(path) => project.units.iter().position(|unit| unit.path == *path),
        None => (project.units.len() == 1).then_some(0),
    };
    let Some((at, unit)) = at.and_then(|at| Some((at, project.units.get(at)?.clone()))) else {
        return Err(project.failure(
            Diagnostic::error("Unit not named")
                .detail("There are several units here, each with a state of its own.")
                .help(format!("say which, as in UNIT//{}", wanted.what)),
        ));
    };
    let locked = LockedStates::open(settings, &project, "import").await.map_err(|diags| project.failure(diags))?;
    let is_there =
        locked.recorders.get(at).is_some_and(|state| state.with(|state| state.object(&wanted.what, None).is_some()));
    let importing = Importing { unit: unit.path.clone(), addr: wanted.what.clone(), id: Arc::from(id) };
    let result = if is_there {
        Err(project.failure(
            Diagnostic::error("Resource already managed")
                .detail(format!(
                    "The state has an object for {} already. To import another to this address, the existing one must be \
                     taken out of the state first.",
                    wanted.what
                ))
                .help(format!("take it out of the state with `groundplan state rm '{address}'`")),
        ))
    } else {
        run(settings, &project, &locked, importing).await
    };
    let unlocked = locked.unlock().await;
    let mut warnings = result?;
    warnings.extend(document::diagnostics(&unlocked, &project.sources));
    let unit = (!project.bare).then(|| unit.path.to_string());
    Ok(Imported { unit, address: wanted.what.to_string(), warnings })
}

async fn run(
    settings: &Settings,
    project: &Project,
    locked: &LockedStates,
    importing: Importing,
) -> Result<Vec<groundplan_format::Diagnostic>, Failure> {
    let states = locked.recorders.iter().map(|recorder| (recorder.current(), Lost::new())).collect();
    let started = start(settings, project, states, None).await?;
    // All else is believed to be as the states have it, and only what the object needs is evaluated.
    let options = Options {
        refresh: false,
        targets: vec![InUnit {
            unit: Some(importing.unit.clone()),
            what: groundplan_address::Target::Resource(importing.addr.resource_addr()),
        }],
        imports: vec![importing],
        ..options(settings, groundplan_engine::Goal::Refresh)?
    };
    let planned = groundplan_engine::plan(started.session.clone(), options.clone()).await;
    let result = match planned {
        Ok((plan, _)) => {
            let applied =
                groundplan_engine::apply(started.session.clone(), plan, options, locked.recorders.clone()).await;
            if applied.diags.has_errors() { Err(project.failure(applied.diags)) } else { Ok(started.warnings.clone()) }
        }
        Err(errors) => Err(project.failure(errors)),
    };
    let closed = started.end().await;
    let mut warnings = result?;
    warnings.extend(closed);
    Ok(document::diagnostics(&warnings, &project.sources))
}
