use std::sync::Arc;

use crate::Number;

/// What is known of a value that is not known (`cty`'s refinements).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Refinement {
    /// It is not null.
    pub not_null: bool,
    /// A string that starts with this.
    pub prefix: Option<Arc<str>>,
    /// The least number, and whether it may be that number itself.
    pub number_min: Option<(Number, bool)>,
    /// The greatest number, and whether it may be that number itself.
    pub number_max: Option<(Number, bool)>,
    /// The least number of elements.
    pub length_min: Option<usize>,
    /// The greatest number of elements.
    pub length_max: Option<usize>,
}

impl Refinement {
    /// Only that it is not null.
    #[must_use]
    pub fn not_null() -> Self {
        Self { not_null: true, ..Self::default() }
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
