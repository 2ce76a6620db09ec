use std::ops::{BitOr, BitOrAssign};

/// Marks of a value. A mark spreads to whatever is made from the value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Marks(u8);

impl Marks {
    /// No mark.
    pub const NONE: Self = Self(0);
    /// Not to be shown.
    pub const SENSITIVE: Self = Self(1);
    /// Not to be kept: neither in plans nor in states.
    pub const EPHEMERAL: Self = Self(2);

    /// Whether there is no mark.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of the other's marks are among these.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the value must not be shown.
    #[must_use]
    pub fn is_sensitive(self) -> bool {
        self.contains(Self::SENSITIVE)
    }

    /// Whether the value must not be kept.
    #[must_use]
    pub fn is_ephemeral(self) -> bool {
        self.contains(Self::EPHEMERAL)
    }

    /// These without the other's.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl BitOr for Marks {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Marks {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
