//! IP networks.

mod cidrhost;
mod cidrnetmask;
mod cidrsubnet;
mod cidrsubnets;

mod prefix;

use super::Function;

pub(super) static ALL: &[&Function] =
    &[&cidrhost::CIDRHOST, &cidrnetmask::CIDRNETMASK, &cidrsubnet::CIDRSUBNET, &cidrsubnets::CIDRSUBNETS];
