//! Reading timestamps of RFC 3339. What is wrong with one is said as Terraform says it, which follows from how Go's
//! `time.Parse` goes through its layout.

use groundplan_value::quote;
use jiff::civil::DateTime;

use super::Moment;

/// How close a timestamp must keep to RFC 3339.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    Strict,
    /// An hour may have one digit, a comma may come before fractions, and offsets may be a whole day.
    Lenient,
}

/// A part of a timestamp and what stands where it should be.
struct Wrong<'a> {
    part: &'static str,
    found: &'a str,
}

/// Reads a timestamp, or says what is wrong with it.
pub(super) fn parse(text: &str, strictness: Strictness) -> Result<Moment, String> {
    let strict = strictness == Strictness::Strict;
    parse_parts(text, strict).map_err(|problem| {
        let found = problem.found;
        let reason = match problem.part {
            "day" => return "not a valid RFC3339 timestamp: day out of range".to_owned(),
            "T" => "missing required time introducer 'T'".to_owned(),
            separator @ ("-" | ":") if found.is_empty() => {
                format!("end of string where {} is expected", quote(separator))
            }
            separator @ ("-" | ":") => format!("found {} where {} is expected", quote(found), quote(separator)),
            part if found.is_empty() => format!("end of string before {part}"),
            "hour" if strict && found.contains(':') => "hour must be between 0 and 23 inclusive".to_owned(),
            part @ ("hour" | "minute") if strict && found.len() != 2 => format!("{part} must have exactly two digits"),
            part => format!("cannot use {} as {part}", quote(found)),
        };
        format!("not a valid RFC3339 timestamp: {reason}")
    })
}

fn parse_parts(text: &str, strict: bool) -> Result<Moment, Wrong<'_>> {
    let mut rest = Rest(text);
    let year = rest.year()?;
    rest.skip("-")?;
    let month = rest.number("month", true, 1..=12)?;
    rest.skip("-")?;
    let day = rest.number("day of month", true, i32::MIN..=i32::MAX)?;
    rest.skip("T")?;
    let hour_text = rest.0;
    let hour = rest.number("hour", false, 0..=23)?;
    let one_digit = hour_text.get(..1).filter(|_| hour_text.len() - rest.0.len() == 1);
    rest.skip(":")?;
    let minute = rest.number("minute", true, 0..=59)?;
    rest.skip(":")?;
    let second = rest.number("second", true, 0..=59)?;
    let (nanosecond, comma) = rest.fraction();
    let zone_text = rest.0;
    let offset = rest.offset()?;
    if !rest.0.is_empty() {
        return Err(Wrong { part: "timestamp segment", found: rest.0 });
    }
    let wrong_day = Wrong { part: "day", found: "" };
    let local = |part: i32| i8::try_from(part).unwrap_or(-1);
    let year = i16::try_from(year).unwrap_or(-1);
    let Ok(local) =
        DateTime::new(year, local(month), local(day), local(hour), local(minute), local(second), nanosecond)
    else {
        return Err(wrong_day);
    };
    if strict {
        if let Some(digit) = one_digit {
            return Err(Wrong { part: "hour", found: digit });
        }
        if comma {
            return Err(Wrong { part: "timestamp segment", found: "," });
        }
        let two = |at: usize| zone_text.get(at..at + 2).and_then(|digits| digits.parse().ok()).unwrap_or(0);
        if zone_text != "Z" && (two(1) >= 24 || two(4) >= 60) {
            return Err(Wrong { part: "UTC offset", found: zone_text });
        }
    }
    Ok(Moment::new(local, offset))
}

struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.0.split_at_checked(length).unwrap_or((self.0, ""));
        self.0 = rest;
        taken
    }

    fn digit(&self, at: usize) -> bool {
        self.0.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
    }

    fn skip(&mut self, separator: &'static str) -> Result<(), Wrong<'a>> {
        self.0 = self.0.strip_prefix(separator).ok_or(Wrong { part: separator, found: self.0 })?;
        Ok(())
    }

    fn year(&mut self) -> Result<i32, Wrong<'a>> {
        let wrong = Wrong { part: "year", found: self.0 };
        if self.0.len() < 4 || !self.digit(0) {
            return Err(wrong);
        }
        let year = self.take(4);
        if year.bytes().all(|byte| byte.is_ascii_digit()) { year.parse().map_err(|_| wrong) } else { Err(wrong) }
    }

    /// Two digits, or one where two are not asked for. When they are out of range, what follows them is in the message.
    fn number(
        &mut self,
        part: &'static str,
        two_digits: bool,
        range: std::ops::RangeInclusive<i32>,
    ) -> Result<i32, Wrong<'a>> {
        if !self.digit(0) || (two_digits && !self.digit(1)) {
            return Err(Wrong { part, found: self.0 });
        }
        let digits = self.take(if self.digit(1) { 2 } else { 1 });
        let number = digits.parse().unwrap_or(-1);
        if range.contains(&number) { Ok(number) } else { Err(Wrong { part, found: self.0 }) }
    }

    /// Nanoseconds, and whether a comma introduced them.
    fn fraction(&mut self) -> (i32, bool) {
        if !self.0.starts_with(['.', ',']) || !self.digit(1) {
            return (0, false);
        }
        let comma = self.0.starts_with(',');
        let length = self.0.bytes().skip(1).take_while(u8::is_ascii_digit).count();
        let digits = self.take(length + 1).get(1..).unwrap_or_default();
        let nanoseconds = format!("{:0<9}", digits.get(..9).unwrap_or(digits));
        (nanoseconds.parse().unwrap_or(0), comma)
    }

    fn offset(&mut self) -> Result<i32, Wrong<'a>> {
        let wrong = Wrong { part: "UTC offset", found: self.0 };
        if let Some(rest) = self.0.strip_prefix('Z') {
            self.0 = rest;
            return Ok(0);
        }
        let Some((text, rest)) = self.0.split_at_checked(6) else { return Err(wrong) };
        let two = |at: usize| {
            let digits = text.get(at..at + 2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
            digits.and_then(|digits| digits.parse::<i32>().ok())
        };
        let sign = match text.as_bytes().first() {
            Some(b'+') => 1,
            Some(b'-') => -1,
            _ => return Err(wrong),
        };
        let (Some(hours), Some(minutes), Some(b':')) = (two(1), two(4), text.as_bytes().get(3)) else {
            return Err(wrong);
        };
        self.0 = rest;
        if hours > 24 || minutes > 60 {
            return Err(Wrong { part: "UTC offset", found: rest });
        }
        Ok(sign * (hours * 60 + minutes) * 60)
    }
}
