//! What is written down of a provider process: one file, messages of protobuf one after the other, each after its length.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use bytes::{Buf, Bytes};
use prost::Message;

/// How the process was started; the first message of a file. The environment holds whatever credentials the program had:
/// recordings are made against a local AWS, and thrown away.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct Start {
    #[prost(string, tag = "1")]
    pub(crate) program: String,
    #[prost(message, repeated, tag = "2")]
    pub(crate) environment: Vec<Variable>,
}

/// An environment variable.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct Variable {
    #[prost(string, tag = "1")]
    pub(crate) name: String,
    #[prost(string, tag = "2")]
    pub(crate) value: String,
}

/// A call and what it took; every further message of a file.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct Call {
    #[prost(string, tag = "1")]
    pub(crate) path: String,
    /// With the gRPC prefix of five bytes.
    #[prost(bytes = "bytes", tag = "2")]
    pub(crate) request: Bytes,
    /// Microseconds since 1970.
    #[prost(uint64, tag = "3")]
    pub(crate) started: u64,
    /// Microseconds since 1970.
    #[prost(uint64, tag = "4")]
    pub(crate) ended: u64,
}

/// Adds a message to a file.
pub(crate) fn write(file: &mut File, message: &impl Message) {
    file.write_all(&message.encode_length_delimited_to_vec()).expect("the recording can be written");
}

/// A process's start and its calls, in the order in which they began.
pub(crate) fn read(path: &Path) -> (Start, Vec<Call>) {
    let mut bytes = Bytes::from(std::fs::read(path).expect("the recording can be read"));
    let start = Start::decode_length_delimited(&mut bytes).expect("a recording's start");
    let mut calls = Vec::new();
    while bytes.has_remaining() {
        calls.push(Call::decode_length_delimited(&mut bytes).expect("a recording's call"));
    }
    calls.sort_by_key(|call| call.started);
    (start, calls)
}
