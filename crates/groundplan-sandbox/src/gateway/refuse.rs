//! What the gateway says when the sandbox cannot do what it was asked.
//!
//! Codes of the sandbox's own, with a status that no client repeats: a program that sees AWS's own `UnknownOperation` or
//! a server's error may go on without the operation or try for minutes, and nobody learns what was missing.

use bytes::Bytes;
use hyper::header::HeaderMap;
use serde::Deserialize;

use crate::gateway::call::Call;
use crate::gateway::protocol::ApiError;

/// The header by which the emulator's process marks what is not an answer (`emulator/serve.py`).
const MARK: &str = "x-groundplan-emulator";

/// What the emulator says in place of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// It does not have the operation.
    Unknown,
    /// It has, and broke.
    Failed,
}

/// Reads the emulator's mark, if there is one.
pub(crate) fn mark(headers: &HeaderMap) -> Option<Mark> {
    match headers.get(MARK)?.as_bytes() {
        b"unknown" => Some(Mark::Unknown),
        b"failed" => Some(Mark::Failed),
        _ => None,
    }
}

#[derive(Deserialize, Default)]
struct Said {
    #[serde(rename = "type")]
    kind: String,
    message: String,
}

/// The error for a call that the emulator did not answer; `said` is the body of what it said instead.
pub(crate) fn not_answered(mark: Mark, call: &Call, emulator: &str, said: &Bytes) -> ApiError {
    let Call { service, operation, .. } = call;
    let said: Said = serde_json::from_slice(said).unwrap_or_default();
    match mark {
        Mark::Unknown => ApiError::client(
            "SandboxNotImplemented",
            format!(
                "the sandbox does not have {service} {operation}: neither moto {emulator} nor the gateway answers it"
            ),
        ),
        // A race of two calls inside the emulator: the next try gets through.
        Mark::Failed if said.kind == "RuntimeError" && said.message.contains("changed size during iteration") => {
            ApiError { status: 500, code: "InternalError".to_owned(), message: said.message }
        }
        Mark::Failed => ApiError::client(
            "SandboxEmulatorFailed",
            format!("moto {emulator} broke at {service} {operation}: {}: {}", said.kind, said.message),
        ),
    }
}

/// The error for a call when the emulator itself is not to be reached.
pub(crate) fn no_emulator(reason: &str) -> ApiError {
    ApiError::client(
        "SandboxEmulatorGone",
        format!("the sandbox's emulator does not answer ({reason}); `groundplan sandbox up` starts a new, empty one"),
    )
}

/// What a client is told that wants to reach another machine through the gateway.
pub(crate) fn outside(authority: &str) -> String {
    format!("the sandbox serves AWS on this machine only; {authority} is somewhere else\n")
}
