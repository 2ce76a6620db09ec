//! The files that configuration is read from, through the same door as functions read theirs
//! ([`FileAccess`](groundplan_lang::functions::FileAccess)): the disk, files that exist in memory only, and paths.

mod below;
mod disk;
mod glob;
mod memory;
mod mounts;
mod overlay;
mod path;
mod reader;

pub use disk::DiskFiles;
pub use glob::Glob;
pub use memory::MemoryFiles;
pub use mounts::MountedFiles;
pub use overlay::{Overlay, OverlayFile, OverlayFiles};
pub use path::{join, normalize, relative};
pub use reader::Reader;
