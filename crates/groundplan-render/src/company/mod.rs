//! The plan of a company: by account, then unit, then resource; only what changes; then the counts in a table.

mod document;
mod fold;
mod table;
mod unit;

pub use document::{Detail, company_plan};
