use groundplan_format::{ChangeCounts, Event, EventAction, EventBody, Hook, Operation, Outputs};

use crate::literal;
use crate::style::{Style, Tone};
use crate::values::outputs;

/// The line for an event, without a line break, or `None` for one that gets no line: those that only tell how reading
/// goes on (see [`Activity`](crate::Activity)), those that the plan's text says better, and diagnostics, which are shown
/// together at the end.
///
/// In a run over several units the line begins with the unit's path.
#[must_use]
pub fn progress(event: &Event, style: &Style) -> Option<String> {
    let text = match &event.body {
        EventBody::ApplyStart(hook) | EventBody::ApplyProgress(hook) | EventBody::ApplyComplete(hook)
            if hook.action == Some(EventAction::Read) =>
        {
            return None;
        }
        EventBody::ApplyStart(hook)
        | EventBody::ApplyProgress(hook)
        | EventBody::EphemeralOpStart(hook)
        | EventBody::EphemeralOpProgress(hook)
        | EventBody::EphemeralOpComplete(hook)
        | EventBody::ProvisionStart(hook)
        | EventBody::ProvisionProgress(hook)
        | EventBody::ProvisionComplete(hook) => told(event, hook, None, style),
        EventBody::ApplyComplete(hook) => told(event, hook, Some(Tone::Add), style),
        EventBody::ApplyErrored(hook) | EventBody::EphemeralOpErrored(hook) | EventBody::ProvisionErrored(hook) => {
            told(event, hook, Some(Tone::Danger), style)
        }
        EventBody::Log { text } => literal::line(text).into_owned(),
        _ => return None,
    };
    Some(match &event.unit {
        Some(unit) => format!("{} {text}", style.paint(Tone::Faint, format!("[{}]", literal::line(unit)))),
        None => text,
    })
}

/// The event's message, with the address in bold and the rest in the tone.
fn told(event: &Event, hook: &Hook, tone: Option<Tone>, style: &Style) -> String {
    let rest = event.message.strip_prefix(&hook.resource.addr).unwrap_or(&event.message);
    let rest = literal::line(rest);
    let address = style.paint(Tone::Strong, literal::line(&hook.resource.addr));
    format!("{address}{}", tone.map_or_else(|| rest.to_string(), |tone| style.paint(tone, &rest)))
}

/// The end of an apply that went well: what was done, and the output values when there are any.
#[must_use]
pub fn apply_complete(counts: ChangeCounts, operation: Operation, values: &Outputs, style: &Style) -> String {
    let message = Event::new("", None, EventBody::ChangeSummary { counts, operation }).message;
    let (done, resources) = message.split_once("! ").unwrap_or(("", &message));
    let mut out =
        format!("{} {}\n", style.paint(Tone::Success, format!("{done}!")), style.paint(Tone::Strong, resources));
    if !values.is_empty() {
        out.push_str(&format!("\n{}\n\n{}", style.paint(Tone::Strong, "Outputs:"), outputs(values, style)));
    }
    out
}
