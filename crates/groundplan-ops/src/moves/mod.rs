//! Objects that move from the state of one unit to that of another (`moved.hcl` beside `root.hcl`).

mod make;
mod plan;
mod statement;

pub(crate) use make::make;
pub(crate) use plan::{Transfer, planned};
