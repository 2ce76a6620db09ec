//! What a gateway is told when it starts.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::settings::Port;

/// What a gateway is told when it starts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GatewayConfig {
    /// The port on 127.0.0.1 to listen on; 0 for any free one.
    pub port: u16,
    /// Whether another free port will do when that one is taken.
    pub any_port: bool,
    /// The emulator's port on 127.0.0.1.
    pub emulator_port: u16,
    /// The emulator's version, for messages.
    pub emulator_version: String,
    /// The file with the names of AWS's operations, as `emulator/operations.py` writes it. Without it, calls of REST
    /// services are named by method and path.
    pub operations: Option<PathBuf>,
}

impl GatewayConfig {
    /// A gateway on `port` in front of an emulator on `emulator_port` of the same machine.
    pub fn new(port: Port, emulator_port: u16, emulator_version: impl Into<String>) -> Self {
        let (port, any_port) = match port {
            Port::Any => (0, true),
            Port::Prefer(port) => (port, true),
            Port::Fixed(port) => (port, false),
        };
        Self { port, any_port, emulator_port, emulator_version: emulator_version.into(), operations: None }
    }
}
