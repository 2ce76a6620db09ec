//! The expression language: parsing, references, evaluation, functions. Knows no resources, no units, no I/O but what
//! functions are given.

pub mod console;
pub mod eval;
pub mod functions;
pub mod syntax;
