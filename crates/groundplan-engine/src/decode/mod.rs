//! From a body as written to a value of a provider's schema: attributes evaluated and converted, nested blocks collected,
//! `dynamic` blocks expanded (HCL's "Dynamic Blocks Extension"; Terraform's "dynamic Blocks").

mod attribute_blocks;
mod block;
mod dynamic;

pub(crate) use block::{absent, decode};
pub(crate) use dynamic::Dynamic;
