//! One operation a file.

mod apply;
mod console;
mod drift;
mod fmt;
mod get;
mod graph;
mod import;
mod left_out;
mod output;
mod plan;
mod render;
mod run;
mod show;
mod stack_generate;
mod state;
mod unanswered;
mod validate;
mod version;

pub use apply::{ApplyReport, apply};
pub use console::{Console, console};
pub use drift::drift;
pub use fmt::{FormatReport, FormatSettings, Formatted, fmt, fmt_text};
pub use get::{CalledModule, get};
pub use graph::{ResourceGraph, ResourceNode, UnitGraph, UnitNode, graph, resource_graph};
pub use import::{Imported, import};
pub use output::{Outputs, output};
pub use plan::{PlanReport, plan};
pub use render::{Rendered, render};
pub use show::{Shown, show};
pub use stack_generate::stack_generate;
pub use state::{
    Forgotten, Moved, ProviderReplacement, PushSource, Replaced, ShownInstance, Unlocked, state_list, state_mv,
    state_pull, state_push, state_replace_provider, state_rm, state_show, state_unlock,
};
pub use validate::{ValidateReport, validate};
pub use version::{platform, provider_selections};
