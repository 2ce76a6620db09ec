//! Objects that keep their place in the world while configuration changes: `moved`, `import` and `removed` blocks.

mod cross_type;
mod endpoint;
mod imports;
mod moves;
mod removals;
mod statements;
mod valid_moves;

pub(crate) use imports::{Wanted, no_configuration};
pub(crate) use moves::{Moves, move_objects};
pub(crate) use removals::{removal_errors, removal_of, removed_block};
pub(crate) use statements::{Statement, statements};
pub(crate) use valid_moves::{blocked_moves, move_errors};
