use groundplan_value::{Number, Value, quote};
use jiff::civil::DateTime;
use libyaml_safer::ScalarStyle;

use crate::functions::datetime::Moment;
use crate::functions::encoding::base64_text;

/// What a scalar stands for.
pub(super) enum Scalar {
    Value(Value),
    /// `<<`, which as a key takes over the entries of a mapping.
    Merge,
}

const TAG: &str = "tag:yaml.org,2002:";

/// Resolves a scalar by its tag and, without one, by its text.
pub(super) fn resolve(tag: &str, text: &str, style: ScalarStyle) -> Result<Scalar, String> {
    let kind = match tag {
        "" => "",
        _ => match tag.strip_prefix(TAG) {
            Some(kind @ ("str" | "bool" | "int" | "float" | "null" | "timestamp" | "binary")) => kind,
            _ => return Err(format!("unsupported tag {}", quote(tag))),
        },
    };
    let cannot = || format!("cannot parse {} as {tag}", quote(text));
    let mut kind = kind;
    let first = text.chars().next();
    let hinted = matches!(first, None | Some('+' | '-' | '.' | '~' | '0'..='9'))
        || first.is_some_and(|first| "yYnNtTfFoO".contains(first));
    if hinted && kind != "str" && kind != "binary" {
        if matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) {
            return Ok(Scalar::Value(Value::string(text)));
        }
        if let Some(value) = word(text) {
            return Ok(Scalar::Value(value));
        }
        if kind.is_empty() && matches!(text, ".nan" | ".NaN" | ".NAN") {
            return Err("floating point NaN is not supported".to_owned());
        }
        match first {
            Some('.') => {
                if let Some(number) = Number::parse(text) {
                    return Ok(Scalar::Value(Value::number(number)));
                }
            }
            Some('+' | '-' | '0'..='9') => {
                if let Some(moment) = timestamp(text).filter(|_| matches!(kind, "" | "timestamp")) {
                    return Ok(Scalar::Value(Value::string(moment.to_string())));
                }
                if is_integer(text) || is_float(text) {
                    kind = "float";
                }
            }
            _ => {}
        }
    }
    let value = match kind {
        "" if text == "<<" => return Ok(Scalar::Merge),
        "bool" => word(text).filter(|value| value.as_bool().is_some()).ok_or_else(cannot)?,
        "int" | "float" => {
            // What has not been tagged is an integer or a float by its looks.
            let name = if tag.is_empty() { if is_integer(text) { "int" } else { "float" } } else { kind };
            number(text).ok_or_else(|| format!("cannot parse {} as {TAG}{name}", quote(text)))?
        }
        "timestamp" => Value::string(timestamp(text).ok_or_else(cannot)?.to_string()),
        "null" => Value::NULL,
        "binary" if base64_text::decode(text).is_err() => return Err(format!("{}: not valid base64", cannot())),
        _ => Value::string(text),
    };
    Ok(Scalar::Value(value))
}

/// Words that stand for a value.
fn word(text: &str) -> Option<Value> {
    Some(match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Value::TRUE,
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Value::FALSE,
        "" | "~" | "null" | "Null" | "NULL" => Value::NULL,
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Value::number(Number::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Value::number(Number::NEGATIVE_INFINITY),
        _ => return None,
    })
}

fn all(text: &str, is: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(is)
}

fn is_integer(text: &str) -> bool {
    let decimal = text.strip_prefix(['-', '+']).unwrap_or(text);
    all(decimal, |byte| byte.is_ascii_digit())
        || text.strip_prefix("0o").is_some_and(|digits| all(digits, |byte| (b'0'..=b'7').contains(&byte)))
        || text.strip_prefix("0x").is_some_and(|digits| all(digits, |byte| byte.is_ascii_hexdigit()))
}

fn is_float(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = text.split_once(['e', 'E']).map_or((text, None), |(m, e)| (m, Some(e)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(w, f)| (w, Some(f)));
    let digits = |text: &str| all(text, |byte| byte.is_ascii_digit());
    let mantissa = match fraction {
        None => digits(whole),
        Some("") => digits(whole),
        Some(fraction) => digits(fraction) && (whole.is_empty() || digits(whole)),
    };
    mantissa && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)))
}

/// A number with underscores between its digits; in another base than ten it has 64 bits at most.
fn number(text: &str) -> Option<Value> {
    let plain = text.replace('_', "");
    if let Some(number) = Number::parse(&plain) {
        return Some(Value::number(number));
    }
    let (negative, digits) = match plain.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, plain.strip_prefix('+').unwrap_or(&plain)),
    };
    let lower = digits.to_ascii_lowercase();
    let (radix, digits) = [("0x", 16), ("0o", 8), ("0b", 2)]
        .iter()
        .find_map(|(prefix, radix)| lower.strip_prefix(prefix).map(|digits| (*radix, digits)))?;
    let magnitude = i128::from(u64::from_str_radix(digits, radix).ok()?);
    let signed = if negative { -magnitude } else { magnitude };
    let number = i64::try_from(signed).map(Number::from).or_else(|_| u64::try_from(signed).map(Number::from)).ok()?;
    Some(Value::number(number))
}

/// A date, perhaps with a time of day: `2001-12-14t21:59:43.10-05:00`, `2001-12-14 21:59:43`, `2001-12-14`.
fn timestamp(text: &str) -> Option<Moment> {
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(at) => (text.get(..at)?, text.get(at..)?),
        None => (text, ""),
    };
    let mut parts = date.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?;
    let (month, day) = (parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (clock, offset) = match time.chars().next() {
        None => ("0:0:0", 0),
        Some(' ') => (time.get(1..)?, 0),
        Some(_) => {
            let time = time.get(1..)?;
            let zone = time.find(['Z', '+', '-'])?;
            (time.get(..zone)?, zone_offset(time.get(zone..)?)?)
        }
    };
    let (clock, fraction) = clock.split_once(['.', ',']).map_or((clock, "0"), |(clock, fraction)| (clock, fraction));
    let mut parts = clock.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !all(fraction, |byte| byte.is_ascii_digit()) {
        return None;
    }
    let short = |text: &str| text.parse::<i8>().ok().filter(|_| text.len() <= 2 && all(text, |b| b.is_ascii_digit()));
    let year = year.parse::<i16>().ok().filter(|_| all(year, |byte| byte.is_ascii_digit()))?;
    let second = short(second).filter(|second| *second < 60)?;
    let local = DateTime::new(year, short(month)?, short(day)?, short(hour)?, short(minute)?, second, 0).ok()?;
    Some(Moment::new(local, offset))
}

fn zone_offset(text: &str) -> Option<i32> {
    if text == "Z" {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let two = |text: &str| {
        let digits = text.len() == 2 && all(text, |byte| byte.is_ascii_digit());
        text.parse::<i32>().ok().filter(|_| digits)
    };
    let (hours, minutes) = (two(hours).filter(|hours| *hours <= 24)?, two(minutes).filter(|minutes| *minutes <= 60)?);
    Some(sign * (hours * 60 + minutes) * 60)
}
