//! Background processes of the sandbox: starting one with a handshake, knowing it again later, ending it.

mod background;
mod identity;
mod lock;

pub(crate) use background::{Background, Handshake, detach};
pub(crate) use identity::ProcessId;
pub(crate) use lock::FileLock;
