//! Files and paths.

mod abspath;
mod basename;
mod dirname;
mod file;
mod filebase64;
mod fileexists;
mod fileset;
mod pathexpand;
mod templatefile;

mod glob;
mod path;
mod read;

pub(super) use read::open;
pub(super) use templatefile::template_variables;

use super::Function;

pub(super) static ALL: &[&Function] = &[
    &abspath::ABSPATH,
    &basename::BASENAME,
    &dirname::DIRNAME,
    &file::FILE,
    &filebase64::FILEBASE64,
    &fileexists::FILEEXISTS,
    &fileset::FILESET,
    &pathexpand::PATHEXPAND,
    &templatefile::TEMPLATEFILE,
];
