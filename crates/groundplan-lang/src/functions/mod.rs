//! The built-in functions of the language: those of Terraform 1.11, one a file, by family.
//!
//! A [`Function`] says what it takes and gives; [`call`] does for all of them what they have in common: arity, conversion
//! of arguments, nulls, unknown values, marks. Functions do no I/O of their own: what they need from outside comes with the
//! [`CallContext`]. What each of them does is specified in `spec/functions/`, which is manual and test at once.

mod arguments;
mod call;
mod context;
mod error;
mod function;
mod registry;

mod collection;
mod conversion;
mod crypto;
mod datetime;
mod encoding;
mod filesystem;
mod network;
mod numeric;
mod provider;
mod string;

pub use call::call;
pub(crate) use call::check_arity;
pub use context::{CallContext, Clock, FileAccess, FileKind, NoFiles, TemplateEvaluator, Within};
pub use error::FunctionError;
pub use function::{Function, Implementation, Kind, Parameter, Returns};
pub use registry::{lookup, names};
