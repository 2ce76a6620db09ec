//! Where state is kept: local disk and S3. Does not know the engine.
//!
//! Each kind of place is a module with one [`groundplan_state::StateStore`].

mod holder;
mod local;
mod s3;

pub use holder::current_holder;
pub use local::LocalStore;
pub use s3::{
    ArgumentError, AssumedRole, CallerIdentity, Connections, Downloaded, ObjectPlace, S3Config, S3Store, SessionKeys,
    StandIn,
};
