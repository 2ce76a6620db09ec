use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use groundplan_value::Value;
use sha2::Digest;

/// A hash in hexadecimal digits.
pub(super) fn hexadecimal<D: Digest>(bytes: &[u8]) -> Value {
    let mut out = String::new();
    for byte in &D::digest(bytes) {
        let _infallible = write!(out, "{byte:02x}");
    }
    Value::string(out)
}

/// A hash in Base64.
pub(super) fn base64<D: Digest>(bytes: &[u8]) -> Value {
    Value::string(STANDARD.encode(D::digest(bytes)))
}
