//! Character sets by their names in IANA's registry.

mod multibyte;
mod tables;

use multibyte::Multibyte;
use tables::{TABLES, Table};

/// A character set, with the name that IANA gives it.
#[derive(Clone, Copy)]
pub(super) struct Charset {
    pub(super) name: &'static str,
    codec: Codec,
}

#[derive(Clone, Copy)]
enum Codec {
    Ascii,
    Utf8,
    /// With a byte order mark, which tells the order; big-endian without.
    Utf16,
    Utf16Be,
    Utf16Le,
    Table(&'static Table),
    Multibyte(Multibyte),
}

/// Names, aliases and codecs of the sets that have no table.
const OTHERS: &[(&str, &str, Codec)] = &[
    (
        "US-ASCII",
        "iso-ir-6 ANSI_X3.4-1968 ANSI_X3.4-1986 ISO_646.irv:1991 ISO646-US us IBM367 cp367 csASCII",
        Codec::Ascii,
    ),
    ("UTF-8", "csUTF8", Codec::Utf8),
    ("UTF-16", "csUTF16", Codec::Utf16),
    ("UTF-16BE", "csUTF16BE", Codec::Utf16Be),
    ("UTF-16LE", "csUTF16LE", Codec::Utf16Le),
    ("Shift_JIS", "MS_Kanji csShiftJIS", Codec::Multibyte(Multibyte::ShiftJis)),
    ("Extended_UNIX_Code_Packed_Format_for_Japanese", "EUC-JP csEUCPkdFmtJapanese", Codec::Multibyte(Multibyte::EucJp)),
    ("ISO-2022-JP", "csISO2022JP", Codec::Multibyte(Multibyte::Iso2022Jp)),
    ("EUC-KR", "csEUCKR", Codec::Multibyte(Multibyte::EucKr)),
    ("GBK", "CP936 MS936 windows-936 csGBK", Codec::Multibyte(Multibyte::Gbk)),
    ("GB18030", "csGB18030", Codec::Multibyte(Multibyte::Gb18030)),
    ("Big5", "csBig5", Codec::Multibyte(Multibyte::Big5)),
];

/// The character set of a name or alias, in letters of either case.
pub(super) fn charset(wanted: &str) -> Option<Charset> {
    let is = |name: &str, aliases: &str| {
        name.eq_ignore_ascii_case(wanted) || aliases.split(' ').any(|alias| alias.eq_ignore_ascii_case(wanted))
    };
    let table = TABLES.iter().find(|table| is(table.name, table.aliases));
    let other = || OTHERS.iter().find(|(name, aliases, _)| is(name, aliases));
    table
        .map(|table| Charset { name: table.name, codec: Codec::Table(table) })
        .or_else(|| other().map(|(name, _, codec)| Charset { name, codec: *codec }))
}

impl Charset {
    /// The bytes of a text, when all of its characters are in the set.
    pub(super) fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self.codec {
            Codec::Ascii => text.is_ascii().then(|| text.as_bytes().to_vec()),
            Codec::Utf8 => Some(text.as_bytes().to_vec()),
            Codec::Utf16 => {
                Some([0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect())
            }
            Codec::Utf16Be => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            Codec::Utf16Le => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Codec::Table(table) => text.chars().map(|character| table.byte(character)).collect(),
            Codec::Multibyte(charset) => charset.encode(text),
        }
    }

    /// The text of bytes, when all of them stand for something in the set.
    pub(super) fn decode(self, bytes: &[u8]) -> Option<String> {
        let text = match self.codec {
            Codec::Ascii => bytes.is_ascii().then(|| String::from_utf8_lossy(bytes).into_owned())?,
            Codec::Utf8 => std::str::from_utf8(bytes).ok()?.to_owned(),
            Codec::Utf16 => match bytes {
                [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
                [0xfe, 0xff, rest @ ..] | rest => utf16(rest, u16::from_be_bytes)?,
            },
            Codec::Utf16Be => utf16(bytes, u16::from_be_bytes)?,
            Codec::Utf16Le => utf16(bytes, u16::from_le_bytes)?,
            Codec::Table(table) => bytes.iter().map(|byte| table.character(*byte)).collect::<Option<String>>()?,
            Codec::Multibyte(charset) => charset.decode(bytes)?,
        };
        (!text.contains(char::REPLACEMENT_CHARACTER)).then_some(text)
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    let units = pairs.filter_map(|pair| <[u8; 2]>::try_from(pair).ok()).map(unit);
    char::decode_utf16(units).collect::<Result<String, _>>().ok()
}

impl Table {
    /// The first byte that the table has something to say of.
    fn start(&self) -> usize {
        256usize.saturating_sub(self.characters.chars().count())
    }

    fn character(&self, byte: u8) -> Option<char> {
        match usize::from(byte).checked_sub(self.start()) {
            None => Some(char::from(byte)),
            Some(at) => self.characters.chars().nth(at),
        }
    }

    fn byte(&self, character: char) -> Option<u8> {
        if self.start() > 0 && character.is_ascii() {
            return u8::try_from(character).ok();
        }
        let known =
            self.characters.chars().position(|known| known == character && known != char::REPLACEMENT_CHARACTER)?;
        u8::try_from(self.start() + known).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{TABLES, charset};

    #[test]
    fn tables_have_an_entry_for_every_byte() {
        for table in TABLES {
            assert!(matches!(table.characters.chars().count(), 128 | 256), "{}", table.name);
        }
    }

    #[test]
    fn encodes_and_decodes() {
        for (name, text, bytes) in [
            ("iso-8859-15", "€a", &[0xa4, b'a'][..]),
            ("IBM037", "Aé", &[0xc1, 0x51]),
            ("UTF-16", "é", &[0xfe, 0xff, 0, 0xe9]),
            ("UTF-16LE", "😀", &[0x3d, 0xd8, 0, 0xde]),
            ("Shift_JIS", "日", &[0x93, 0xfa]),
        ] {
            let charset = charset(name).unwrap();
            assert_eq!(charset.encode(text).as_deref(), Some(bytes), "{name}");
            assert_eq!(charset.decode(bytes).as_deref(), Some(text), "{name}");
        }
        assert_eq!(charset("US-ASCII").unwrap().encode("é"), None);
        assert_eq!(charset("windows-1252").unwrap().decode(&[0x81]), None);
        assert_eq!(charset("UTF-16LE").unwrap().decode(&[0, 0xd8]), None);
        assert_eq!(charset("UTF-16").unwrap().decode(&[0xff, 0xfe, 0x68, 0]).as_deref(), Some("h"));
        assert!(charset("UTF8").is_none());
    }
}
