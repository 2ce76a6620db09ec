//! Compression that gives the same bytes as Terraform's: plans would show a difference otherwise, and instances whose user
//! data is compressed would be replaced. Follows Go's `compress/flate` at its default level in which matches it takes and
//! how it cuts blocks; the format is that of RFC 1951 and 1952.

mod block;
mod huffman;
mod matcher;

use block::BlockWriter;
use matcher::Matcher;

/// Compresses as `gzip` does, without a name or a time.
pub(super) fn gzip(input: &[u8]) -> Vec<u8> {
    let mut writer = BlockWriter::new(vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
    Matcher::new(input).run(&mut writer);
    // One empty block ends what has been flushed, another the stream.
    writer.stored(&[], false);
    writer.stored(&[], true);
    let mut out = writer.finish();
    out.extend(crc32fast::hash(input).to_le_bytes());
    out.extend(u32::try_from(input.len() & 0xffff_ffff).unwrap_or(0).to_le_bytes());
    out
}

#[cfg(test)]
mod tests;
