//! YAML as Terraform reads and writes it (`go-cty-yaml`, upon a port of `libyaml`).

mod emit;
mod load;
mod scalar;

pub(super) use emit::emit;
pub(super) use load::load;
