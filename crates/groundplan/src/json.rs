//! The event stream of `--json`, on standard output.

use groundplan_format::{Event, EventBody};
use serde::Serialize;

use crate::terminal::Screen;

/// The version of Terraform whose language and formats these are.
pub(crate) const TERRAFORM_VERSION: &str = "1.11.4";

/// The time, to the microsecond as events say it.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

/// An event without a unit, as a line.
pub(crate) fn event(body: EventBody) -> String {
    line(&Event::new(now(), None, body))
}

/// The first event: who speaks.
pub(crate) fn version() -> String {
    event(EventBody::Version {
        groundplan: Some(env!("CARGO_PKG_VERSION").to_owned()),
        terraform: TERRAFORM_VERSION.to_owned(),
        ui: Event::UI_VERSION.to_owned(),
    })
}

/// Diagnostics, a line each.
pub(crate) fn diagnostics(all: &[groundplan_format::Diagnostic]) -> String {
    let lines = all.iter().map(|it| {
        let body = EventBody::Diagnostic(Box::new(it.clone()));
        line(&Event::new(now(), it.unit.clone(), body))
    });
    lines.collect()
}

/// A document as one line.
pub(crate) fn line(document: &impl Serialize) -> String {
    // Our documents are made of strings, numbers, lists and maps with text as keys: they have no way to fail.
    let text = serde_json::to_string(document).unwrap_or_default();
    format!("{text}\n")
}

/// Says what is wrong: in the stream of events, or as text.
pub(crate) fn tell(all: &[groundplan_format::Diagnostic], json: bool, screen: &mut Screen) {
    if json {
        // Where the stream cannot be written, the exit code still says that something went wrong.
        let _ = screen.data(&diagnostics(all));
    } else if !all.is_empty() {
        let style = screen.look.talk;
        screen.talk(&groundplan_render::diagnostics(all, &style));
    }
}
