//! Logarithm, exponential and power of 64-bit floats, to the last bit as Terraform's console shows them on 64-bit Intel
//! machines: another library's last bit may differ, and the digits of the result would.

use groundplan_value::{Number, Value};

use crate::functions::FunctionError;

/// The result of a function of floats. There is no number for what is not defined, such as the root of -1.
pub(super) fn float_result(value: f64) -> Result<Value, FunctionError> {
    Number::from_f64(value)
        .map(Value::number)
        .ok_or_else(|| FunctionError::call("the result is not a number for these arguments"))
}

/// The natural logarithm, by the method of FreeBSD's `e_log.c`.
pub(super) fn ln(x: f64) -> f64 {
    const LN2_HIGH: f64 = 0.693_147_180_369_123_8;
    const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    const L: [f64; 7] = [
        0.666_666_666_666_673_5,
        0.399_999_999_994_094_2,
        0.285_714_287_436_623_9,
        0.222_221_984_321_497_84,
        0.181_835_721_616_180_5,
        0.153_138_376_992_093_73,
        0.147_981_986_051_165_86,
    ];
    if x.is_nan() || x == f64::INFINITY {
        return x;
    }
    if x < 0.0 {
        return f64::NAN;
    }
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    let (mut fraction, mut exponent) = split(x);
    if fraction < std::f64::consts::FRAC_1_SQRT_2 {
        fraction *= 2.0;
        exponent -= 1;
    }
    let f = fraction - 1.0;
    let k = f64::from(exponent);
    let s = f / (2.0 + f);
    let s2 = s * s;
    let s4 = s2 * s2;
    let odd = s2 * (L[0] + s4 * (L[2] + s4 * (L[4] + s4 * L[6])));
    let even = s4 * (L[1] + s4 * (L[3] + s4 * L[5]));
    let half = 0.5 * f * f;
    k * LN2_HIGH - ((half - (s * (half + (odd + even)) + k * LN2_LOW)) - f)
}

/// `e^x` for the moderate exponents that [`power`] needs, by N. Shibata's method (ISC 2010): a Taylor series of a sixteenth
/// of the reduced argument, then four squarings.
fn exp(x: f64) -> f64 {
    const LN2_HIGH: f64 = 0.693_147_180_559_663;
    const LN2_LOW: f64 = 2.823_529_056_303_157_7e-13;
    const SERIES: [f64; 7] = [
        0.000_198_412_698_412_698_4,
        0.001_388_888_888_888_889,
        0.008_333_333_333_333_333,
        0.041_666_666_666_666_664,
        0.166_666_666_666_666_66,
        0.5,
        1.0,
    ];
    if x > 709.782_712_893_384 {
        return f64::INFINITY;
    }
    if x < -745.2 {
        return 0.0;
    }
    let exponent = (x * std::f64::consts::LOG2_E).round_ties_even();
    let reduced = (-LN2_LOW).mul_add(exponent, (-LN2_HIGH).mul_add(exponent, x)) * 0.0625;
    let start = 2.480_158_730_158_73e-05;
    let series = SERIES.iter().fold(start, |sum: f64, term| sum.mul_add(reduced, *term));
    let mut less_one = reduced * series;
    for _ in 0..3 {
        less_one *= less_one + 2.0;
    }
    scale(less_one.mul_add(less_one + 2.0, 1.0), exponent as i32)
}

/// `x^y`, by squaring for the whole part of the exponent and by logarithm for the rest.
pub(super) fn power(x: f64, y: f64) -> f64 {
    if y == 0.0 || x == 1.0 {
        return 1.0;
    }
    if y == 1.0 {
        return x;
    }
    if x == 0.0 || x.is_infinite() || y.is_infinite() || x.is_nan() || y.is_nan() {
        return x.powf(y);
    }
    if y == 0.5 {
        return x.sqrt();
    }
    if y == -0.5 {
        return 1.0 / x.sqrt();
    }
    let (mut whole, mut rest) = (y.abs().trunc(), y.abs().fract());
    if rest != 0.0 && x < 0.0 {
        return f64::NAN;
    }
    if whole >= 9.223_372_036_854_776e+18 {
        return match (x == -1.0, (x.abs() < 1.0) == (y > 0.0)) {
            (true, _) => 1.0,
            (false, true) => 0.0,
            (false, false) => f64::INFINITY,
        };
    }
    let (mut result, mut exponent) = (1.0, 0i32);
    if rest != 0.0 {
        if rest > 0.5 {
            rest -= 1.0;
            whole += 1.0;
        }
        result = exp(rest * ln(x));
    }
    let (mut square, mut square_exponent) = split(x);
    let mut bits = whole as i64;
    while bits != 0 {
        if !(-4096..=4096).contains(&square_exponent) {
            exponent = exponent.saturating_add(square_exponent);
            break;
        }
        if bits & 1 == 1 {
            result *= square;
            exponent += square_exponent;
        }
        square *= square;
        square_exponent *= 2;
        if square < 0.5 {
            square += square;
            square_exponent -= 1;
        }
        bits >>= 1;
    }
    if y < 0.0 {
        result = 1.0 / result;
        exponent = -exponent;
    }
    scale(result, exponent)
}

/// A finite number other than zero as a fraction of at least a half and less than one, and an exponent of two.
fn split(x: f64) -> (f64, i32) {
    let (scaled, shift) = if x.abs() < f64::MIN_POSITIVE { (x * 2f64.powi(52), -52) } else { (x, 0) };
    let bits = scaled.to_bits();
    let biased = i32::try_from((bits >> 52) & 0x7ff).unwrap_or(0);
    (f64::from_bits((bits & !(0x7ff << 52)) | (0x3fe << 52)), biased - 1022 + shift)
}

/// `fraction * 2^exponent`, rounded once.
fn scale(fraction: f64, exponent: i32) -> f64 {
    if fraction == 0.0 || fraction.is_infinite() || fraction.is_nan() {
        return fraction;
    }
    let (fraction, own) = split(fraction);
    let exponent = exponent.saturating_add(own);
    if exponent > 1024 {
        return f64::INFINITY.copysign(fraction);
    }
    if exponent < -1075 {
        return 0f64.copysign(fraction);
    }
    // Below the normal numbers the fraction is brought near the end in one exact step, so that it is rounded once.
    if exponent < -1021 {
        fraction * 2f64.powi(exponent + 60) * 2f64.powi(-60)
    } else {
        fraction * 2.0 * 2f64.powi(exponent - 1)
    }
}
