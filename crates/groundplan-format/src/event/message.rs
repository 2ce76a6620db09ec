use super::body::{EventAction, EventBody, EventChange, EventLevel, Hook, Operation};
use crate::{ChangeCounts, Severity};

impl EventBody {
    pub(super) fn level(&self) -> EventLevel {
        match self {
            Self::Diagnostic(diagnostic) if diagnostic.severity == Severity::Error => EventLevel::Error,
            Self::Diagnostic(_) => EventLevel::Warn,
            _ => EventLevel::Info,
        }
    }

    /// The event in words, as a person is told it.
    pub(super) fn message(&self) -> String {
        match self {
            Self::Version { groundplan: Some(version), .. } => format!("Groundplan {version}"),
            Self::Version { terraform, .. } => format!("Terraform {terraform}"),
            Self::Log { text } => text.clone(),
            Self::Diagnostic(diagnostic) => {
                let severity = if diagnostic.severity == Severity::Error { "Error" } else { "Warning" };
                format!("{severity}: {}", diagnostic.summary)
            }
            Self::ResourceDrift(change) => format!("{}: Drift detected ({})", address(change), verb(change.action)),
            Self::PlannedChange(change) => format!("{}: Plan to {}", address(change), verb(change.action)),
            Self::ChangeSummary { counts, operation } => summary(*counts, *operation),
            Self::Outputs(outputs) => format!("Outputs: {}", outputs.len()),
            Self::RefreshStart(hook) => format!("{}: Refreshing state...{}", hook.resource.addr, id(hook)),
            Self::RefreshComplete(hook) => format!("{}: Refresh complete{}", hook.resource.addr, id(hook)),
            Self::ApplyStart(hook) | Self::EphemeralOpStart(hook) => {
                format!("{}: {}...{}", hook.resource.addr, doing(hook).0, id(hook))
            }
            Self::ApplyProgress(hook) | Self::EphemeralOpProgress(hook) => progress(hook),
            Self::ApplyComplete(hook) | Self::EphemeralOpComplete(hook) => {
                format!("{}: {} complete after {}{}", hook.resource.addr, doing(hook).1, elapsed(hook), id(hook))
            }
            Self::ApplyErrored(hook) | Self::EphemeralOpErrored(hook) => {
                format!("{}: {} errored after {}", hook.resource.addr, doing(hook).1, elapsed(hook))
            }
            Self::ProvisionStart(hook) => {
                format!("{}: Provisioning with '{}'...", hook.resource.addr, provisioner(hook))
            }
            Self::ProvisionProgress(hook) => {
                let output = hook.output.as_deref().unwrap_or_default();
                format!("{}: ({}): {output}", hook.resource.addr, provisioner(hook))
            }
            Self::ProvisionComplete(hook) => {
                format!("{}: ({}) Provisioning complete", hook.resource.addr, provisioner(hook))
            }
            Self::ProvisionErrored(hook) => {
                format!("{}: ({}) Provisioning errored", hook.resource.addr, provisioner(hook))
            }
        }
    }
}

fn address(change: &EventChange) -> &str {
    &change.resource.addr
}

fn verb(action: EventAction) -> &'static str {
    match action {
        EventAction::Noop => "noop",
        EventAction::Create => "create",
        EventAction::Read => "read",
        EventAction::Update => "update",
        EventAction::Replace => "replace",
        EventAction::Delete => "delete",
        EventAction::Move => "move",
        EventAction::Import => "import",
        EventAction::Remove => "remove",
        EventAction::Open => "open",
        EventAction::Renew => "renew",
        EventAction::Close => "close",
    }
}

fn summary(counts: ChangeCounts, operation: Operation) -> String {
    let ChangeCounts { add, change, import, remove, forget } = counts;
    let forgotten = |words: &str| if forget > 0 { format!(", {forget} {words}") } else { String::new() };
    let imports = |words: &str| if import > 0 { format!("{import} {words}, ") } else { String::new() };
    match operation {
        Operation::Plan => format!(
            "Plan: {}{add} to add, {change} to change, {remove} to destroy{}.",
            imports("to import"),
            forgotten("to forget"),
        ),
        Operation::Apply => format!(
            "Apply complete! Resources: {}{add} added, {change} changed, {remove} destroyed{}.",
            imports("imported"),
            forgotten("forgotten"),
        ),
        Operation::Destroy => format!("Destroy complete! Resources: {remove} destroyed."),
    }
}

/// The work on an object as it goes on, and as a noun.
fn doing(hook: &Hook) -> (&'static str, &'static str) {
    match hook.action.unwrap_or_default() {
        EventAction::Create => ("Creating", "Creation"),
        EventAction::Update => ("Modifying", "Modifications"),
        EventAction::Delete => ("Destroying", "Destruction"),
        EventAction::Read => ("Reading", "Read"),
        EventAction::Replace => ("Replacing", "Replacement"),
        EventAction::Import => ("Importing", "Import"),
        EventAction::Move => ("Moving", "Move"),
        EventAction::Remove => ("Removing", "Removal"),
        EventAction::Open => ("Opening", "Opening"),
        EventAction::Renew => ("Renewing", "Renewal"),
        EventAction::Close => ("Closing", "Closing"),
        EventAction::Noop => ("Looking", "Look"),
    }
}

fn progress(hook: &Hook) -> String {
    let going_on = doing(hook).0.to_lowercase();
    let id = match (&hook.id_key, &hook.id_value) {
        (Some(key), Some(value)) => format!("{key}={value}, "),
        _ => String::new(),
    };
    format!("{}: Still {going_on}... [{id}{} elapsed]", hook.resource.addr, elapsed(hook))
}

fn id(hook: &Hook) -> String {
    match (&hook.id_key, &hook.id_value) {
        (Some(key), Some(value)) => format!(" [{key}={value}]"),
        _ => String::new(),
    }
}

fn provisioner(hook: &Hook) -> &str {
    hook.provisioner.as_deref().unwrap_or_default()
}

/// `3s`, `1m10s`, `1h0m5s`.
fn elapsed(hook: &Hook) -> String {
    let seconds = hook.elapsed_seconds.unwrap_or_default();
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match (hours, minutes) {
        (0, 0) => format!("{rest}s"),
        (0, _) => format!("{minutes}m{rest}s"),
        _ => format!("{hours}h{minutes}m{rest}s"),
    }
}
