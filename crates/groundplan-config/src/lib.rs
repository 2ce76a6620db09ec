//! Configuration: `module/` reads Terraform modules, `live/` reads the live repository. Knows no providers and no state.

pub mod files;
pub mod live;
pub mod module;
