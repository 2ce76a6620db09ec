//! How moto is started.

use std::path::Path;

use serde::Serialize;
use tokio::process::Command;

use crate::install::Environment;

/// What `emulator/serve.py` is told.
#[derive(Debug, Serialize)]
pub(super) struct EmulatorConfig {
    /// The port to listen on; 0 for any free one.
    pub(super) port: u16,
}

/// The command that runs moto. It gets an environment of its own: none of the user's AWS settings, proxies or Python
/// settings reaches it, and the home folder that it sees is the sandbox's.
pub(super) fn command(environment: &Environment, state_dir: &Path) -> Command {
    let mut command = Command::new(environment.python());
    command
        .arg("-I")
        .arg(environment.program("serve.py"))
        .current_dir(state_dir)
        .env_clear()
        .env("HOME", state_dir)
        .env("LC_ALL", "C.UTF-8")
        .env("TZ", "UTC")
        .env("AWS_ACCESS_KEY_ID", "test")
        .env("AWS_SECRET_ACCESS_KEY", "test")
        .env("AWS_EC2_METADATA_DISABLED", "true");
    command
}
