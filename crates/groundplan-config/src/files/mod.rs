//! The files that configuration is read from, through the same door as functions read theirs
//! ([`FileAccess`](groundplan_lang::functions::FileAccess)): the disk, files that exist in memory only, and paths.

mod disk;
mod memory;
mod overlay;
mod path;
mod reader;

pub use disk::DiskFiles;
pub use memory::MemoryFiles;
pub use overlay::{Overlay, OverlayFile, OverlayFiles};
pub use path::{join, normalize, relative};
pub use reader::Reader;
