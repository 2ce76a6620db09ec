//! gRPC calls as bytes: neither end of the recorder needs to understand them.

use std::path::Path;

use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use tokio::net::UnixStream;

/// Enough for every message, so that nobody waits for the other's permission to send.
const WINDOW: u32 = 64 << 20;

/// The way to a provider's socket. Clones share it, and calls on it run at the same time.
#[derive(Clone)]
pub(crate) struct Channel {
    sender: h2::client::SendRequest<Bytes>,
}

/// What came back of a call.
pub(crate) struct Answer {
    /// The message with its gRPC prefix of five bytes; empty after an error.
    pub(crate) body: Bytes,
    /// `grpc-status` and what belongs to it.
    pub(crate) trailers: HeaderMap,
}

impl Channel {
    pub(crate) async fn open(socket: &Path) -> Self {
        let stream = UnixStream::connect(socket).await.expect("the provider listens");
        let mut builder = h2::client::Builder::new();
        builder.initial_window_size(WINDOW).initial_connection_window_size(WINDOW);
        let (sender, connection) = builder.handshake(stream).await.expect("the provider speaks HTTP/2");
        // It ends with the provider, which is told to end.
        tokio::spawn(connection);
        Self { sender }
    }

    /// Makes a call. The body has the gRPC prefix already.
    pub(crate) async fn call(&self, path: &str, body: Bytes) -> Result<Answer, h2::Error> {
        let request = http::Request::post(format!("http://localhost{path}"))
            .header("content-type", "application/grpc")
            .header("te", "trailers")
            .body(())
            .expect("a path of gRPC");
        let mut sender = self.sender.clone().ready().await?;
        let (response, mut stream) = sender.send_request(request, false)?;
        stream.send_data(body, true)?;
        let response = response.await?;
        // An answer that is only an error has no trailers: its headers are them.
        let headers = response.headers().clone();
        let mut stream = response.into_body();
        let body = collect(&mut stream).await?;
        let trailers = stream.trailers().await?.unwrap_or(headers);
        Ok(Answer { body, trailers })
    }
}

/// All of a body.
pub(crate) async fn collect(stream: &mut h2::RecvStream) -> Result<Bytes, h2::Error> {
    let mut body = BytesMut::new();
    while let Some(part) = stream.data().await {
        let part = part?;
        stream.flow_control().release_capacity(part.len())?;
        body.extend_from_slice(&part);
    }
    Ok(body.freeze())
}

/// A server's side of a connection that holds nobody up.
pub(crate) fn server() -> h2::server::Builder {
    let mut builder = h2::server::Builder::new();
    builder.initial_window_size(WINDOW).initial_connection_window_size(WINDOW).max_send_buffer_size(WINDOW as usize);
    builder
}
