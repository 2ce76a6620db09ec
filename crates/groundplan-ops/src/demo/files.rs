//! The files of the example company and of the catalog, as `build.rs` found them: paths in the folder of the demo, and
//! contents.

include!(concat!(env!("OUT_DIR"), "/files.rs"));
