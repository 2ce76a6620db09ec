//! The syntax of configuration files: the tree, and the parser that makes it.
//!
//! Behaviour follows the HCL native syntax specification (`hclsyntax/spec.md` of the HCL project). The parser is ours and
//! not a crate's because the tree must hold numbers of any size, every error of a file and not only the first, objects
//! that give a key twice (the last one wins), and bodies that JSON can also express.

mod body;
mod content;
mod expr;
mod fmt;
mod json;
mod lex;
mod parse;
mod template;
mod walk;

pub use body::{Attribute, Block, Body, Ident, Label};
pub use content::{BlockSchema, BodySchema, Content};
pub use expr::{
    BinaryOp, Call, Conditional, Expr, ExprKind, ForExpr, ForKind, Index, ObjectItem, ObjectKey, Splat, Step,
    Traversal, UnaryOp,
};
pub use fmt::{Style, format};
pub use json::parse_json_file;
pub use lex::is_identifier;
pub use parse::{Origin, Parse, parse_expr, parse_file, parse_template, parse_traversal};
pub use template::{Template, TemplatePart};
