use std::fmt;

use dashu_int::{IBig, Sign};

use super::{Number, Repr};

/// Decimal digits without an exponent, the fewest that say this number at its precision, or `+Inf` and `-Inf`.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.repr {
            Repr::Int(value) if value.unsigned_abs() < 1 << 53 => write!(f, "{value}"),
            _ => f.write_str(&self.to_go_text('f', None)),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Number {
    /// The text of a format verb of Go's `big.Float` (its method `Text`): `e`, `E`, `f`, `g` or `G`, with a precision or
    /// with the fewest digits that say the number.
    #[must_use]
    pub fn to_go_text(&self, verb: char, precision: Option<usize>) -> String {
        let sign = if self.has_minus_sign() { "-" } else { "" };
        match self.repr {
            Repr::Infinity(Sign::Positive) => return "+Inf".to_owned(),
            Repr::Infinity(Sign::Negative) => return "-Inf".to_owned(),
            _ => {}
        }
        let length = |digits: &[u8]| i64::try_from(digits.len()).unwrap_or(i64::MAX);
        let places = |count: i64| usize::try_from(count).unwrap_or(0);
        let wanted = precision.map(|precision| i64::try_from(precision).unwrap_or(i64::MAX));
        let mut decimal = if wanted.is_none() { self.shortest_decimal() } else { self.exact_decimal() };
        let text = match verb {
            'e' | 'E' => {
                if let Some(wanted) = wanted {
                    decimal.round(wanted.saturating_add(1));
                }
                let digits = wanted.unwrap_or_else(|| length(&decimal.digits) - 1);
                decimal.to_scientific(places(digits), verb)
            }
            'g' | 'G' => {
                let mut digits = wanted.map_or_else(|| length(&decimal.digits), |wanted| wanted.max(1));
                decimal.round(digits);
                let count = length(&decimal.digits);
                let limit = match wanted {
                    None => 6,
                    Some(_) if digits > count && count >= decimal.point => count,
                    Some(_) => digits,
                };
                let exponent = decimal.point - 1;
                if exponent < -4 || exponent >= limit {
                    let e = if verb == 'g' { 'e' } else { 'E' };
                    decimal.to_scientific(places(digits.min(count) - 1), e)
                } else {
                    if digits > decimal.point {
                        digits = count;
                    }
                    decimal.to_fixed(places(digits - decimal.point))
                }
            }
            _ => match wanted {
                Some(wanted) => {
                    decimal.round(decimal.point.saturating_add(wanted));
                    decimal.to_fixed(places(wanted))
                }
                None => decimal.to_plain(),
            },
        };
        format!("{sign}{text}")
    }

    /// The digits of a whole number's magnitude in a base of 2 to 36, in lower case; `None` when it is not whole.
    #[must_use]
    pub fn to_radix_digits(&self, radix: u8) -> Option<String> {
        let magnitude = self.to_integer()?.into_parts().1;
        (2..=36).contains(&radix).then(|| magnitude.in_radix(radix).to_string())
    }

    /// Reads a whole number in a base of 2 to 62, with an optional sign: letters of either case up to base 36, beyond it
    /// small letters for 10 to 35 and capital ones from 36. `None` for anything else.
    #[must_use]
    pub fn parse_radix(text: &str, radix: u8) -> Option<Self> {
        let (sign, digits) = match text.as_bytes() {
            [b'-', rest @ ..] => (Sign::Negative, rest),
            [b'+', rest @ ..] => (Sign::Positive, rest),
            rest => (Sign::Positive, rest),
        };
        if digits.is_empty() || digits.len() > 20_000 {
            return None;
        }
        let mut magnitude = IBig::ZERO;
        for digit in digits {
            let value = match digit {
                b'0'..=b'9' => digit - b'0',
                b'a'..=b'z' => digit - b'a' + 10,
                b'A'..=b'Z' if radix <= 36 => digit - b'A' + 10,
                b'A'..=b'Z' => digit - b'A' + 36,
                _ => return None,
            };
            if value >= radix {
                return None;
            }
            magnitude = magnitude * IBig::from(radix) + IBig::from(value);
        }
        Some(Self::from_integer(if sign == Sign::Negative { -magnitude } else { magnitude }))
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    fn n(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn text_is_the_shortest_that_reads_back() {
        for text in
            ["0", "-1", "0.1", "-12.5", "9223372036854775808", "0.000001", "123456789.123456789", "1000", "3.14"]
        {
            assert_eq!(n(text).to_string(), text);
        }
        assert_eq!(n("0.10").to_string(), "0.1");
        assert_eq!(n("9.99").to_string(), "9.99");
        assert_eq!(n("100000000000000000000000000001").to_string(), "100000000000000000000000000001");
        assert_eq!(Number::from_f64(2f64.powi(62)).unwrap().to_string(), "4611686018427388000");
        assert_eq!(Number::from_f64(1e23).unwrap().to_string(), "100000000000000000000000");
    }

    #[test]
    fn verbs_as_go_has_them() {
        let check = |text: &str, verb, precision, expected: &str| {
            assert_eq!(n(text).to_go_text(verb, precision), expected, "{text} %{verb} {precision:?}");
        };
        check("1000000", 'g', None, "1e+06");
        check("123456", 'g', None, "123456");
        check("0.0001", 'g', None, "0.0001");
        check("0.00001", 'g', None, "1e-05");
        check("1234.5678", 'g', Some(3), "1.23e+03");
        check("1234.5678", 'e', Some(2), "1.23e+03");
        check("1234.5678", 'E', Some(6), "1.234568E+03");
        check("2.5", 'f', Some(0), "2");
        check("3.5", 'f', Some(0), "4");
        check("0.05", 'f', Some(1), "0.1");
        check("999.99", 'f', Some(1), "1000.0");
        check("0", 'e', Some(2), "0.00e+00");
        check("0", 'g', None, "0");
        check("0.5", 'f', Some(6), "0.500000");
    }

    #[test]
    fn radixes() {
        assert_eq!(n("-255").to_radix_digits(16).as_deref(), Some("ff"));
        assert_eq!(n("0.5").to_radix_digits(16), None);
        assert_eq!(Number::parse_radix("-FF", 16).unwrap(), n("-255"));
        assert_eq!(Number::parse_radix("zZ", 62).unwrap(), n("2231"));
        assert_eq!(Number::parse_radix("9", 8), None);
        assert_eq!(Number::parse_radix("-", 8), None);
    }
}
