//! Reading Base64 as Go does: line ends anywhere, padding required, bits left over not looked at.

/// The bytes that a text says, or the place of what is wrong with it.
pub(in crate::functions) fn decode(text: &str) -> Result<Vec<u8>, usize> {
    let mut input = text.bytes().enumerate().filter(|(_, byte)| !matches!(byte, b'\r' | b'\n'));
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    loop {
        let mut group = [0u8; 4];
        let mut filled = 0;
        while filled < 4 {
            match input.next() {
                None if filled == 0 => return Ok(out),
                None => return Err(text.len() - filled),
                Some((at, byte)) => match (symbol(byte), byte, filled) {
                    (Some(value), ..) => {
                        group[filled] = value;
                        filled += 1;
                    }
                    (None, b'=', 2 | 3) => {
                        if filled == 2 {
                            match input.next() {
                                None => return Err(text.len()),
                                Some((_, b'=')) => {}
                                Some((at, _)) => return Err(at - 1),
                            }
                        }
                        if let Some((at, _)) = input.next() {
                            return Err(at);
                        }
                        out.extend(bytes(group).into_iter().take(filled - 1));
                        return Ok(out);
                    }
                    (None, ..) => return Err(at),
                },
            }
        }
        out.extend(bytes(group));
    }
}

fn symbol(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

fn bytes([a, b, c, d]: [u8; 4]) -> [u8; 3] {
    [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn decodes_and_points_at_what_is_wrong() {
        assert_eq!(decode("aGVs\nbG8=").as_deref(), Ok(&b"hello"[..]));
        assert_eq!(decode(""), Ok(vec![]));
        assert_eq!(decode("YQ=="), Ok(b"a".to_vec()));
        assert_eq!(decode("YR=="), Ok(b"a".to_vec()));
        assert_eq!(decode("a!=="), Err(1));
        assert_eq!(decode("YQ="), Err(3));
        assert_eq!(decode("YQ"), Err(0));
        assert_eq!(decode("YQ==YQ=="), Err(4));
        assert_eq!(decode("="), Err(0));
    }
}
