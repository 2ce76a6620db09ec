//! The engine's outside: provider processes, the files and the clock of functions, progress.

mod aws;
mod buckets;
mod caller;
mod clock;
mod engine_host;
mod local_exec;
mod lost;
mod modules;
mod packages;
mod pool;
mod programs;
mod provider_log;
mod remote_state;
mod role;
mod stop;

pub(crate) use buckets::AwsBuckets;
pub(crate) use caller::AwsCaller;
pub(crate) use clock::SystemClock;
pub use engine_host::EventSink;
pub(crate) use engine_host::{EngineHost, HostSettings};
pub(crate) use lost::import_id;
pub(crate) use modules::module_fetcher;
pub(crate) use programs::{SystemPrograms, program_environment, run_program};
pub(crate) use provider_log::provider_log;
pub(crate) use role::{assumed, keys};
pub use stop::StopSignal;
