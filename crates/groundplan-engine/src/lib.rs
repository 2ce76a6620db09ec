//! One graph of resources: plan, apply, refresh. Knows no terminal, no files, no AWS.

mod apply;
mod builtin;
mod decode;
mod dependencies;
mod functions;
mod graph;
mod host;
mod objects;
mod order_of_diags;
mod plan;
mod provisioner;
mod refactor;
mod resource_graph;
mod session;
mod unsupported;
mod values;
mod walk;

pub use apply::{Applied, Recorder, apply};
pub use host::{Configured, EphemeralStep, Event, EventKind, Host, LineSink, LocalCommand, RemoteState};
pub use plan::{
    Action, Drift, Evaluation, Goal, Importing, InUnit, Options, OutputChange, Plan, Reason, ResourceChange, UnitPlan,
    evaluate, plan,
};
pub use resource_graph::ResourceNode;
pub use session::{Given, Session};
