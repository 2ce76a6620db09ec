use std::fmt;
use std::time::SystemTime;

use jiff::SignedDuration;
use jiff::civil::DateTime;

/// A moment as a timestamp says it: date and time of day somewhere, and how far that place is from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::functions) struct Moment {
    pub(super) local: DateTime,
    /// Seconds east of UTC.
    pub(super) offset: i32,
}

impl Moment {
    pub(in crate::functions) fn new(local: DateTime, offset: i32) -> Self {
        Self { local, offset }
    }

    /// The moment in UTC, to the second. `None` when it is outside of the years that can be written.
    pub(super) fn of(time: SystemTime) -> Option<Self> {
        let timestamp = jiff::Timestamp::try_from(time).ok()?;
        let local = jiff::tz::Offset::UTC.to_datetime(timestamp);
        Some(Self { local: local.with().subsec_nanosecond(0).build().ok()?, offset: 0 })
    }

    /// The moment after a duration, at the same distance from UTC.
    pub(super) fn add(self, duration: SignedDuration) -> Option<Self> {
        Some(Self { local: self.local.checked_add(duration).ok()?, offset: self.offset })
    }

    /// For comparing moments.
    pub(super) fn instant(self) -> SignedDuration {
        let local = self.local.duration_since(DateTime::ZERO);
        local.saturating_sub(SignedDuration::from_secs(self.offset.into()))
    }

    /// The distance from UTC as `+01:00`, or as `+0100` without the separator.
    pub(super) fn offset_text(self, separator: &str) -> String {
        let minutes = self.offset.unsigned_abs() / 60;
        let sign = if self.offset < 0 { '-' } else { '+' };
        format!("{sign}{:02}{separator}{:02}", minutes / 60, minutes % 60)
    }

    /// The distance from UTC as RFC 3339 has it, with `Z` for none.
    pub(super) fn zone(self) -> String {
        if self.offset == 0 { "Z".to_owned() } else { self.offset_text(":") }
    }
}

/// As RFC 3339 has it, to the second.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.local;
        write!(f, "{:04}-{:02}-{:02}", at.year(), at.month(), at.day())?;
        write!(f, "T{:02}:{:02}:{:02}{}", at.hour(), at.minute(), at.second(), self.zone())
    }
}
