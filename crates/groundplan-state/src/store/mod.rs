//! The contracts that a place for states fulfils, and the rules that all of them share.

mod contract;
mod held;
mod lock;
mod succession;

pub use contract::{StateStore, StoreError};
pub use held::HeldLocks;
pub use lock::{Lock, LockError, LockInfo};
pub use succession::{Refusal, check_push, check_write};
