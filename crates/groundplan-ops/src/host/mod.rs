//! The engine's outside: provider processes, the files and the clock of functions, progress.

mod aws;
mod clock;
mod engine_host;
mod packages;
mod pool;
mod stop;

pub(crate) use clock::SystemClock;
pub use engine_host::EventSink;
pub(crate) use engine_host::{EngineHost, HostSettings};
pub use stop::StopSignal;
