use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::{Number, Type, Value};

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

/// Lists of a known length but unknown elements are written out up to this length; providers may name any.
const MAX_LISTED: usize = 10_000;

impl Refinement {
    /// Only that it is not null.
    #[must_use]
    pub fn not_null() -> Self {
        Self { not_null: true, ..Self::default() }
    }

    /// That a string is not null and starts with a text. Of the text only as much is taken as whatever follows cannot
    /// change: the last character is left out unless it is one that nothing combines with.
    #[must_use]
    pub fn with_prefix(text: &str) -> Self {
        const ENDS_ITSELF: &str = "-_:;/\\,.(){}[]|?!~ \t@#$%^&*+\"'";
        let text: String = text.nfc().collect();
        let last = text.graphemes(true).next_back().unwrap_or_default();
        let kept = if last.len() == 1 && ENDS_ITSELF.contains(last) {
            &text
        } else {
            text.strip_suffix(last).unwrap_or_default()
        };
        Self { not_null: true, prefix: (!kept.is_empty()).then(|| kept.into()), ..Self::default() }
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The one value of a type that this leaves, or a list of unknown elements where it leaves one length.
    pub(crate) fn only_value(&self, ty: &Type) -> Option<Value> {
        if !self.not_null {
            return None;
        }
        match ty {
            Type::Number => match (&self.number_min, &self.number_max) {
                (Some((min, true)), Some((max, true))) if min == max => Some(Value::number(min.clone())),
                _ => None,
            },
            Type::List(element) | Type::Set(element) | Type::Map(element) => {
                let length = self.length_min.filter(|min| Some(*min) == self.length_max && *min <= MAX_LISTED)?;
                let element = (**element).clone();
                let unknown = Value::unknown(element.clone());
                match (ty, length) {
                    (Type::List(_), _) => Some(Value::list(element, vec![unknown; length])),
                    (Type::Set(_), 0 | 1) => Some(Value::set(element, std::iter::repeat_n(unknown, length))),
                    (Type::Map(_), 0) => Some(Value::map::<Arc<str>>(element, [])),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}
