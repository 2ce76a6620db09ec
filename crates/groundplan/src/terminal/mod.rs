//! The two ways out: data on standard output, talk on standard error, with one live line at its end on a terminal.

mod live;
mod look;
mod screen;

pub(crate) use look::Look;
pub(crate) use screen::Screen;
