//! The text of state format v4, byte for byte as Terraform 1.11 writes it. The format is not documented by its makers; what
//! it is was learnt from states that Terraform wrote, see `test_data/`.

mod decode;
mod encode;
mod error;
mod object;

pub use error::{DecodeError, DecodeErrorKind};
pub(crate) use object::{decode_object, encode_object};
