use std::path::Path;

use bytes::{Buf, BufMut, Bytes};
use http::uri::PathAndQuery;
use prost::Message;
use tonic::client::Grpc;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Status};

/// The largest message either way. Terraform's limit: schemas of large providers are tens of megabytes.
const MAX_MESSAGE: usize = 256 << 20;

/// A gRPC connection to a plugin's socket; clones share it, and calls on it run at the same time.
#[derive(Clone, Debug)]
pub(crate) struct Connection {
    grpc: Grpc<Channel>,
}

impl Connection {
    /// Connects to the socket. Plain, without TLS: the socket lies in a folder of mode 0700 that only this user can
    /// enter, made for this one process, so there is nobody on the way to keep out.
    pub(crate) async fn open(socket: &Path) -> Result<Self, tonic::transport::Error> {
        let endpoint = Endpoint::from_shared(format!("unix://{}", socket.display()))?
            .initial_connection_window_size(Some(8 << 20))
            .initial_stream_window_size(Some(8 << 20));
        let channel = endpoint.connect().await?;
        let grpc = Grpc::new(channel).max_decoding_message_size(MAX_MESSAGE).max_encoding_message_size(MAX_MESSAGE);
        Ok(Self { grpc })
    }

    /// Makes a call.
    pub(crate) async fn call<M: Message + Default>(
        &self,
        path: &'static str,
        request: &impl Message,
    ) -> Result<M, Status> {
        let answer = self.call_raw(path, request.encode_to_vec().into()).await?;
        M::decode(answer).map_err(|error| Status::internal(format!("the answer cannot be read: {error}")))
    }

    /// Makes a call with encoded messages.
    pub(crate) async fn call_raw(&self, path: &'static str, request: Bytes) -> Result<Bytes, Status> {
        let mut grpc = self.grpc.clone();
        grpc.ready().await.map_err(|error| Status::unavailable(in_full(&error)))?;
        let path = PathAndQuery::from_static(path);
        Ok(grpc.unary(Request::new(request), path, EncodedCodec).await?.into_inner())
    }
}

/// An error and all that caused it, in one line. A cause that only repeats what was said is left out.
pub(crate) fn in_full(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let reason = inner.to_string();
        if !text.ends_with(&reason) {
            text.push_str(": ");
            text.push_str(&reason);
        }
        cause = inner.source();
    }
    text
}

/// Passes messages as the bytes that they are: the schema answer is kept as it came, and is decoded piece by piece.
struct EncodedCodec;

impl Codec for EncodedCodec {
    type Encode = Bytes;
    type Decode = Bytes;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self
    }

    fn decoder(&mut self) -> Self {
        Self
    }
}

impl Encoder for EncodedCodec {
    type Item = Bytes;
    type Error = Status;

    fn encode(&mut self, item: Bytes, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        buffer.put(item);
        Ok(())
    }
}

impl Decoder for EncodedCodec {
    type Item = Bytes;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<Bytes>, Status> {
        Ok(Some(buffer.copy_to_bytes(buffer.remaining())))
    }
}
