//! Types, marks and the catching of errors.

mod can;
mod ephemeralasnull;
mod issensitive;
mod nonsensitive;
mod sensitive;
mod to;
mod tobool;
mod tolist;
mod tomap;
mod tonumber;
mod toset;
mod tostring;
mod r#try;

use super::Function;

pub(super) static ALL: &[&Function] = &[
    &can::CAN,
    &ephemeralasnull::EPHEMERALASNULL,
    &issensitive::ISSENSITIVE,
    &nonsensitive::NONSENSITIVE,
    &sensitive::SENSITIVE,
    &tobool::TOBOOL,
    &tolist::TOLIST,
    &tomap::TOMAP,
    &tonumber::TONUMBER,
    &toset::TOSET,
    &tostring::TOSTRING,
    &r#try::TRY,
];
