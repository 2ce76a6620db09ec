use std::collections::BTreeMap;
use std::sync::OnceLock;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, ISO_2022_JP, SHIFT_JIS};

/// A character set of East Asia. Decoding is `encoding_rs`'s, less what newer editions of the sets have added and what is
/// for private use. Encoding is the reverse of that, since browsers, whose rules `encoding_rs` keeps, encode less.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Multibyte {
    Big5,
    EucJp,
    EucKr,
    Gb18030,
    Gbk,
    Iso2022Jp,
    ShiftJis,
}

/// What later editions of GB 18030 have in two bytes, and Terraform has not.
const LATER_GB: &str = "ḿ龴龵龶龷龸龹龺龻︐︑︒︓︔︕︖︗︘︙";

/// The bytes of each character.
type Reverse = BTreeMap<char, Vec<u8>>;

impl Multibyte {
    fn encoding(self) -> &'static Encoding {
        match self {
            Self::Big5 => BIG5,
            Self::EucJp => EUC_JP,
            Self::EucKr => EUC_KR,
            Self::Gb18030 => GB18030,
            Self::Gbk => GBK,
            Self::Iso2022Jp => ISO_2022_JP,
            Self::ShiftJis => SHIFT_JIS,
        }
    }

    pub(super) fn decode(self, bytes: &[u8]) -> Option<String> {
        let text = self.encoding().decode_without_bom_handling_and_without_replacement(bytes)?;
        let gb = matches!(self, Self::Gbk | Self::Gb18030);
        let foreign = |c: char| matches!(c, '\u{e000}'..='\u{f8ff}') || (gb && LATER_GB.contains(c));
        (!text.contains(foreign)).then(|| text.into_owned())
    }

    pub(super) fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Iso2022Jp => encode_iso_2022_jp(text),
            Self::EucKr => self.encode_as_browsers(text),
            Self::Gb18030 => {
                let mut out = Vec::new();
                for piece in text.split_inclusive(|c| LATER_GB.contains(c)) {
                    let later = piece.chars().next_back().and_then(|last| Some((four_bytes(last)?, last)));
                    match later {
                        Some((bytes, last)) => {
                            out.extend(self.encode_as_browsers(piece.strip_suffix(last)?)?);
                            out.extend(bytes);
                        }
                        None => out.extend(self.encode_as_browsers(piece)?),
                    }
                }
                Some(out)
            }
            _ => {
                let reverse = self.reverse()?;
                let mut out = Vec::new();
                for char in text.chars() {
                    match u8::try_from(char) {
                        Ok(byte) if byte.is_ascii() => out.push(byte),
                        _ => out.extend(reverse.get(&char)?),
                    }
                }
                Some(out)
            }
        }
    }

    fn encode_as_browsers(self, text: &str) -> Option<Vec<u8>> {
        let (bytes, _, unmappable) = self.encoding().encode(text);
        (!unmappable).then(|| bytes.into_owned())
    }

    fn reverse(self) -> Option<&'static Reverse> {
        static MAPS: [OnceLock<Reverse>; 4] = [const { OnceLock::new() }; 4];
        let place = match self {
            Self::Big5 => 0,
            Self::EucJp => 1,
            Self::Gbk => 2,
            Self::ShiftJis => 3,
            Self::EucKr | Self::Gb18030 | Self::Iso2022Jp => return None,
        };
        Some(MAPS.get(place)?.get_or_init(|| self.read_reverse()))
    }

    /// Asks the decoder about all sequences. Of those that give the same character, it is written as the first; in Big5 as
    /// the last.
    fn read_reverse(self) -> Reverse {
        let mut map = Reverse::new();
        let mut learn = |bytes: &[u8]| {
            let Some(text) = self.decode(bytes) else { return };
            let mut chars = text.chars();
            if let (Some(char), None) = (chars.next(), chars.next())
                && (self == Self::Big5 || !map.contains_key(&char))
            {
                map.insert(char, bytes.to_vec());
            }
        };
        let first = if self == Self::ShiftJis { 0x81 } else { 0x80 };
        (first..=0xffu8).for_each(|byte| learn(&[byte]));
        for lead in 0x81..=0xffu8 {
            (0x40..=0xffu8).for_each(|trail| learn(&[lead, trail]));
        }
        if self == Self::EucJp {
            for lead in 0xa1..=0xfeu8 {
                (0xa1..=0xfeu8).for_each(|trail| learn(&[0x8f, lead, trail]));
            }
        }
        map
    }
}

/// The four bytes that one of [`LATER_GB`] had before it got two: the digits of its place among all that have four.
fn four_bytes(c: char) -> Option<[u8; 4]> {
    let place = match c {
        'ḿ' => 7457,
        '\u{9fb4}'..='\u{9fbb}' => 19_057 + u32::from(c) - 0x9fb4,
        '\u{fe10}'..='\u{fe19}' => 39_076 + u32::from(c) - 0xfe10,
        _ => return None,
    };
    let digit = |from: u8, unit: u32, base: u32| u8::try_from(place / unit % base).ok()?.checked_add(from);
    Some([digit(0x81, 12_600, 126)?, digit(0x30, 1_260, 10)?, digit(0x81, 10, 126)?, digit(0x30, 1, 10)?])
}

/// Sequences that begin with an escape, which says what set the bytes after it are of. The text ends in ASCII.
fn encode_iso_2022_jp(text: &str) -> Option<Vec<u8>> {
    const ASCII: &[u8] = b"\x1b(B";
    let reverse = Multibyte::EucJp.reverse()?;
    let (mut out, mut set) = (Vec::new(), ASCII);
    for char in text.chars() {
        let ascii = u8::try_from(char).ok().filter(u8::is_ascii).map(|byte| vec![byte]);
        let bytes = match ascii {
            Some(bytes) => bytes,
            None => reverse.get(&char)?.clone(),
        };
        let (needed, bytes): (&[u8], &[u8]) = match bytes.as_slice() {
            single @ [_] => (ASCII, single),
            [0x8e, kana] => (b"\x1b(I", &[*kana]),
            double @ [_, _] => (b"\x1b$B", double),
            _ => return None,
        };
        if needed != set {
            out.extend(needed);
            set = needed;
        }
        out.extend(bytes.iter().map(|byte| byte & 0x7f));
    }
    if set != ASCII {
        out.extend(ASCII);
    }
    Some(out)
}
