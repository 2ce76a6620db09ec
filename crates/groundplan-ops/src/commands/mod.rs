//! One operation a file.

mod apply;
mod output;
mod plan;
mod run;
mod show;
mod state_list;
mod validate;

pub use apply::{ApplyReport, apply};
pub use output::{Outputs, output};
pub use plan::{PlanReport, plan};
pub use show::{Shown, show};
pub use state_list::state_list;
pub use validate::{ValidateReport, validate};
