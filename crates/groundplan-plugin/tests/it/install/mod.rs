//! Finding and installing packages.

mod mirror;
mod registry;
mod server;
mod terraform;
mod workspace;
