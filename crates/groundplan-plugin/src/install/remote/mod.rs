//! Packages from servers: registries ("Provider Registry Protocol") and network mirrors ("Provider Network Mirror
//! Protocol").

mod download;
mod network_mirror;
mod registry;
mod signature;

pub(super) use download::RemotePackage;
pub(super) use network_mirror::NetworkMirror;
pub(super) use registry::Registry;
