//! The whole binary, as a shell sees it: what it prints, where, and its exit code. What needs a provider or the local AWS is
//! tested in `/tests`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a failed helper fails the test")]

mod builtins;
mod command_line;
mod console;
mod deleted;
mod errors;
mod hooks;
mod init;
mod keep_going;
mod live;
mod messages;
mod sandbox;
mod state;
mod subtree;
mod support;
mod tools;
mod waiting;
