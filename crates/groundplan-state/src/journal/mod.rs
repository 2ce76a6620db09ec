//! The journal of a run: what was about to be done and what came of it, on disk before the next step.
//!
//! One file for a run, whatever the number of units. An [`Intent`] is recorded before a provider call that changes something,
//! the [`Change`](crate::Change)s that its answer means to the state after it. Once a snapshot with these changes is in the
//! store, they are dropped from the journal, and the file is removed when nothing is left. A run that finds a journal is
//! told what a killed run left: see [`Recovery`].
//!
//! The file is text. After a head line come frames, one for each write that was made durable: `#NUMBER LENGTH CHECKSUM` and
//! then LENGTH bytes of records, one JSON object a line. The next frame is only written when the one before it is on disk, so
//! that a frame that is not whole is the last one and was never reported as durable: it is dropped. A damaged frame with a
//! whole one behind it is an error.

mod error;
mod frame;
mod handle;
mod live;
mod lock;
mod record;
mod recovery;
mod writer;

pub use error::JournalError;
pub use handle::{Durable, Journal, Mark};
pub use record::{Action, Intent, Token};
pub use recovery::{Fit, Recovery, UnitRecovery};
