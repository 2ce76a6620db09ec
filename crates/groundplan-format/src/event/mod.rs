//! The event stream of `--json`: one JSON object a line, Terraform's "machine-readable UI" with the unit added.

mod body;
mod codec;
mod message;
mod of_plan;

pub use body::{EventAction, EventBody, EventChange, EventLevel, EventOutput, Hook, Operation, ResourceRef};

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// How much it matters.
    pub level: EventLevel,
    /// What a person is told.
    pub message: String,
    /// When, RFC 3339 in UTC.
    pub timestamp: String,
    /// The path of the unit that it is about, in a run over several.
    pub unit: Option<String>,
    /// What happened.
    pub body: EventBody,
}

impl Event {
    /// The version of Terraform's event format that is written.
    pub const UI_VERSION: &str = "1.2";

    /// The event for something that happened; level and message follow from it.
    #[must_use]
    pub fn new(timestamp: impl Into<String>, unit: Option<String>, body: EventBody) -> Self {
        Self { level: body.level(), message: body.message(), timestamp: timestamp.into(), unit, body }
    }
}
