//! The gateway as a process of its own.

use std::io::{self, BufRead, Write};
use std::path::Path;

use tokio::signal::unix::{SignalKind, signal};

use crate::error::Error;
use crate::gateway::config::GatewayConfig;
use crate::gateway::server::serve_gateway;
use crate::process::{Handshake, detach};

/// The whole body of the hidden command that [`crate::Settings::gateway_command`] names.
///
/// The process leaves its terminal, reads its [`GatewayConfig`] as one line of JSON from standard input (and ends when
/// there is none: then nobody knows of it), says its port in one line of JSON on standard output, and serves until it is
/// told to end by SIGTERM or SIGINT.
///
/// # Errors
///
/// As [`serve_gateway`]; whoever started the process is told as well.
pub async fn gateway_process() -> Result<(), Error> {
    detach();
    let mut line = String::new();
    let input = Path::new("standard input");
    if io::stdin().lock().read_line(&mut line).map_err(Error::io("read", input))? == 0 {
        return Ok(());
    }
    let config: GatewayConfig = serde_json::from_str(&line).map_err(|error| Error::io("read", input)(error.into()))?;
    let mut terminate = signal(SignalKind::terminate()).map_err(Error::io("listen for signals in", input))?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Error::io("listen for signals in", input))?;
    let serving = serve_gateway(config, |port| {
        say(&Handshake { port: Some(port), version: Some(env!("CARGO_PKG_VERSION").to_owned()), error: None });
    });
    tokio::select! {
        ended = serving => {
            if let Err(error) = &ended {
                let port = if let Error::PortTaken { port } = error { Some(*port) } else { None };
                say(&Handshake { port, error: Some(error.to_string()), version: None });
            }
            ended
        }
        _ = terminate.recv() => Ok(()),
        _ = interrupt.recv() => Ok(()),
    }
}

/// Tells the starter. If it is gone, there is nobody to tell.
fn say(handshake: &Handshake) {
    if let Ok(line) = serde_json::to_string(handshake) {
        let mut out = io::stdout().lock();
        let _ = writeln!(out, "{line}");
        let _ = out.flush();
    }
}
