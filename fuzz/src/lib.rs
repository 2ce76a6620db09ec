//! Fuzz targets: all that reads bytes which people, programs or other machines wrote. A target takes any bytes and must
//! neither panic nor hang nor take memory without bound. What it finds out besides, such as that what was read can be
//! written and read again, it asserts.
#![expect(clippy::panic, clippy::expect_used, reason = "a failed assertion is how a target reports")]

mod codecs;
mod documents;
mod language;

/// A target.
#[derive(Debug)]
pub struct Target {
    /// The name, and that of the folder of its inputs under `corpus/`.
    pub name: &'static str,
    /// What it does with an input.
    pub run: fn(&[u8]),
}

/// All targets.
pub const TARGETS: &[Target] = &[
    Target { name: "hcl", run: language::hcl },
    Target { name: "hcl_json", run: language::hcl_json },
    Target { name: "expression", run: language::expression },
    Target { name: "tfvars", run: language::tfvars },
    Target { name: "state", run: documents::state },
    Target { name: "plan", run: documents::plan },
    Target { name: "msgpack", run: codecs::msgpack },
    Target { name: "value_json", run: codecs::value_json },
];

/// The bytes as text, if they are that.
fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok()
}
