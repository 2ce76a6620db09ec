//! Provider processes: started, shaken hands with, listened to, and ended — also when this program is killed.

mod error;
mod executable;
mod folder;
mod handshake;
mod line;
mod log;
mod running;
mod spawner;

pub use error::LaunchError;
pub use log::{LogLevel, LogLine, LogSink};

pub(crate) use running::{Process, StartSettings};
