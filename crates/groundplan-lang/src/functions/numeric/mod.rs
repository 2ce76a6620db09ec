//! Numbers.

mod abs;
mod ceil;
mod floating;
mod floor;
mod log;
mod max;
mod min;
mod parseint;
mod pow;
mod signum;

use super::Function;

pub(super) static ALL: &[&Function] = &[
    &abs::ABS,
    &ceil::CEIL,
    &floor::FLOOR,
    &log::LOG,
    &max::MAX,
    &min::MIN,
    &parseint::PARSEINT,
    &pow::POW,
    &signum::SIGNUM,
];
