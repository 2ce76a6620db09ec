//! A configuration file of the live repository as it is written: parsed and sorted, nothing evaluated.

pub(super) mod blocks;
mod fields;
mod keys;
mod model;
mod read;

pub(super) use fields::{Field, Fields, any, flag, number, text, text_map, texts};
pub(super) use keys::refuse_repeated_keys;
pub(super) use model::{ConfigFile, ErrorsBlock, Given, NamedBlock, TerraformBlock};
pub(super) use read::{named_block, not_yet, schema_of};
