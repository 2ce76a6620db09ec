//! Evaluation of expressions (HCL native syntax specification; Terraform's function calls and its `try` and `can`).
//!
//! An expression is evaluated to its end whatever goes wrong on the way: a part that fails counts as unknown, and all
//! errors are reported.

mod access;
mod call;
mod conditional;
mod constant;
mod describe;
mod evaluator;
mod for_expr;
mod operators;
mod references;
mod scope;
mod splat;
mod template;
mod template_string;
mod templates;

pub use access::{get_attr, index};
pub use constant::constant;
pub use evaluator::{evaluate, evaluate_template};
pub use references::{Reference, expr_traversals, guarded_references, references};
pub use scope::{Resolved, Scope, Variables};
pub use templates::Templates;
