use dashu_int::ops::{BitTest, DivRem};
use dashu_int::{IBig, Sign};

use super::{Number, Repr, TEXT_PRECISION, bit_len, shift_left};

/// Arithmetic. Results have the greater precision of both operands.
impl Number {
    /// The sum; `None` for infinities of opposite signs.
    #[must_use]
    pub fn add(&self, other: &Self) -> Option<Self> {
        let precision = self.precision.max(other.precision);
        if let (Repr::Int(a), Repr::Int(b)) = (&self.repr, &other.repr)
            && precision >= 64
            && let Some(sum) = a.checked_add(*b)
        {
            return Some(Self { repr: Repr::Int(sum), precision });
        }
        let (Some((a, x)), Some((b, y))) = (self.parts(), other.parts()) else {
            return match (&self.repr, &other.repr) {
                (Repr::Infinity(a), Repr::Infinity(b)) if a != b => None,
                (Repr::Infinity(_), _) => Some(self.clone()),
                _ => Some(other.clone()),
            };
        };
        if self.is_zero() && other.is_zero() {
            let both = self.has_minus_sign() && other.has_minus_sign();
            return Some(Self { repr: if both { Repr::NegativeZero } else { Repr::Int(0) }, precision });
        }
        // An addend below the last bit that can matter is dropped before it is shifted across the whole distance.
        let top = |mantissa: &IBig, exponent: i64| exponent + i64::try_from(bit_len(mantissa)).unwrap_or(0);
        let reach = 2 * i64::from(precision.max(TEXT_PRECISION));
        if self.is_zero() || (!other.is_zero() && top(&b, y) - top(&a, x) > reach) {
            return Some(Self::rounded(b, y, precision));
        }
        if other.is_zero() || top(&a, x) - top(&b, y) > reach {
            return Some(Self::rounded(a, x, precision));
        }
        let low = x.min(y);
        Some(Self::rounded(shift_left(a, x - low) + shift_left(b, y - low), low, precision))
    }

    /// The difference; `None` for infinities of the same sign.
    #[must_use]
    pub fn subtract(&self, other: &Self) -> Option<Self> {
        self.add(&other.negate())
    }

    /// The product, with as much precision as it takes, 512 bits at most; `None` for zero times an infinity.
    #[must_use]
    pub fn multiply(&self, other: &Self) -> Option<Self> {
        let negative = self.has_minus_sign() != other.has_minus_sign();
        let precision = self.precision.max(other.precision);
        let (Some((a, x)), Some((b, y))) = (self.parts(), other.parts()) else {
            return (!self.is_zero() && !other.is_zero()).then(|| infinity(negative));
        };
        if self.is_zero() || other.is_zero() {
            return Some(Self { repr: if negative { Repr::NegativeZero } else { Repr::Int(0) }, precision });
        }
        let mut product = Self::rounded(a * b, x + y, TEXT_PRECISION);
        product.precision = precision.max(product.least_precision());
        Some(product)
    }

    /// The quotient: an infinity for a division by zero, `None` for zero by zero and infinity by infinity.
    #[must_use]
    pub fn divide(&self, other: &Self) -> Option<Self> {
        let negative = self.has_minus_sign() != other.has_minus_sign();
        let precision = self.precision.max(other.precision);
        let zero = || Self { repr: if negative { Repr::NegativeZero } else { Repr::Int(0) }, precision };
        match (self.parts(), other.parts()) {
            (None, None) => None,
            (None, Some(_)) => Some(infinity(negative)),
            (Some(_), None) => Some(zero()),
            (Some(_), Some(_)) if other.is_zero() => (!self.is_zero()).then(|| infinity(negative)),
            (Some(_), Some(_)) if self.is_zero() => Some(zero()),
            (Some((a, x)), Some((b, y))) => Some(Self::quotient(a, x, &b, y, precision)),
        }
    }

    /// The remainder of the division with the quotient cut to a whole number, with the precision of the dividend. By zero
    /// it is the dividend itself; with an infinity it is the product, `None` when that is zero times an infinity.
    #[must_use]
    pub fn remainder(&self, other: &Self) -> Option<Self> {
        if self.is_infinite() || other.is_infinite() {
            return self.multiply(other);
        }
        if other.is_zero() {
            return Some(self.clone());
        }
        let (mantissa, exponent) = self.divide(other)?.truncate().parts()?;
        let (b, y) = other.parts()?;
        let whole = Self::rounded(mantissa, exponent, self.precision);
        let (mantissa, exponent) = whole.parts()?;
        let mut rest = self.subtract(&Self::rounded(mantissa * b, exponent + y, self.precision))?;
        rest.precision = self.precision;
        Some(rest)
    }

    /// The number with its sign changed; zero has one too.
    #[must_use]
    pub fn negate(&self) -> Self {
        let repr = match &self.repr {
            Repr::Int(0) => Repr::NegativeZero,
            Repr::NegativeZero => Repr::Int(0),
            Repr::Infinity(sign) => Repr::Infinity(-*sign),
            Repr::Int(value) if *value != i64::MIN => Repr::Int(-value),
            Repr::Int(_) | Repr::Big(_) => {
                let (mantissa, exponent) = self.parts().unwrap_or_default();
                return Self::rounded(-mantissa, exponent, self.precision);
            }
        };
        Self { repr, precision: self.precision }
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.has_minus_sign() { self.negate() } else { self.clone() }
    }

    /// The whole number next to it towards zero; infinities stay.
    #[must_use]
    pub fn truncate(&self) -> Self {
        match &self.repr {
            Repr::Big(big) if big.1 < 0 => {
                let bits = usize::try_from(big.1.unsigned_abs()).unwrap_or(usize::MAX);
                let (sign, magnitude) = big.0.clone().into_parts();
                let cut =
                    if bits >= magnitude.bit_len() { IBig::ZERO } else { IBig::from_parts(sign, magnitude >> bits) };
                Self::rounded(cut, 0, self.precision)
            }
            Repr::NegativeZero => Self { repr: Repr::Int(0), precision: self.precision },
            _ => self.clone(),
        }
    }

    /// The greatest whole number not above it; infinities stay.
    #[must_use]
    pub fn floor(&self) -> Self {
        self.truncate_and_step(self.is_negative(), IBig::NEG_ONE)
    }

    /// The least whole number not below it; infinities stay.
    #[must_use]
    pub fn ceil(&self) -> Self {
        self.truncate_and_step(!self.is_negative(), IBig::ONE)
    }

    fn truncate_and_step(&self, away: bool, step: IBig) -> Self {
        let cut = self.truncate();
        match cut.parts() {
            Some((mantissa, exponent)) if away && !self.is_integer() => {
                Self::rounded(shift_left(mantissa, exponent) + step, 0, self.precision)
            }
            _ => cut,
        }
    }

    /// The bits that the mantissa takes.
    fn least_precision(&self) -> u32 {
        match &self.repr {
            Repr::Int(value) => {
                let magnitude = value.unsigned_abs();
                (u64::BITS - magnitude.leading_zeros()).saturating_sub(magnitude.trailing_zeros())
            }
            Repr::Big(big) => u32::try_from(bit_len(&big.0)).unwrap_or(u32::MAX),
            Repr::NegativeZero | Repr::Infinity(_) => 0,
        }
    }

    /// `(a * 2^x) / (b * 2^y)`; `b` is not zero.
    pub(super) fn quotient(a: IBig, x: i64, b: &IBig, y: i64, precision: u32) -> Self {
        let wanted = usize::try_from(precision).unwrap_or(0) + 2 + bit_len(b);
        let shift = wanted.saturating_sub(bit_len(&a));
        let (quotient, rest) = (a << shift).div_rem(b.clone());
        // One sticky bit keeps what the division left over for the rounding.
        let sticky = match (rest == IBig::ZERO, quotient < IBig::ZERO) {
            (true, _) => IBig::ZERO,
            (false, true) => IBig::NEG_ONE,
            (false, false) => IBig::ONE,
        };
        let shift = i64::try_from(shift).unwrap_or(i64::MAX);
        Self::rounded((quotient << 1) + sticky, x - y - shift - 1, precision)
    }
}

fn infinity(negative: bool) -> Number {
    Number { repr: Repr::Infinity(if negative { Sign::Negative } else { Sign::Positive }), precision: TEXT_PRECISION }
}

#[cfg(test)]
mod tests {
    use super::Number;

    fn n(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn literals_compute_with_512_bits() {
        assert_eq!(n("0.1").add(&n("0.2")).unwrap(), n("0.3"));
        assert_eq!(n("10").divide(&n("4")).unwrap(), n("2.5"));
        assert_eq!(n("-7").remainder(&n("3")).unwrap(), n("-1"));
        assert_eq!(n("5.5").remainder(&n("2")).unwrap(), n("1.5"));
        assert_eq!(n("9223372036854775807").add(&n("1")).unwrap(), n("9223372036854775808"));
        assert_eq!(n("1").divide(&n("3")).unwrap().to_string().len(), 157);
    }

    #[test]
    fn the_precision_of_the_operands_stays() {
        assert_eq!(Number::from(2).divide(&Number::from(3)).unwrap().to_string(), "0.6666666666666666667");
        let root = Number::from_f64(2f64.sqrt()).unwrap();
        assert_eq!(root.to_string(), "1.4142135623730951");
        let exact = root.multiply(&n("1")).unwrap().to_string();
        assert_eq!(exact, "1.4142135623730951454746218587388284504413604736328125");
    }

    #[test]
    fn whole_numbers_beside() {
        assert_eq!(n("-1.5").floor(), n("-2"));
        assert_eq!(n("-1.5").ceil(), n("-1"));
        assert_eq!(n("1.5").ceil(), n("2"));
        assert_eq!(n("-0.5").ceil().to_string(), "0");
        assert_eq!(Number::INFINITY.floor(), Number::INFINITY);
    }

    #[test]
    fn zeros_have_signs_and_infinities_limits() {
        assert_eq!(n("0").multiply(&n("-1")).unwrap().to_string(), "-0");
        assert_eq!(n("-1").divide(&n("0")).unwrap(), Number::NEGATIVE_INFINITY);
        assert_eq!(n("0").divide(&n("0")), None);
        assert_eq!(Number::INFINITY.subtract(&Number::INFINITY), None);
        assert_eq!(Number::INFINITY.multiply(&n("0")), None);
        assert_eq!(n("5").remainder(&n("0")).unwrap(), n("5"));
    }
}
