//! Looking into states and changing them by hand.

mod edit;
mod list;
mod mv;
mod pull;
mod push;
mod replace_provider;
mod rm;
mod show;
mod unlock;

pub use list::state_list;
pub use mv::{Moved, state_mv};
pub use pull::state_pull;
pub use push::{PushSource, state_push};
pub use replace_provider::{ProviderReplacement, Replaced, state_replace_provider};
pub use rm::{Forgotten, state_rm};
pub use show::{ShownInstance, state_show};
pub use unlock::{Unlocked, state_unlock};
