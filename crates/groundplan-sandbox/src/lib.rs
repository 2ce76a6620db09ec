//! The local AWS: installing, starting, stopping and asking after it, and the gateway in front of it. Does not know the engine.
//!
//! A sandbox is two background processes: an *emulator* (moto, installed from a pinned list into an environment of its
//! own) and a *gateway* of ours that all traffic passes. [`up`] starts both, [`status`], [`reset`] and [`down`] do what
//! they say, and [`Overlay`] is what a provider process needs to talk to the sandbox in place of AWS.
//! `docs/sandbox.md` describes the whole for users.

pub mod client;
mod error;
mod external;
mod gateway;
mod http;
mod install;
mod lifecycle;
mod overlay;
mod process;
mod progress;
mod settings;

pub use error::Error;
pub use external::external;
pub use gateway::{GatewayConfig, gateway_process, serve_gateway};
pub use lifecycle::{Running, Status, down, reset, status, up};
pub use overlay::Overlay;
pub use progress::Progress;
pub use settings::{Port, Settings};
