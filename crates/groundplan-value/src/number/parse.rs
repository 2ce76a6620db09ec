use dashu_int::{IBig, UBig};

use super::{Number, Repr, TEXT_PRECISION};

/// Exponents of ten or two beyond this are refused when a number is read: writing such a number out would take megabytes.
const MAX_EXPONENT: i64 = 10_000;
/// Digits beyond this are refused, for the same reason.
const MAX_DIGITS: usize = 100_000;

impl Number {
    /// Reads what Terraform reads as a number: decimal digits with an optional sign, fraction and exponent of ten (`e`) or
    /// two (`p`), or `inf`. `None` for anything else, and for numbers so long that they could not be written out.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(int) = text.parse::<i64>()
            && int != 0
        {
            return Some(Self { repr: Repr::Int(int), precision: TEXT_PRECISION });
        }
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let magnitude = match unsigned {
            "inf" | "Inf" => Self::INFINITY,
            _ => parse_unsigned(unsigned)?,
        };
        Some(if negative { magnitude.negate() } else { magnitude })
    }
}

fn parse_unsigned(text: &str) -> Option<Number> {
    let (digits, exponent, binary) = match text.split_once(['e', 'E', 'p']) {
        Some((digits, exponent)) => (digits, parse_exponent(exponent)?, text[digits.len()..].starts_with('p')),
        None => (text, 0, false),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{fraction}");
    if all.is_empty() || all.len() > MAX_DIGITS || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mantissa = IBig::from(UBig::from_str_radix(&all, 10).ok()?);
    let fraction = i64::try_from(fraction.len()).ok()?;
    let (tens, twos) = if binary { (-fraction, exponent) } else { (exponent.checked_sub(fraction)?, 0) };
    if exponent.abs() > MAX_EXPONENT {
        return None;
    }
    let power = IBig::from(UBig::from(10u8).pow(usize::try_from(tens.unsigned_abs()).ok()?));
    Some(if tens >= 0 {
        Number::rounded(mantissa * power, twos, TEXT_PRECISION)
    } else {
        Number::quotient(mantissa, twos, &power, 0, TEXT_PRECISION)
    })
}

fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn reads_exponents_and_infinities() {
        for (text, written) in [
            ("1.5e3", "1500"),
            ("1e-7", "0.0000001"),
            ("1p3", "8"),
            (".5", "0.5"),
            ("5.", "5"),
            ("+7", "7"),
            ("007", "7"),
            ("-0", "-0"),
            ("-0.0", "-0"),
            ("-inf", "-Inf"),
        ] {
            assert_eq!(Number::parse(text).unwrap().to_string(), written, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in
            ["", "-", ".", "1.2.3", "0x10", "1e", "1e99999", "1p99999", "abc", "INF", "1_000", " 1", "1P2", "--1"]
        {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }
}
