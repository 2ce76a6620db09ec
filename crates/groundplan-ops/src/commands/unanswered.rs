//! What killed runs had begun and nobody knows the end of.

use groundplan_diag::{Diagnostic, Diags};
use groundplan_engine::Plan;
use groundplan_state::{Action, Change, Intent};
use serde_json::Value;

use super::run::Lost;
use crate::host::import_id;
use crate::project::Project;
use crate::states::{LockedStates, Unanswered, journal_error};
use crate::{Goal, Settings};

/// Attributes that name an object for people, and are no secrets.
const NAMES: [&str; 12] = [
    "name",
    "bucket",
    "identifier",
    "cluster_identifier",
    "replication_group_id",
    "function_name",
    "alarm_name",
    "key_name",
    "domain_name",
    "cidr_block",
    "role",
    "policy_arn",
];

/// By unit, the objects that killed runs may have created and that have to be looked for before they are created again.
///
/// # Errors
/// One that cannot be looked for, as its id is not made of what was planned for it: creating it again could make it twice, so
/// that stops the run unless it was asked for.
pub(super) fn lost(settings: &Settings, project: &Project, locked: &LockedStates) -> Result<Vec<Lost>, Diags> {
    let mut lost: Vec<Lost> = project.units.iter().map(|_| Lost::new()).collect();
    let is_open = |left: &&Unanswered| left.intent.action == Action::Create && !is_known(locked, left);
    let mut errors = Diags::new();
    for left in locked.unanswered.iter().filter(is_open) {
        match (sought(settings, &left.intent), lost.get_mut(left.unit)) {
            (Some(id), Some(lost)) => drop(lost.insert(left.intent.address.clone(), id)),
            _ if settings.recreate_unanswered => {}
            _ => errors.push(unknown(settings, project, left)),
        }
    }
    if errors.has_errors() { Err(errors) } else { Ok(lost) }
}

/// The id under which an object that may have been created is looked for, if it can be; what is about to be destroyed is not.
fn sought(settings: &Settings, intent: &Intent) -> Option<String> {
    let planned = intent.planned.as_ref()?.to_value().ok()?;
    import_id(&intent.address.resource.kind, &planned).filter(|_| settings.goal != Goal::Destroy)
}

/// What killed runs left unfinished.
pub(super) fn warnings(settings: &Settings, project: &Project, locked: &LockedStates) -> Diags {
    locked.unanswered.iter().map(|left| warning(settings, project, locked, left)).collect()
}

/// Answers what killed runs left unanswered, now that everything has been read again: with what was found, or with nothing.
pub(super) async fn answer(locked: &LockedStates, plan: &Plan) -> Result<(), Diags> {
    for left in &locked.unanswered {
        let (Some(recorder), Some(unit)) = (locked.recorders.get(left.unit), plan.units.get(left.unit)) else {
            continue;
        };
        let Intent { address, provider, action, .. } = &left.intent;
        let found =
            unit.refreshed.object(address, None).filter(|_| *action == Action::Create && !is_known(locked, left));
        let found = found.map(|object| Change::put(address.clone(), None, provider.clone(), object.clone()));
        let answered = recorder.answer(left.token, found.into_iter().collect()).await;
        answered.map_err(|error| journal_error(&error))?;
    }
    Ok(())
}

/// Whether the state has an object there by now: it was imported.
fn is_known(locked: &LockedStates, left: &Unanswered) -> bool {
    let recorder = locked.recorders.get(left.unit);
    recorder.is_some_and(|recorder| recorder.with(|state| state.object(&left.intent.address, None).is_some()))
}

fn unknown(settings: &Settings, project: &Project, left: &Unanswered) -> Diagnostic {
    let intent = &left.intent;
    let named =
        identity(intent).map(|identity| format!(" It would be the {} with {identity}.", intent.address.resource.kind));
    let diagnostic = Diagnostic::error("Creation without an answer")
        .detail(format!(
            "An earlier run was killed while creating {}, and nobody knows whether it was made.{} Nothing was changed.",
            intent.address,
            named.unwrap_or_default()
        ))
        .help(format!("if it exists, take it into the state: `groundplan import '{}' ID`", intent.address))
        .help(match settings.goal {
            Goal::Destroy => "if it does not, go on with `groundplan destroy --recreate-unanswered`",
            Goal::Converge | Goal::Refresh => "if it does not, go on with `groundplan apply --recreate-unanswered`",
        });
    of(project, left, diagnostic)
}

fn warning(settings: &Settings, project: &Project, locked: &LockedStates, left: &Unanswered) -> Diagnostic {
    let (what, then) = match left.intent.action {
        Action::Create if is_known(locked, left) => ("creating", "It is in the state by now."),
        Action::Create if sought(settings, &left.intent).is_some() => ("creating", "It has been looked for."),
        Action::Create => ("creating", "It counts as not made, as was asked for."),
        Action::Update => ("changing", "What it is now has been read again."),
        Action::Delete => ("destroying", "Whether it is still there has been read again."),
    };
    let diagnostic = Diagnostic::warning("A killed run left something unfinished")
        .detail(format!("An earlier run was killed while {what} {}. {then}", left.intent.address));
    of(project, left, diagnostic)
}

fn of(project: &Project, left: &Unanswered, diagnostic: Diagnostic) -> Diagnostic {
    let unit = project.units.get(left.unit).filter(|_| !project.bare).map(|unit| unit.path.to_string());
    Diagnostic { unit, ..diagnostic.about(left.intent.address.to_string()) }
}

/// What names the object, as far as it was known before it was made.
fn identity(intent: &Intent) -> Option<String> {
    let planned = intent.planned.as_ref()?.to_value().ok()?;
    let mut parts: Vec<String> =
        NAMES.iter().filter_map(|name| Some(format!("{name} \"{}\"", planned.get(name)?.as_str()?))).collect();
    let tags = ["tags_all", "tags"].iter().find_map(|name| planned.get(name)?.as_object());
    let tags = tags.into_iter().flatten().filter_map(|(key, value)| match value {
        Value::String(text) => Some(format!("tag {key} \"{text}\"")),
        _ => None,
    });
    parts.extend(tags);
    (!parts.is_empty()).then(|| parts.join(", "))
}
