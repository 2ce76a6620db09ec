//! Printing a [`Diff`](crate::diff::Diff): the text of a value with the marks of what happens to its parts.
//!
//! A part's line is indented by four columns per level, of which the last four hold its mark; the line that closes a
//! value stands one level further out.

mod block;
mod brief;
mod marks;
mod printer;
mod text;
mod value;

pub(crate) use brief::brief;
pub(crate) use marks::{action_mark, mark};
pub(crate) use printer::{Look, Printer};
