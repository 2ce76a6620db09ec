//! Numbers as Terraform computes them (Go's `big.Float`, which Terraform's type system `cty` uses).

mod arithmetic;
mod decimal;
mod parse;
mod text;

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use dashu_int::ops::BitTest;
use dashu_int::{IBig, Sign, UBig};

/// Bits of precision of numbers read from text: literals, strings, JSON.
const TEXT_PRECISION: u32 = 512;
/// Bits of precision of numbers that come from machine integers, such as lengths.
const INTEGER_PRECISION: u32 = 64;
/// Bits of precision of numbers that come from machine floats, such as powers.
const FLOAT_PRECISION: u32 = 53;
/// Exponents of two that no operation may pass; far beyond what can be read from text.
const MAX_BINARY_EXPONENT: i64 = 1 << 20;

/// A number: a binary floating point number with a precision of its own, or an infinity.
///
/// The precision follows the number through every operation, because it decides where a quotient ends and which digits are
/// shown: `1/3` of two literals has 512 bits, `length(a)/length(b)` has 64, `pow(2, 0.5)` has 53. Whole numbers of 64 bits
/// take a short way.
///
/// Two numbers are equal when they are written alike, as `cty` compares them; the order is that of the exact values, so
/// that a number with 53 bits and one with 512 may be equal and yet one of them be the less.
#[derive(Clone)]
pub struct Number {
    repr: Repr,
    precision: u32,
}

/// Canonical: what fits `Int` is never in `Big`, and mantissas are odd.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Int(i64),
    /// `mantissa * 2^exponent`
    Big(Arc<(IBig, i64)>),
    NegativeZero,
    Infinity(Sign),
}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self { repr: Repr::Int(0), precision: INTEGER_PRECISION };
    /// Positive infinity, which a division by zero gives.
    pub const INFINITY: Self = Self { repr: Repr::Infinity(Sign::Positive), precision: FLOAT_PRECISION };
    /// Negative infinity.
    pub const NEGATIVE_INFINITY: Self = Self { repr: Repr::Infinity(Sign::Negative), precision: FLOAT_PRECISION };

    /// Exactly the number of a 64-bit float, with its precision; `None` for NaN.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        if value.is_nan() {
            return None;
        }
        if value.is_infinite() {
            return Some(if value > 0.0 { Self::INFINITY } else { Self::NEGATIVE_INFINITY });
        }
        let bits = value.to_bits();
        let biased = i64::try_from((bits >> 52) & 0x7ff).unwrap_or(0);
        let fraction = bits & ((1 << 52) - 1);
        let (mantissa, exponent) = if biased == 0 { (fraction, -1074) } else { (fraction | 1 << 52, biased - 1075) };
        let magnitude = Self::rounded(IBig::from(mantissa), exponent, FLOAT_PRECISION);
        Some(if value.is_sign_negative() { magnitude.negate() } else { magnitude })
    }

    /// The whole number of any size, with at least 64 bits of precision.
    #[must_use]
    pub fn from_integer(value: IBig) -> Self {
        let precision = INTEGER_PRECISION.max(u32::try_from(bit_len(&value)).unwrap_or(u32::MAX));
        Self::rounded(value, 0, precision)
    }

    /// The number as a 64-bit integer, if it is one.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        match self.repr {
            Repr::Int(value) => Some(value),
            Repr::NegativeZero => Some(0),
            Repr::Big(_) | Repr::Infinity(_) => None,
        }
    }

    /// The number as an unsigned 64-bit integer, if it is one.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        u64::try_from(self.to_integer()?).ok()
    }

    /// The number as a count or position, if it is one.
    #[must_use]
    pub fn to_usize(&self) -> Option<usize> {
        usize::try_from(self.to_i64()?).ok()
    }

    /// The nearest 64-bit float, ties to even; infinite when too large.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        match &self.repr {
            Repr::NegativeZero => -0.0,
            Repr::Infinity(Sign::Positive) => f64::INFINITY,
            Repr::Infinity(Sign::Negative) => f64::NEG_INFINITY,
            // The digits are exact, and Rust reads decimal text correctly rounded.
            Repr::Int(_) | Repr::Big(_) => {
                let magnitude: f64 = self.exact_decimal().to_plain().parse().unwrap_or(f64::NAN);
                if self.is_negative() { -magnitude } else { magnitude }
            }
        }
    }

    /// The number as a 64-bit float, if that is exactly it.
    #[must_use]
    pub fn to_f64_exact(&self) -> Option<f64> {
        let (mantissa, exponent) = self.parts()?;
        // Multiples of the smallest float of all, below the first that there is not any more.
        let length = i64::try_from(bit_len(&mantissa)).ok()?;
        (length <= 53 && exponent >= -1074 && length + exponent <= 1024).then(|| self.to_f64())
    }

    /// The whole number of any size, if it is one.
    #[must_use]
    pub fn to_integer(&self) -> Option<IBig> {
        let (mantissa, exponent) = self.parts()?;
        (exponent >= 0).then(|| shift_left(mantissa, exponent))
    }

    /// Whether it is finite and has no fraction.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        match &self.repr {
            Repr::Int(_) | Repr::NegativeZero => true,
            Repr::Big(big) => big.1 >= 0,
            Repr::Infinity(_) => false,
        }
    }

    /// Whether it is one of the infinities.
    #[must_use]
    pub fn is_infinite(&self) -> bool {
        matches!(self.repr, Repr::Infinity(_))
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.repr {
            Repr::Int(value) => *value < 0,
            Repr::Big(big) => big.0 < IBig::ZERO,
            Repr::NegativeZero => false,
            Repr::Infinity(sign) => *sign == Sign::Negative,
        }
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self.repr, Repr::Int(0) | Repr::NegativeZero)
    }

    /// Mantissa and exponent of two of a finite number.
    fn parts(&self) -> Option<(IBig, i64)> {
        match &self.repr {
            Repr::Int(value) => Some((IBig::from(*value), 0)),
            Repr::Big(big) => Some((big.0.clone(), big.1)),
            Repr::NegativeZero => Some((IBig::ZERO, 0)),
            Repr::Infinity(_) => None,
        }
    }

    fn has_minus_sign(&self) -> bool {
        self.is_negative() || matches!(self.repr, Repr::NegativeZero)
    }

    /// `mantissa * 2^exponent`, rounded to the nearest of that precision, ties to even.
    fn rounded(mantissa: IBig, exponent: i64, precision: u32) -> Self {
        let (sign, mut magnitude) = mantissa.into_parts();
        if magnitude == UBig::ZERO || exponent < -MAX_BINARY_EXPONENT {
            return Self { repr: Repr::Int(0), precision };
        }
        let mut exponent = exponent;
        let excess = magnitude.bit_len().saturating_sub(usize::try_from(precision).unwrap_or(usize::MAX));
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
        if exponent > MAX_BINARY_EXPONENT {
            return Self { repr: Repr::Infinity(sign), precision };
        }
        let signed = IBig::from_parts(sign, magnitude);
        if (0..64).contains(&exponent)
            && let Ok(int) = i64::try_from(shift_left(signed.clone(), exponent))
        {
            return Self { repr: Repr::Int(int), precision };
        }
        Self { repr: Repr::Big(Arc::new((signed, exponent))), precision }
    }
}

fn bit_len(value: &IBig) -> usize {
    value.clone().into_parts().1.bit_len()
}

fn shift_left(value: IBig, bits: i64) -> IBig {
    value << usize::try_from(bits.clamp(0, 4 * MAX_BINARY_EXPONENT)).unwrap_or(0)
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        if self.is_zero() || self.is_integer() || other.is_integer() || self.precision == other.precision {
            return self.repr == other.repr || (self.is_zero() && other.is_zero());
        }
        self.to_string() == other.to_string()
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        if self.is_zero() {
            0i64.hash(state);
        } else if self.is_integer() {
            self.repr.hash(state);
        } else {
            self.to_string().hash(state);
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let rank = |number: &Self| match number.repr {
            Repr::Infinity(Sign::Negative) => -1,
            Repr::Infinity(Sign::Positive) => 1,
            _ => 0,
        };
        let (Some((a, x)), Some((b, y))) = (self.parts(), other.parts()) else { return rank(self).cmp(&rank(other)) };
        let sign = |value: &IBig| value.cmp(&IBig::ZERO);
        let top = |value: &IBig, exponent: i64| exponent + i64::try_from(bit_len(value)).unwrap_or(0);
        if sign(&a) != sign(&b) || x == y {
            return a.cmp(&b);
        }
        // The highest bits decide before anything is shifted across a distance that may be long.
        match top(&a, x).cmp(&top(&b, y)) {
            Ordering::Equal => shift_left(a, x - x.min(y)).cmp(&shift_left(b, y - x.min(y))),
            order if a < IBig::ZERO => order.reverse(),
            order => order,
        }
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self { repr: Repr::Int(value), precision: INTEGER_PRECISION }
    }
}

impl From<i32> for Number {
    fn from(value: i32) -> Self {
        Self::from(i64::from(value))
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Self::rounded(IBig::from(value), 0, INTEGER_PRECISION)
    }
}

impl From<usize> for Number {
    fn from(value: usize) -> Self {
        Self::rounded(IBig::from(value), 0, INTEGER_PRECISION)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    fn n(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn equal_is_what_is_written_alike_and_less_what_is_exactly_less() {
        let float = Number::from_f64(0.1).unwrap();
        assert_eq!(float, n("0.1"));
        assert!(float > n("0.1"));
        assert_ne!(float, n("0.1000000000000000055511151231257827021181583404541015625"));
        assert_eq!(n("0").negate(), n("0"));
        assert!(n("-1e300") < n("1e-300") && n("1e300") > n("9e299") && n("-1e300") < n("-9e299"));
        assert!(Number::NEGATIVE_INFINITY < n("-1e9000") && n("1e9000") < Number::INFINITY);
    }

    #[test]
    fn floats_are_the_nearest() {
        assert_eq!(n("0.1").to_f64().to_bits(), 0.1f64.to_bits());
        assert_eq!(n("0.5").to_f64_exact(), Some(0.5));
        assert_eq!(n("0.1").to_f64_exact(), None);
        for float in [f64::MAX, f64::MIN_POSITIVE, 5e-324, 1.5 * 2f64.powi(1000), -2f64.powi(1023)] {
            assert_eq!(Number::from_f64(float).unwrap().to_f64_exact(), Some(float));
        }
        assert_eq!(Number::from_integer(super::IBig::ONE << 1024).to_f64_exact(), None);
        assert_eq!(n("-2.5").to_f64().to_bits(), (-2.5f64).to_bits());
        assert_eq!(n("1e400").to_f64(), f64::INFINITY);
        assert_eq!(n("5e-324").to_f64().to_bits(), 1);
    }
}
