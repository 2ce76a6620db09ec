use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use dashu_int::{IBig, UBig};

/// A network: an address whose bits after the prefix are zero, and the length of the prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Prefix {
    pub(super) address: Address,
    pub(super) length: u32,
}

/// An address with its number of bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) bits: u32,
    pub(super) value: u128,
}

impl Address {
    /// Whether it is written with dots: also an address of 128 bits can be one of the old protocol.
    pub(super) fn is_v4(self) -> bool {
        self.bits == 32 || self.value >> 32 == 0xffff
    }

    /// The address with a number of any size put in at the left of the bits after `length`. There is none when the number
    /// has more bits than an address.
    pub(super) fn insert(self, number: &IBig, length: i64) -> Option<Self> {
        let shift = usize::try_from(i64::from(self.bits) - length).ok()?;
        let combined = IBig::from(self.value) | (number.clone() << shift);
        let magnitude: UBig = combined.into_parts().1;
        let value = u128::try_from(magnitude).ok()?;
        (self.bits == 128 || value >> 32 == 0).then_some(Self { value, ..self })
    }
}

impl Prefix {
    /// Reads `10.0.0.0/8` or `fd00::/8`. Parts of an old address may have leading zeros, which are not octal.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let invalid = || format!("invalid CIDR expression: invalid CIDR address: {text}");
        let (address, length) = text.split_once('/').ok_or_else(invalid)?;
        let (bits, value) = match parse_v4(address) {
            Some(value) => (32, u128::from(value)),
            None => (128, address.parse::<Ipv6Addr>().map_err(|_| invalid())?.to_bits()),
        };
        let is_number = !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit());
        let length = length.parse().ok().filter(|length| is_number && *length <= bits).ok_or_else(invalid)?;
        Ok(Self::masked(Address { bits, value }, length))
    }

    /// The network of that prefix length in which an address is.
    pub(super) fn masked(address: Address, length: u32) -> Self {
        let value = address.value & !host_mask(address.bits - length);
        Self { address: Address { value, ..address }, length }
    }

    /// Its last address.
    pub(super) fn last(self) -> u128 {
        self.address.value | host_mask(self.address.bits - self.length)
    }
}

/// As many ones at the right.
pub(super) fn host_mask(bits: u32) -> u128 {
    1u128.checked_shl(bits).map_or(u128::MAX, |power| power - 1)
}

fn parse_v4(text: &str) -> Option<u32> {
    let mut value = 0;
    let mut parts = 0;
    for part in text.split('.') {
        let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let byte = part.parse::<u32>().ok().filter(|byte| is_number && *byte <= 255)?;
        value = (value << 8) | byte;
        parts += 1;
        if parts > 4 {
            return None;
        }
    }
    (parts == 4).then_some(value)
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_v4() {
            let low = u32::try_from(self.value & 0xffff_ffff).unwrap_or(0);
            return write!(f, "{}", Ipv4Addr::from_bits(low));
        }
        write!(f, "{}", Ipv6Addr::from_bits(self.value))
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length =
            if self.address.is_v4() && self.address.bits == 128 { self.length.saturating_sub(96) } else { self.length };
        write!(f, "{}/{length}", self.address)
    }
}
