use groundplan_value::quote;
use jiff::SignedDuration;

/// Reads a duration as Go writes it, such as `-1h30.5m`; the units are `ns`, `us`, `ms`, `s`, `m` and `h`.
pub(super) fn parse(text: &str) -> Result<SignedDuration, String> {
    let invalid = || format!("time: invalid duration {}", quote(text));
    let (negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Ok(SignedDuration::ZERO);
    }
    if rest.is_empty() {
        return Err(invalid());
    }
    let mut nanoseconds: i128 = 0;
    while !rest.is_empty() {
        let number_end = rest.find(|c: char| c != '.' && !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, after) = rest.split_at(number_end);
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if (whole.is_empty() && fraction.is_empty()) || fraction.contains('.') {
            return Err(invalid());
        }
        let unit_end = after.find(|c: char| c == '.' || c.is_ascii_digit()).unwrap_or(after.len());
        let (unit, after) = after.split_at(unit_end);
        let scale: i128 = match unit {
            "" => return Err(format!("time: missing unit in duration {}", quote(text))),
            "ns" => 1,
            "us" | "µs" | "μs" => 1_000,
            "ms" => 1_000_000,
            "s" => 1_000_000_000,
            "m" => 60_000_000_000,
            "h" => 3_600_000_000_000,
            _ => return Err(format!("time: unknown unit {} in duration {}", quote(unit), quote(text))),
        };
        let digits = |digits: &str| if digits.is_empty() { Some(0) } else { digits.parse::<i128>().ok() };
        let whole = digits(whole).and_then(|whole| whole.checked_mul(scale)).ok_or_else(invalid)?;
        // More digits than these cannot matter.
        let fraction = fraction.get(..18).unwrap_or(fraction);
        let places = 10i128.pow(u32::try_from(fraction.len()).unwrap_or(0));
        nanoseconds += whole + digits(fraction).ok_or_else(invalid)? * scale / places;
        if nanoseconds > i128::from(i64::MAX) + i128::from(negative) {
            return Err(invalid());
        }
        rest = after;
    }
    let signed = if negative { -nanoseconds } else { nanoseconds };
    Ok(SignedDuration::from_nanos(i64::try_from(signed).map_err(|_| invalid())?))
}
