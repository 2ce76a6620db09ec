use dashu_int::UBig;
use dashu_int::ops::BitTest;

use super::Number;

/// Decimal digits of a number without its sign: `0.d₁d₂… * 10^point`, without zeros at the end. No digits: zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) digits: Vec<u8>,
    pub(super) point: i64,
}

impl Decimal {
    /// The digits of `mantissa * 2^exponent`, all of them.
    fn exact(mantissa: &UBig, exponent: i64) -> Self {
        let scaled = if exponent < 0 {
            mantissa.clone() * UBig::from(5u8).pow(usize::try_from(exponent.unsigned_abs()).unwrap_or(0))
        } else {
            mantissa.clone() << usize::try_from(exponent).unwrap_or(0)
        };
        if scaled == UBig::ZERO {
            return Self::default();
        }
        let digits = scaled.to_string().into_bytes();
        let point = i64::try_from(digits.len()).unwrap_or(i64::MAX) + exponent.min(0);
        let mut decimal = Self { digits, point };
        decimal.trim();
        decimal
    }

    fn trim(&mut self) {
        let kept = self.digits.iter().rposition(|digit| *digit != b'0').map_or(0, |at| at + 1);
        self.digits.truncate(kept);
        if self.digits.is_empty() {
            self.point = 0;
        }
    }

    fn digit(&self, at: usize) -> u8 {
        self.digits.get(at).copied().unwrap_or(b'0')
    }

    /// Rounds to that many digits, halves to even.
    pub(super) fn round(&mut self, digits: i64) {
        let Ok(keep) = usize::try_from(digits) else { return };
        if keep >= self.digits.len() {
            return;
        }
        let next = self.digit(keep);
        let half = next == b'5' && keep + 1 == self.digits.len();
        let up = if half { keep > 0 && self.digit(keep - 1) % 2 == 1 } else { next >= b'5' };
        if up { self.round_up(keep) } else { self.round_down(keep) }
    }

    fn round_down(&mut self, keep: usize) {
        self.digits.truncate(keep);
        self.trim();
    }

    fn round_up(&mut self, keep: usize) {
        self.digits.truncate(keep);
        while let Some(last) = self.digits.pop() {
            if last < b'9' {
                self.digits.push(last + 1);
                return;
            }
        }
        self.digits.push(b'1');
        self.point += 1;
    }

    /// Without an exponent: `1500`, `0.25`.
    pub(super) fn to_plain(&self) -> String {
        let fraction = i64::try_from(self.digits.len()).unwrap_or(i64::MAX) - self.point;
        self.to_fixed(usize::try_from(fraction).unwrap_or(0))
    }

    /// Without an exponent, with exactly that many places after the point. The digits must have been rounded to it.
    pub(super) fn to_fixed(&self, places: usize) -> String {
        let at = |place: i64| usize::try_from(place).map_or('0', |place| char::from(self.digit(place)));
        let mut text: String = (0..self.point.max(0)).map(at).collect();
        if text.is_empty() {
            text.push('0');
        }
        if places > 0 {
            text.push('.');
            text.extend((self.point..).take(places).map(at));
        }
        text
    }

    /// With an exponent, with exactly that many places after the point: `1.50e+03`.
    pub(super) fn to_scientific(&self, places: usize, e: char) -> String {
        let mut text = char::from(self.digit(0)).to_string();
        if places > 0 {
            text.push('.');
            text.extend((1..=places).map(|place| char::from(self.digit(place))));
        }
        let exponent = if self.digits.is_empty() { 0 } else { self.point - 1 };
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{text}{e}{sign}{:02}", exponent.unsigned_abs())
    }
}

impl Number {
    /// All decimal digits; none for infinities.
    pub(super) fn exact_decimal(&self) -> Decimal {
        self.parts().map(|(mantissa, exponent)| Decimal::exact(&mantissa.into_parts().1, exponent)).unwrap_or_default()
    }

    /// The fewest decimal digits that name this number among those of its precision. Follows `big.Float`'s method step by
    /// step, since the digits are what plans and states show.
    pub(super) fn shortest_decimal(&self) -> Decimal {
        let mut decimal = self.exact_decimal();
        let Some((mantissa, exponent)) = self.parts() else { return decimal };
        let mantissa = mantissa.into_parts().1;
        if mantissa == UBig::ZERO || (exponent >= 0 && self.fits_exactly(&mantissa, exponent)) {
            return decimal;
        }
        let zeros = mantissa.trailing_zeros().unwrap_or(0);
        let (mantissa, exponent) = (mantissa >> zeros, exponent + i64::try_from(zeros).unwrap_or(0));
        // With one bit more than the precision the last bit is worth half the distance to the neighbours.
        let precision = usize::try_from(self.precision).unwrap_or(0);
        let shift = (precision + 1).saturating_sub(mantissa.bit_len());
        let middle = mantissa << shift;
        let exponent = exponent - i64::try_from(shift).unwrap_or(0);
        let inclusive = !middle.bit(1);
        let lower = Decimal::exact(&(middle.clone() - UBig::ONE), exponent);
        let upper = Decimal::exact(&(middle + UBig::ONE), exponent);
        for at in 0..decimal.digits.len() {
            let (l, m, u) = (lower.digit(at), decimal.digit(at), upper.digit(at));
            let may_cut = l != m || (inclusive && at + 1 == lower.digits.len());
            let may_raise = m != u && (inclusive || m + 1 < u || at + 1 < upper.digits.len());
            match (may_cut, may_raise) {
                (true, true) => decimal.round(i64::try_from(at + 1).unwrap_or(i64::MAX)),
                (true, false) => decimal.round_down(at + 1),
                (false, true) => decimal.round_up(at + 1),
                (false, false) => continue,
            }
            break;
        }
        decimal
    }

    /// Whether neighbours are whole numbers away, so that no whole number is shorter.
    fn fits_exactly(&self, mantissa: &UBig, exponent: i64) -> bool {
        let bits = i64::try_from(mantissa.bit_len()).unwrap_or(i64::MAX).saturating_add(exponent);
        bits <= i64::from(self.precision)
    }
}
