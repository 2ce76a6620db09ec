//! State in S3, with locks beside it or in a DynamoDB table: what Terraform's `s3` backend and Terragrunt's `remote_state`
//! for it understand.
//!
//! The two services are spoken to through AWS's own SDK, which brings credentials (environment, profiles, single sign-on, web
//! identity, container and instance roles), addresses of all partitions, retries and checksums.

mod argument_error;
mod arguments;
mod bucket;
mod bucket_policy;
mod config;
mod connect;
mod connection_config;
mod connections;
mod create;
mod download;
mod error;
mod iam;
mod keys;
mod lock_file;
mod lock_table;
mod object;
mod roles;
mod session;
mod store;
mod sts;
mod table;

pub use argument_error::ArgumentError;
pub use config::S3Config;
pub use connections::{Connections, StandIn};
pub use download::{Downloaded, ObjectPlace};
pub use session::{AssumedRole, SessionKeys};
pub use store::S3Store;
pub use sts::CallerIdentity;
