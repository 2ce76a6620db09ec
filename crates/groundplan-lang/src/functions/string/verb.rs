//! One verb of a format string, such as `%-8.3f`, and what it makes of a value. Widths count characters (grapheme
//! clusters); numbers are written as Go's `fmt` writes them.

use groundplan_value::{Kind, Number, Type, Value, convert, quote};
use unicode_segmentation::UnicodeSegmentation;

use crate::functions::encoding::json_text;

/// The widest field and the most digits: no format string may ask for more memory than this.
const WIDEST: usize = 1 << 24;

/// A verb and its flags.
#[derive(Clone, Debug, Default)]
pub(super) struct Verb<'a> {
    /// The whole verb as it was written.
    pub(super) raw: &'a str,
    /// Where in the format string it starts.
    pub(super) offset: usize,
    /// The argument, counted from 1.
    pub(super) argument: usize,
    /// The letter.
    pub(super) mode: char,
    pub(super) zero: bool,
    pub(super) sharp: bool,
    pub(super) plus: bool,
    pub(super) minus: bool,
    pub(super) space: bool,
    pub(super) width: Option<usize>,
    pub(super) precision: Option<usize>,
}

impl Verb<'_> {
    /// The text of a value, or what is wrong.
    pub(super) fn format(&self, value: &Value) -> Result<String, String> {
        let raw = quote(self.raw);
        let unsupported = |why: &str| format!("unsupported value for {raw} at {}: {why}", self.offset);
        if self.mode != 'v' && value.is_null() {
            return Err(unsupported("null value cannot be formatted"));
        }
        if self.width.max(self.precision) > Some(WIDEST) {
            return Err(unsupported("the width or precision is too large"));
        }
        let as_type = |ty: Type| convert(value, &ty).map_err(|error| unsupported(&error.message));
        match self.mode {
            'v' => self.default_format(value).map_err(|why| unsupported(&why)),
            't' => Ok(if as_type(Type::Bool)?.as_bool() == Some(true) { "true" } else { "false" }.to_owned()),
            'b' | 'd' | 'o' | 'x' | 'X' => {
                let number = as_type(Type::Number)?;
                let digits = number.as_number().and_then(|number| self.integer(number));
                digits.ok_or_else(|| unsupported("an integer is required"))
            }
            'e' | 'E' | 'f' | 'g' | 'G' => {
                Ok(as_type(Type::Number)?.as_number().map(|number| self.float(number)).unwrap_or_default())
            }
            's' | 'q' => {
                let text = as_type(Type::String)?;
                let text = text.as_str().map_or("", |text| &**text);
                let cut: String = match self.precision {
                    Some(precision) if precision > 0 => text.graphemes(true).take(precision).collect(),
                    _ => text.to_owned(),
                };
                Ok(self.pad(if self.mode == 's' { cut } else { json_text::quoted(&cut) }))
            }
            other => {
                let letter = groundplan_value::quote_char(other);
                Err(format!("unsupported format verb {letter} in {raw} at offset {}", self.offset))
            }
        }
    }

    /// `%v` and `%#v`.
    fn default_format(&self, value: &Value) -> Result<String, String> {
        let text = match value.kind() {
            Kind::String(text) if !self.sharp => text.to_string(),
            Kind::Number(number) if !self.sharp => number.to_go_text('g', None),
            _ => json_text::encode(value)?,
        };
        Ok(self.pad(text))
    }

    fn pad(&self, text: String) -> String {
        let Some(missing) = self.width.and_then(|width| width.checked_sub(text.graphemes(true).count())) else {
            return text;
        };
        let padding = if self.zero { "0" } else { " " }.repeat(missing);
        if self.minus { text + &padding } else { padding + &text }
    }

    fn sign(&self, negative: bool) -> &'static str {
        match (negative, self.plus, self.space) {
            (true, ..) => "-",
            (false, true, _) => "+",
            (false, false, true) => " ",
            (false, false, false) => "",
        }
    }

    /// As Go writes whole numbers; nothing when it is not whole.
    fn integer(&self, number: &Number) -> Option<String> {
        let (radix, prefix) = match self.mode {
            'b' => (2, "0b"),
            'o' => (8, "0"),
            'x' => (16, "0x"),
            'X' => (16, "0X"),
            _ => (10, ""),
        };
        let mut digits = number.to_radix_digits(radix)?;
        if self.mode == 'X' {
            digits.make_ascii_uppercase();
        }
        if digits == "0" && self.precision == Some(0) {
            return Some(String::new());
        }
        let sign = self.sign(number.is_negative());
        let prefix = if self.sharp { prefix } else { "" };
        let mut zeros = self.precision.unwrap_or(0).saturating_sub(digits.len());
        let length = sign.len() + prefix.len() + zeros + digits.len();
        let missing = self.width.unwrap_or(0).saturating_sub(length);
        let (left, right) = match (self.minus, self.zero && self.precision.is_none()) {
            (true, _) => (0, missing),
            (false, true) => {
                zeros += missing;
                (0, 0)
            }
            (false, false) => (missing, 0),
        };
        Some(format!("{}{sign}{prefix}{}{digits}{}", " ".repeat(left), "0".repeat(zeros), " ".repeat(right)))
    }

    /// As Go writes numbers with a fraction.
    fn float(&self, number: &Number) -> String {
        let precision = match self.mode {
            'g' | 'G' => self.precision,
            _ => Some(self.precision.unwrap_or(6)),
        };
        let text = number.to_go_text(self.mode, precision);
        let (negative, digits) = text.strip_prefix('-').map_or((false, text.as_str()), |digits| (true, digits));
        let (sign, digits) = match digits.strip_prefix('+') {
            Some(digits) => (if self.space { " " } else { "+" }, digits),
            None => (self.sign(negative), digits),
        };
        let missing = self.width.unwrap_or(0).saturating_sub(sign.len() + digits.len());
        match (self.minus, self.zero && !number.is_infinite()) {
            (true, _) => format!("{sign}{digits}{}", " ".repeat(missing)),
            (false, true) => format!("{sign}{}{digits}", "0".repeat(missing)),
            (false, false) => format!("{}{sign}{digits}", " ".repeat(missing)),
        }
    }
}
