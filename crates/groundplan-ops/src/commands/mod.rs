//! One operation a file.

mod apply;
mod drift;
mod import;
mod output;
mod plan;
mod run;
mod show;
mod state;
mod validate;

pub use apply::{ApplyReport, apply};
pub use drift::drift;
pub use import::{Imported, import};
pub use output::{Outputs, output};
pub use plan::{PlanReport, plan};
pub use show::{Shown, show};
pub use state::{
    Forgotten, Moved, ProviderReplacement, PushSource, Replaced, ShownInstance, state_list, state_mv, state_pull,
    state_push, state_replace_provider, state_rm, state_show,
};
pub use validate::{ValidateReport, validate};
