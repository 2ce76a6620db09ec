use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::gzip;

/// What Terraform 1.11.4 gives for the same texts.
#[test]
fn gives_the_bytes_of_terraform() {
    for (text, expected) in [
        ("", "H4sIAAAAAAAA/wAAAP//AQAA//8AAAAAAAAAAA=="),
        ("hello", "H4sIAAAAAAAA/8pIzcnJBwAAAP//AQAA//+GphA2BQAAAA=="),
        (&*"a".repeat(54), "H4sIAAAAAAAA/0okCwAAAAD//wEAAP//KWHF2jYAAAA="),
    ] {
        assert_eq!(STANDARD.encode(gzip(text.as_bytes())), expected, "{text}");
    }
}
