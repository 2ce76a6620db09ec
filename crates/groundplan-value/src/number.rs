use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use dashu_int::ops::{Abs, BitTest, DivRem};
use dashu_int::{IBig, UBig};

/// Bits of precision, as Terraform's numbers have (`cty` parses and computes with 512).
const PRECISION: usize = 512;
/// Exponents of ten beyond this are refused when a number is read: writing such a number out would take megabytes.
const MAX_DECIMAL_EXPONENT: i64 = 10_000;
/// Exponents of two that no operation may pass; far beyond [`MAX_DECIMAL_EXPONENT`].
const MAX_BINARY_EXPONENT: i64 = 1 << 20;

/// A number: a binary floating point number of 512 bits, as Terraform computes. Whole numbers of 64 bits take a short way.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Repr);

/// Canonical: what fits the first form is never in the second, and mantissas are odd.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Int(i64),
    /// `mantissa * 2^exponent`
    Big(Arc<(IBig, i64)>),
}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self(Repr::Int(0));

    /// Reads decimal digits with an optional sign, fraction and exponent: `-12.5e3`. `None` for anything else, and for
    /// exponents so large that the number could not be written out.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(int) = text.parse::<i64>()
            && !text.starts_with('+')
        {
            return Some(Self(Repr::Int(int)));
        }
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (digits, exponent) = match unsigned.find(['e', 'E']) {
            Some(at) => (&unsigned[..at], parse_exponent(&unsigned[at + 1..])?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all = format!("{whole}{fraction}");
        if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let exponent = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
        if exponent.abs() > MAX_DECIMAL_EXPONENT {
            return None;
        }
        let magnitude = IBig::from(UBig::from_str_radix(&all, 10).ok()?);
        let signed = if negative { -magnitude } else { magnitude };
        let power = IBig::from(UBig::from(10u8).pow(usize::try_from(exponent.unsigned_abs()).ok()?));
        Some(if exponent >= 0 { Self::rounded(signed * power, 0) } else { Self::quotient(signed, 0, &power, 0) })
    }

    /// The number that a 64-bit float's shortest decimal form says, or `None` for infinities and NaN.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        Self::parse(&format!("{value:e}"))
    }

    /// The whole number of any size.
    #[must_use]
    pub fn from_integer(value: IBig) -> Self {
        Self::rounded(value, 0)
    }

    /// The number as a 64-bit integer, if it is one.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        match self.0 {
            Repr::Int(value) => Some(value),
            Repr::Big(_) => None,
        }
    }

    /// The number as an unsigned 64-bit integer, if it is one.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        match &self.0 {
            Repr::Int(value) => u64::try_from(*value).ok(),
            Repr::Big(_) => u64::try_from(self.to_integer()?).ok(),
        }
    }

    /// The number as a count or position, if it is one.
    #[must_use]
    pub fn to_usize(&self) -> Option<usize> {
        usize::try_from(self.to_i64()?).ok()
    }

    /// The nearest 64-bit float; infinite when too large.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        // Rust reads decimal text correctly rounded, and integers up to 2^53 are exact.
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// The number as a 64-bit float, if that is exactly it.
    #[must_use]
    pub fn to_f64_exact(&self) -> Option<f64> {
        let (mantissa, exponent) = self.parts();
        let fits = mantissa.clone().abs().bit_len_signed() <= 53 && (-1022..=960).contains(&exponent);
        fits.then(|| self.to_f64())
    }

    /// The whole number of any size, if it is one.
    #[must_use]
    pub fn to_integer(&self) -> Option<IBig> {
        match &self.0 {
            Repr::Int(value) => Some(IBig::from(*value)),
            Repr::Big(big) if big.1 >= 0 => Some(big.0.clone() << usize::try_from(big.1).ok()?),
            Repr::Big(_) => None,
        }
    }

    /// Whether it has no fraction.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Int(_) => true,
            Repr::Big(big) => big.1 >= 0,
        }
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Int(value) => *value < 0,
            Repr::Big(big) => big.0 < IBig::ZERO,
        }
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0 == Repr::Int(0)
    }

    /// The sum.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        if let (Repr::Int(a), Repr::Int(b)) = (&self.0, &other.0)
            && let Some(sum) = a.checked_add(*b)
        {
            return Self(Repr::Int(sum));
        }
        let ((a, x), (b, y)) = (self.parts(), other.parts());
        // An addend below the last bit that can matter is dropped before it is shifted across the whole distance.
        let top = |m: &IBig, e: i64| e.saturating_add(i64::try_from(m.bit_len_signed()).unwrap_or(i64::MAX));
        let reach = 2 * i64::try_from(PRECISION).unwrap_or(i64::MAX);
        if a == IBig::ZERO || (b != IBig::ZERO && top(&b, y) - top(&a, x) > reach) {
            return other.clone();
        }
        if b == IBig::ZERO || top(&a, x) - top(&b, y) > reach {
            return self.clone();
        }
        let low = x.min(y);
        Self::rounded(shift_left(a, x - low) + shift_left(b, y - low), low)
    }

    /// The difference.
    #[must_use]
    pub fn subtract(&self, other: &Self) -> Self {
        self.add(&other.negate())
    }

    /// The product.
    #[must_use]
    pub fn multiply(&self, other: &Self) -> Self {
        if let (Repr::Int(a), Repr::Int(b)) = (&self.0, &other.0)
            && let Some(product) = a.checked_mul(*b)
        {
            return Self(Repr::Int(product));
        }
        let ((a, x), (b, y)) = (self.parts(), other.parts());
        Self::rounded(a * b, x + y)
    }

    /// The quotient, or `None` for a division by zero.
    #[must_use]
    pub fn divide(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        let ((a, x), (b, y)) = (self.parts(), other.parts());
        Some(Self::quotient(a, x, &b, y))
    }

    /// The remainder of the division with the quotient cut to a whole number, or `None` for a division by zero.
    #[must_use]
    pub fn remainder(&self, other: &Self) -> Option<Self> {
        if let (Repr::Int(a), Repr::Int(b)) = (&self.0, &other.0)
            && let Some(rest) = a.checked_rem(*b)
        {
            return Some(Self(Repr::Int(rest)));
        }
        Some(self.subtract(&other.multiply(&self.divide(other)?.truncate())))
    }

    /// The number with its sign changed.
    #[must_use]
    pub fn negate(&self) -> Self {
        match &self.0 {
            Repr::Int(value) if *value != i64::MIN => Self(Repr::Int(-value)),
            _ => {
                let (mantissa, exponent) = self.parts();
                Self::rounded(-mantissa, exponent)
            }
        }
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() { self.negate() } else { self.clone() }
    }

    /// The whole number next to it towards zero.
    #[must_use]
    pub fn truncate(&self) -> Self {
        match &self.0 {
            Repr::Big(big) if big.1 < 0 => {
                let bits = usize::try_from(big.1.unsigned_abs()).unwrap_or(usize::MAX);
                let magnitude = big.0.clone().abs();
                let cut = if bits > magnitude.bit_len_signed() { IBig::ZERO } else { magnitude >> bits };
                Self::rounded(if self.is_negative() { -cut } else { cut }, 0)
            }
            _ => self.clone(),
        }
    }

    /// The greatest whole number not above it.
    #[must_use]
    pub fn floor(&self) -> Self {
        let cut = self.truncate();
        if self.is_negative() && cut != *self { cut.add(&Self::from(-1i64)) } else { cut }
    }

    /// The least whole number not below it.
    #[must_use]
    pub fn ceil(&self) -> Self {
        self.negate().floor().negate()
    }

    fn parts(&self) -> (IBig, i64) {
        match &self.0 {
            Repr::Int(value) => (IBig::from(*value), 0),
            Repr::Big(big) => (big.0.clone(), big.1),
        }
    }

    /// `mantissa * 2^exponent`, rounded to the nearest, ties to even.
    fn rounded(mantissa: IBig, exponent: i64) -> Self {
        if mantissa == IBig::ZERO || exponent < -MAX_BINARY_EXPONENT {
            return Self::ZERO;
        }
        let negative = mantissa < IBig::ZERO;
        let mut magnitude = mantissa.unsigned_abs_big();
        let mut exponent = exponent;
        let excess = magnitude.bit_len().saturating_sub(PRECISION);
        if excess > 0 {
            let half = UBig::ONE << (excess - 1);
            let rest = magnitude.clone() & ((UBig::ONE << excess) - UBig::ONE);
            magnitude >>= excess;
            exponent += i64::try_from(excess).unwrap_or(0);
            if rest > half || (rest == half && magnitude.bit(0)) {
                magnitude += UBig::ONE;
            }
        }
        let zeros = magnitude.trailing_zeros().unwrap_or(0);
        magnitude >>= zeros;
        exponent += i64::try_from(zeros).unwrap_or(0);
        let exponent = exponent.min(MAX_BINARY_EXPONENT);
        let signed = if negative { -IBig::from(magnitude) } else { IBig::from(magnitude) };
        if (0..64).contains(&exponent)
            && let Ok(int) = i64::try_from(shift_left(signed.clone(), exponent))
        {
            return Self(Repr::Int(int));
        }
        Self(Repr::Big(Arc::new((signed, exponent))))
    }

    /// `(a * 2^x) / (b * 2^y)`; `b` is not zero.
    fn quotient(a: IBig, x: i64, b: &IBig, y: i64) -> Self {
        let wanted = PRECISION + 2 + b.bit_len_signed();
        let shift = wanted.saturating_sub(a.bit_len_signed());
        let (quotient, rest) = (a << shift).div_rem(b.clone());
        let shift = i64::try_from(shift).unwrap_or(i64::MAX);
        // One sticky bit keeps what the division left over for the rounding.
        let sticky = if rest == IBig::ZERO {
            IBig::ZERO
        } else if quotient < IBig::ZERO {
            IBig::NEG_ONE
        } else {
            IBig::ONE
        };
        Self::rounded((quotient << 1) + sticky, x - y - shift - 1)
    }
}

trait Bits {
    fn bit_len_signed(&self) -> usize;
    fn unsigned_abs_big(&self) -> UBig;
}

impl Bits for IBig {
    fn bit_len_signed(&self) -> usize {
        self.unsigned_abs_big().bit_len()
    }

    fn unsigned_abs_big(&self) -> UBig {
        self.clone().into_parts().1
    }
}

fn shift_left(value: IBig, bits: i64) -> IBig {
    value << usize::try_from(bits.clamp(0, 2 * MAX_BINARY_EXPONENT)).unwrap_or(0)
}

fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Repr::Int(a), Repr::Int(b)) = (&self.0, &other.0) {
            return a.cmp(b);
        }
        match (self.is_negative(), other.is_negative()) {
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            _ => {
                let difference = self.subtract(other);
                if difference.is_zero() {
                    Ordering::Equal
                } else if difference.is_negative() {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
        }
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(Repr::Int(value))
    }
}

impl From<i32> for Number {
    fn from(value: i32) -> Self {
        Self(Repr::Int(i64::from(value)))
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Self::rounded(IBig::from(value), 0)
    }
}

impl From<usize> for Number {
    fn from(value: usize) -> Self {
        Self::rounded(IBig::from(value), 0)
    }
}

/// Decimal digits without an exponent, the fewest that say this number at 512 bits (Go's `Text('f', -1)`).
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Int(value) => write!(f, "{value}"),
            Repr::Big(big) => {
                if big.0 < IBig::ZERO {
                    f.write_str("-")?;
                }
                f.write_str(&shortest_decimal(&big.0.unsigned_abs_big(), big.1))
            }
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The shortest decimal between the two midpoints to the neighbours of `mantissa * 2^exponent`.
fn shortest_decimal(mantissa: &UBig, exponent: i64) -> String {
    let shift = (PRECISION + 1).saturating_sub(mantissa.bit_len());
    let middle = mantissa.clone() << shift;
    let exponent = exponent - i64::try_from(shift).unwrap_or(0);
    let inclusive = !middle.bit(1);
    let scale = if exponent < 0 {
        UBig::from(5u8).pow(usize::try_from(exponent.unsigned_abs()).unwrap_or(0))
    } else {
        UBig::ONE << usize::try_from(exponent).unwrap_or(0)
    };
    let lower = ((middle.clone() - UBig::ONE) * scale.clone()).to_string();
    let upper = ((middle.clone() + UBig::ONE) * scale.clone()).to_string();
    let exact = (middle * scale).to_string();
    let width = upper.len();
    let pad = |digits: String| format!("{}{digits}", "0".repeat(width.saturating_sub(digits.len())));
    let (lower, exact) = (pad(lower).into_bytes(), pad(exact).into_bytes());
    let upper = upper.into_bytes();
    let mut digits = exact.clone();
    // Whether the digits so far differ from those of the upper bound by more than one in the last place.
    let mut below_upper = false;
    for at in 0..width {
        let (l, m, u) = (lower[at], exact[at], upper[at]);
        let rest_is_zero = |digits: &[u8]| digits[at + 1..].iter().all(|digit| *digit == b'0');
        let ok_down = l != m || (inclusive && rest_is_zero(&lower));
        let ok_up = below_upper || (m != u && (inclusive || m + 1 < u || !rest_is_zero(&upper)));
        let down_differs = lower[..=at] != exact[..=at];
        if (ok_down || down_differs) || ok_up {
            let up = match (ok_down || down_differs, ok_up) {
                (true, true) => exact.get(at + 1).is_some_and(|next| *next >= b'5'),
                (_, up) => up,
            };
            digits.truncate(at + 1);
            if up {
                increment(&mut digits);
            }
            digits.resize(width + digits.len() - (at + 1), b'0');
            break;
        }
        below_upper |= m != u;
    }
    let fraction = usize::try_from(exponent.min(0).unsigned_abs()).unwrap_or(0);
    let text = String::from_utf8_lossy(&digits).into_owned();
    let text = format!("{}{text}", "0".repeat((fraction + 1).saturating_sub(text.len())));
    let (whole, fraction) = text.split_at(text.len() - fraction);
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

/// Adds one in the last place.
fn increment(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
}

#[cfg(test)]
mod tests {
    use super::Number;

    fn n(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn text_is_the_shortest_that_reads_back() {
        for text in ["0", "-1", "0.1", "-12.5", "9223372036854775808", "0.000001", "123456789.123456789", "1e3", "3.14"]
        {
            let number = n(text);
            assert_eq!(n(&number.to_string()), number);
        }
        assert_eq!(n("0.10").to_string(), "0.1");
        assert_eq!(n("1.5e3").to_string(), "1500");
        assert_eq!(n("1e-7").to_string(), "0.0000001");
        assert_eq!(n("9.99").to_string(), "9.99");
        assert_eq!(n("100000000000000000000000000001").to_string(), "100000000000000000000000000001");
        assert_eq!(Number::from_f64(0.1).unwrap(), n("0.1"));
        assert_eq!(n("1").divide(&n("3")).unwrap().to_string().len(), 157);
    }

    #[test]
    fn computes_with_512_bits() {
        assert_eq!(n("0.1").add(&n("0.2")), n("0.3"));
        assert_eq!(n("10").divide(&n("4")).unwrap(), n("2.5"));
        assert_eq!(n("1").divide(&n("0")), None);
        assert_eq!(n("-7").remainder(&n("3")).unwrap(), n("-1"));
        assert_eq!(n("5.5").remainder(&n("2")).unwrap(), n("1.5"));
        assert_eq!(n("9223372036854775807").add(&n("1")), n("9223372036854775808"));
        assert_eq!(n("-1.5").floor(), n("-2"));
        assert_eq!(n("-1.5").ceil(), n("-1"));
        assert_eq!(n("0.5").to_f64_exact(), Some(0.5));
        assert_eq!(n("0.1").to_f64_exact(), None);
        assert!(n("0.1") < n("0.2") && n("-1") < n("0.5"));
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in ["", "-", "1.2.3", "0x10", "1e", "1e99999", "abc", "Inf", "1_000"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }
}
