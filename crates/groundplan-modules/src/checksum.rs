use std::io::{self, Read};

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use groundplan_fetch::hex;

/// The checksum that an address's `checksum` parameter names: `sha256:…`, or the digits alone, whose number tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Checksum {
    kind: &'static str,
    digits: String,
}

impl Checksum {
    /// Reads the parameter's value; an error says what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        const KINDS: [(&str, usize); 4] = [("md5", 32), ("sha1", 40), ("sha256", 64), ("sha512", 128)];
        let (kind, digits) = text.split_once(':').map_or((None, text), |(kind, digits)| (Some(kind), digits));
        if kind == Some("file") {
            return Err("a file of checksums is not supported; write the checksum itself".into());
        }
        let known = KINDS.iter().find(|(name, length)| kind.map_or(*length == digits.len(), |kind| kind == *name));
        let Some((kind, length)) = known else {
            return Err(format!("{text:?} is not a checksum of MD5, SHA-1, SHA-256 or SHA-512"));
        };
        if digits.len() != *length || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(format!("a checksum of the kind {kind} has {length} hexadecimal digits"));
        }
        Ok(Self { kind, digits: digits.to_ascii_lowercase() })
    }

    /// Whether that is the checksum of all that can be read; else the one that it has.
    pub(crate) fn check(&self, input: &mut impl Read) -> io::Result<Result<(), String>> {
        let found = match self.kind {
            "md5" => of::<Md5>(input)?,
            "sha1" => of::<Sha1>(input)?,
            "sha256" => of::<Sha256>(input)?,
            _ => of::<Sha512>(input)?,
        };
        Ok(if found == self.digits { Ok(()) } else { Err(format!("{}:{found}", self.kind)) })
    }
}

fn of<D: Digest + io::Write>(input: &mut impl Read) -> io::Result<String> {
    let mut sum = D::new();
    io::copy(input, &mut sum)?;
    Ok(hex(&sum.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_told_by_name_or_length() {
        let empty = "d41d8cd98f00b204e9800998ecf8427e";
        for text in [empty.to_owned(), format!("md5:{}", empty.to_uppercase())] {
            let sum = Checksum::parse(&text).unwrap();
            assert_eq!(sum.check(&mut io::empty()).unwrap(), Ok(()));
            assert_eq!(sum.check(&mut &b"a"[..]).unwrap(), Err("md5:0cc175b9c0f1b6a831c399e269772661".into()));
        }
        for text in ["", "abc", "md5:abc", "crc:00", "file:https://h/sums"] {
            assert!(Checksum::parse(text).is_err(), "{text}");
        }
    }
}
