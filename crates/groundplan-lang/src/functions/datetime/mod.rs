//! Moments.

mod formatdate;
mod plantimestamp;
mod timeadd;
mod timecmp;
mod timestamp;

mod duration;
mod moment;
mod rfc3339;

pub(super) use moment::Moment;

use super::Function;

pub(super) static ALL: &[&Function] = &[
    &formatdate::FORMATDATE,
    &plantimestamp::PLANTIMESTAMP,
    &timeadd::TIMEADD,
    &timecmp::TIMECMP,
    &timestamp::TIMESTAMP,
];
