//! Types, values, unknowns, sensitive marks, conversion, and the codecs of Terraform's wire. Knows no files and no HCL.
//!
//! The model is that of Terraform's type system (`cty`): values carry their type, may be unknown, and may be marked
//! sensitive or ephemeral at any depth.

mod collection;
mod compare;
mod convert;
mod json;
mod marks;
mod msgpack;
mod nearest;
mod number;
mod path;
mod quote;
mod refinement;
mod ty;
mod unify;
mod value;

pub use convert::{ConvertError, convert, convertible, mismatch};
pub use json::{JsonError, from_json, to_json, type_from_json, type_to_json};
pub use marks::Marks;
pub use msgpack::{MsgpackError, from_msgpack, to_msgpack};
pub use nearest::nearest;
pub use number::Number;
pub use path::{Path, PathStep};
pub use quote::{is_printable, quote, quote_char};
pub use refinement::Refinement;
pub use ty::{ObjectType, Type};
pub use unify::unify;
pub use value::{Kind, Map, Value};
