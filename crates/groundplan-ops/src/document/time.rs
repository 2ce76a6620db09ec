use std::time::SystemTime;

use jiff::Timestamp;

/// A moment to the second, as plans have it: `2026-11-22T20:36:06Z`. Empty for a moment that no calendar has.
pub(super) fn to_the_second(moment: SystemTime) -> String {
    format(moment, "%Y-%m-%dT%H:%M:%SZ")
}

/// A moment to the microsecond, as events have it.
pub(super) fn to_the_microsecond(moment: SystemTime) -> String {
    format(moment, "%Y-%m-%dT%H:%M:%S%.6fZ")
}

fn format(moment: SystemTime, form: &str) -> String {
    Timestamp::try_from(moment).map_or_else(|_| String::new(), |moment| moment.strftime(form).to_string())
}
