//! Listening.

use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;

use crate::error::Error;
use crate::gateway::config::GatewayConfig;
use crate::gateway::service::Gateway;

/// Serves the gateway on 127.0.0.1 until the future is dropped. `ready` is called once with the port when it listens.
///
/// # Errors
///
/// The port is taken, or the table of operations cannot be read.
pub async fn serve_gateway(config: GatewayConfig, ready: impl FnOnce(u16)) -> Result<(), Error> {
    let gateway = Arc::new(Gateway::new(&config)?);
    let listener = listen(&config).await?;
    let address = listener.local_addr().map_err(Error::io("listen on", Path::new("127.0.0.1")))?;
    ready(address.port());
    loop {
        // An error here is of one connection (it is gone already), or of too many open files, which pass.
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let gateway = gateway.clone();
        tokio::spawn(async move {
            let service = service_fn(|request| {
                let gateway = gateway.clone();
                async move { gateway.serve(request).await }
            });
            // How a connection ends is its client's affair.
            let _ = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(None)
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

async fn listen(config: &GatewayConfig) -> Result<TcpListener, Error> {
    let any = (Ipv4Addr::LOCALHOST, 0);
    match TcpListener::bind((Ipv4Addr::LOCALHOST, config.port)).await {
        Ok(listener) => Ok(listener),
        Err(_) if config.any_port && config.port != 0 => {
            TcpListener::bind(any).await.map_err(Error::io("listen on", Path::new("127.0.0.1")))
        }
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => Err(Error::PortTaken { port: config.port }),
        Err(error) => Err(Error::io("listen on", Path::new(&format!("127.0.0.1:{}", config.port)))(error)),
    }
}
