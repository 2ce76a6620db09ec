use groundplan_format::{Action, ActionReason, ResourceChange};
use serde_json::Value;

use super::resource::Cause;
use crate::literal;
use crate::style::{Style, Tone};

/// The comment lines above a resource's change: what happens to it and why, each with a line break.
pub(super) fn header(resource: &ResourceChange, cause: Cause, style: &Style) -> String {
    let mut lines = vec![headline(resource, cause, style)];
    let change = &resource.change;
    lines.extend(reason(resource).map(|reason| format!("  # ({reason})")));
    if resource.deposed.is_some() {
        lines.push("  # (left over from a replacement of this instance that failed half-way)".to_owned());
    }
    if resource.is_moved() && change.action != Action::NoOp {
        lines.push(format!(
            "  # (moved from {})",
            literal::line(resource.previous_address.as_deref().unwrap_or_default())
        ));
    }
    if let Some(importing) = &change.importing {
        match &importing.id {
            Some(_) if change.action == Action::NoOp && change.generated_config.is_none() => {}
            Some(_) if change.action == Action::NoOp => {
                lines.push("  # (its configuration is generated)".to_owned());
            }
            Some(id) => lines.push(format!("  # (imported from {})", literal::quoted(id))),
            None => lines.push("  # (imported first)".to_owned()),
        }
        if change.action.is_replace() {
            lines.push(style.paint(Tone::Change, "  # Warning: this destroys the imported object"));
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn headline(resource: &ResourceChange, cause: Cause, style: &Style) -> String {
    let deposed =
        resource.deposed.as_ref().map(|key| format!(" (deposed object {})", literal::line(key))).unwrap_or_default();
    let named = |address: &str| style.paint(Tone::Strong, format!("{}{deposed}", literal::line(address)));
    let address = named(&resource.address);
    let danger = |word: &str| style.paint(Tone::Danger, word);
    let text = match (resource.change.action, cause) {
        (Action::NoOp, _) if resource.is_moved() => {
            format!("{} has moved to {address}", named(resource.previous_address.as_deref().unwrap_or_default()))
        }
        (Action::NoOp, _) => format!("{address} will be imported"),
        (Action::Create, _) => format!("{address} will be created"),
        (Action::Read, _) => format!("{address} will be read during apply"),
        (Action::Update, Cause::Planned) => format!("{address} will be updated in-place"),
        (Action::Update, Cause::Drift) => format!("{address} has changed"),
        (Action::Delete, Cause::Planned) => format!("{address} will be {}", danger("destroyed")),
        (Action::Delete, Cause::Drift) => format!("{address} has been deleted"),
        (Action::Forget, _) => {
            format!("{address} will no longer be managed, but {} be destroyed", style.paint(Tone::Strong, "will not"))
        }
        (Action::DeleteThenCreate | Action::CreateThenDelete, _) => {
            let replaced = danger("replaced");
            match &resource.action_reason {
                Some(ActionReason::ReplaceBecauseTainted) => format!("{address} is tainted, so must be {replaced}"),
                Some(ActionReason::ReplaceByRequest) => format!("{address} will be {replaced}, as requested"),
                Some(ActionReason::ReplaceByTriggers) => {
                    format!("{address} will be {replaced} due to changes in replace_triggered_by")
                }
                _ => format!("{address} must be {replaced}"),
            }
        }
    };
    format!("  # {text}")
}

/// Why an object is read, destroyed or forgotten, where the configuration alone does not say it.
fn reason(resource: &ResourceChange) -> Option<String> {
    let plain = |text: &str| Some(text.to_owned());
    let because = |what: &str| Some(format!("because {} is not in configuration", literal::line(what)));
    if resource.change.action == Action::Forget {
        return plain("the configuration says destroy = false");
    }
    match resource.action_reason.as_ref()? {
        ActionReason::ReadBecauseConfigUnknown => plain("config refers to values not yet known"),
        ActionReason::ReadBecauseDependencyPending => plain("depends on a resource or a module with changes pending"),
        ActionReason::ReadBecauseCheckNested => plain("config will be reloaded to verify a check block"),
        ActionReason::DeleteBecauseNoResourceConfig => {
            because(&format!("{}.{}", resource.resource_type, resource.name))
        }
        ActionReason::DeleteBecauseNoModule => because(resource.module_address.as_deref().unwrap_or("its module")),
        ActionReason::DeleteBecauseNoMoveTarget => Some(format!(
            "because {} was moved to {}, which is not in configuration",
            literal::line(resource.previous_address.as_deref().unwrap_or("it")),
            literal::line(&resource.address),
        )),
        ActionReason::DeleteBecauseWrongRepetition => plain(match &resource.index {
            None => "because resource uses count or for_each",
            Some(Value::Number(_)) => "because resource does not use count",
            Some(_) => "because resource does not use for_each",
        }),
        ActionReason::DeleteBecauseCountIndex => {
            Some(format!("because index {} is out of range for count", key(resource)))
        }
        ActionReason::DeleteBecauseEachKey => Some(format!("because key {} is not in for_each map", key(resource))),
        ActionReason::ReplaceBecauseTainted
        | ActionReason::ReplaceBecauseCannotUpdate
        | ActionReason::ReplaceByRequest
        | ActionReason::ReplaceByTriggers
        | ActionReason::Other(_) => None,
    }
}

fn key(resource: &ResourceChange) -> String {
    format!("[{}]", resource.index.as_ref().map(literal::scalar).unwrap_or_default())
}
