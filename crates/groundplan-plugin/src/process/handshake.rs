use std::path::PathBuf;

use crate::wire::ProtocolVersion;

/// The environment variable and value by which a provider knows that it was started as a plugin and not by a person.
pub(super) const MAGIC_COOKIE: (&str, &str) =
    ("TF_PLUGIN_MAGIC_COOKIE", "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2");

/// What a plugin says when it is ready.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Handshake {
    pub(super) version: ProtocolVersion,
    pub(super) socket: PathBuf,
}

/// Why a line is no handshake that we can go on with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoHandshake {
    /// It is something else.
    Garbage,
    /// It is one of a version of the plugin protocol that we do not speak.
    Version(String),
}

impl Handshake {
    /// Reads `1|VERSION|unix|SOCKET|grpc[|…]` (go-plugin's `docs/internals.md`).
    pub(super) fn parse(line: &str) -> Result<Self, NoHandshake> {
        let mut fields = line.trim().split('|');
        let (core, version, network) = (fields.next(), fields.next(), fields.next());
        let (address, protocol) = (fields.next(), fields.next());
        let number = version.and_then(|version| version.parse::<u32>().ok()).ok_or(NoHandshake::Garbage)?;
        let (Some("1"), Some(network), Some(address)) = (core, network, address) else {
            return Err(NoHandshake::Garbage);
        };
        let version = ProtocolVersion::from_number(number).ok_or_else(|| NoHandshake::Version(number.to_string()))?;
        // A plugin that leaves the last field out speaks go-plugin's first protocol, of Terraform before 0.12.
        if protocol != Some("grpc") {
            return Err(NoHandshake::Version(format!("{number} ({})", protocol.unwrap_or("netrpc"))));
        }
        if network != "unix" || !address.starts_with('/') {
            return Err(NoHandshake::Garbage);
        }
        Ok(Self { version, socket: address.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_a_plugin_is_read() {
        let expected = Handshake { version: ProtocolVersion::V5, socket: "/tmp/x/plugin1".into() };
        assert_eq!(Handshake::parse("1|5|unix|/tmp/x/plugin1|grpc|"), Ok(expected));
        assert_eq!(Handshake::parse("1|6|unix|/s|grpc||true").unwrap().version, ProtocolVersion::V6);
        assert_eq!(Handshake::parse("1|4|unix|/s|netrpc"), Err(NoHandshake::Version("4".into())));
        assert_eq!(Handshake::parse("1|5|unix|/s"), Err(NoHandshake::Version("5 (netrpc)".into())));
        for garbage in ["", "hello", "1|x|unix|/s|grpc", "2|5|unix|/s|grpc", "1|5|tcp|127.0.0.1:1|grpc", "1|5|unix"] {
            assert_eq!(Handshake::parse(garbage), Err(NoHandshake::Garbage), "{garbage:?}");
        }
    }
}
