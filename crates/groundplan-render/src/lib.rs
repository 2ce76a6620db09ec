//! Terminal text from the documents of `groundplan-format`. Does not know the engine.
//!
//! Every function is pure: a document and a [`Style`] give a text. What is shown on a terminal, on a page and in a
//! review comment therefore says the same. Nothing is said by colour alone, values never carry control characters to the
//! terminal, and sensitive values are not shown.

mod company;
mod diagnostic;
mod diff;
mod literal;
mod plan;
mod print;
mod progress;
mod style;
mod unified_diff;
mod values;

pub use company::{Detail, company_plan};
pub use diagnostic::diagnostics;
pub use plan::{plan, summary};
pub use progress::{Activity, apply_complete, progress};
pub use style::Style;
pub use unified_diff::unified_diff;
pub use values::{output_value, outputs, resource_state, state, state_list};
