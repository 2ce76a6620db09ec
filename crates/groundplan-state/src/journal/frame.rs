//! Frames: records that became durable together, with a checksum.

use sha2::{Digest, Sha256};

/// The first line of a journal.
pub(super) const HEAD: &str = "groundplan journal 1\n";

/// What was read from a journal's bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Frames<'a> {
    /// The contents of the whole frames, in order.
    pub(super) contents: Vec<&'a str>,
    /// Where the last whole frame ends; what follows was never durable.
    pub(super) end: usize,
}

/// Damage that a crash cannot have caused.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Damage {
    pub(super) offset: usize,
    pub(super) reason: &'static str,
}

/// The bytes of one frame.
pub(super) fn encode(number: u64, content: &str) -> Vec<u8> {
    let prefix = format!("#{number} {}", content.len());
    format!("{prefix} {}\n{content}", checksum(&prefix, content.as_bytes())).into_bytes()
}

/// Splits a journal into its frames.
pub(super) fn decode(bytes: &[u8]) -> Result<Frames<'_>, Damage> {
    let head = HEAD.as_bytes();
    if !bytes.starts_with(head) {
        // A run can die while it writes the head; then nothing follows it.
        return if head.starts_with(bytes) {
            Ok(Frames { contents: Vec::new(), end: 0 })
        } else {
            Err(Damage { offset: 0, reason: "it does not begin as a journal of this version does" })
        };
    }
    let mut frames = Frames { contents: Vec::new(), end: head.len() };
    for number in 1.. {
        let rest = bytes.get(frames.end..).unwrap_or_default();
        let Some((content, length)) = first_frame(rest, Some(number)) else {
            if has_frame(rest) {
                return Err(Damage {
                    offset: frames.end,
                    reason: "a record does not have the checksum it was written with",
                });
            }
            break;
        };
        frames.contents.push(content);
        frames.end += length;
    }
    Ok(frames)
}

/// The frame at the start, if it is whole: its content and its length in bytes. With its number, if that is known.
fn first_frame(bytes: &[u8], number: Option<u64>) -> Option<(&str, usize)> {
    let line_end = bytes.iter().take(128).position(|byte| *byte == b'\n')?;
    let line = std::str::from_utf8(bytes.get(..line_end)?).ok()?;
    let (prefix, expected) = line.rsplit_once(' ')?;
    let (found, length) = prefix.strip_prefix('#')?.split_once(' ')?;
    let found: u64 = found.parse().ok()?;
    if number.is_some_and(|number| number != found) {
        return None;
    }
    let start = line_end + 1;
    let end = start.checked_add(length.parse().ok()?)?;
    let content = bytes.get(start..end)?;
    let content = (checksum(prefix, content) == expected).then_some(content)?;
    Some((std::str::from_utf8(content).ok()?, end))
}

/// Whether a whole frame starts anywhere. No record can look like one: a frame has a line end, records only at their ends.
fn has_frame(bytes: &[u8]) -> bool {
    let starts = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'#').map(|(at, _)| at);
    starts.into_iter().any(|start| bytes.get(start..).is_some_and(|rest| first_frame(rest, None).is_some()))
}

fn checksum(prefix: &str, content: &[u8]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(prefix.as_bytes());
    hasher.update(b"\n");
    hasher.update(content);
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTENTS: [&str; 3] = ["{\"a\":1}\n", "{\"b\":\"#1 2 x\"}\n{\"c\":3}\n", "{}\n"];

    fn journal() -> (Vec<u8>, Vec<usize>) {
        let mut bytes = HEAD.as_bytes().to_vec();
        let mut ends = vec![bytes.len()];
        for (number, content) in (1..).zip(CONTENTS) {
            bytes.extend(encode(number, content));
            ends.push(bytes.len());
        }
        (bytes, ends)
    }

    #[test]
    fn a_journal_cut_anywhere_keeps_its_whole_frames() {
        let (bytes, ends) = journal();
        for cut in 0..=bytes.len() {
            let frames = decode(&bytes[..cut]).unwrap();
            let whole = ends.iter().filter(|end| **end <= cut).count();
            assert_eq!(frames.contents, CONTENTS[..whole.saturating_sub(1)], "cut at {cut}");
            assert_eq!(frames.end, if whole == 0 { 0 } else { ends[whole - 1] }, "cut at {cut}");
        }
    }

    #[test]
    fn a_cut_tail_with_rubbish_behind_it_is_dropped() {
        let (bytes, ends) = journal();
        for cut in ends[2]..bytes.len() {
            for rubbish in ["\0\0\0\0", "\0\n#", " \n#3 1000 0123456789abcdef\n{}", "\u{ff}"] {
                let mut torn = bytes[..cut].to_vec();
                torn.extend(rubbish.as_bytes());
                assert_eq!(decode(&torn).unwrap().end, ends[2], "cut at {cut}, then {rubbish:?}");
            }
        }
    }

    #[test]
    fn damage_before_the_last_frame_is_an_error() {
        let (bytes, ends) = journal();
        for at in ends[0]..ends[2] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            let frame = ends.iter().filter(|end| **end <= at).max().unwrap();
            assert_eq!(decode(&damaged).unwrap_err().offset, *frame, "byte {at}");
        }
        for at in ends[2]..ends[3] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(decode(&damaged).unwrap().end, ends[2], "byte {at}");
        }
    }

    #[test]
    fn a_frame_that_is_missing_in_the_middle_is_an_error() {
        let (bytes, ends) = journal();
        let without: Vec<u8> = [&bytes[..ends[1]], &bytes[ends[2]..]].concat();
        assert!(decode(&without).is_err());
    }

    #[test]
    fn another_file_is_no_journal() {
        assert_eq!(decode(b"{\"version\":4}").unwrap_err().offset, 0);
        assert_eq!(decode(b"groundplan journal 2\n").unwrap_err().offset, 0);
        assert_eq!(decode(b"").unwrap().contents, Vec::<&str>::new());
    }
}
