//! What the caller decides about a sandbox.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// On which loopback port the gateway listens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Port {
    /// Any free one.
    #[default]
    Any,
    /// This one if it is free, else any.
    Prefer(u16),
    /// This one; an error if it is taken.
    Fixed(u16),
}

/// What the caller decides about a sandbox. Child processes that install the emulator inherit the caller's environment
/// (so that `HTTPS_PROXY`, `PIP_INDEX_URL` and the like work); the sandbox itself runs with an environment of its own.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the emulator's environment is kept, shared by all sandboxes of the user; `…/groundplan` in the user's
    /// cache folder. Made when missing.
    pub cache_dir: PathBuf,
    /// Where this sandbox keeps its record, lock and logs. Two folders are two sandboxes. Made when missing.
    pub state_dir: PathBuf,
    /// The Python interpreter to use; `None` looks for `python3` and its versions on the `PATH`.
    pub python: Option<PathBuf>,
    /// The command that runs [`crate::gateway_process`]: the program and its arguments, such as
    /// `[current_exe, "sandbox", "serve-gateway"]`.
    pub gateway_command: Vec<OsString>,
    /// The gateway's port.
    pub port: Port,
    /// How long each of the two processes may take until it is ready.
    pub start_timeout: Duration,
}

impl Settings {
    /// The usual settings: sandbox state beside the emulator's environment, any free port, a minute to start.
    pub fn new(cache_dir: impl Into<PathBuf>, gateway_command: Vec<OsString>) -> Self {
        let cache_dir = cache_dir.into();
        Self {
            state_dir: cache_dir.join("sandbox"),
            cache_dir,
            python: None,
            gateway_command,
            port: Port::Any,
            start_timeout: Duration::from_secs(60),
        }
    }
}
