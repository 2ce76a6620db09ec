//! Whole-product tests. Those that take minutes are ignored; `.ci/run` runs them too.

mod bad_input;
mod crash;
mod demo;
mod oracle;
mod support;
mod tidy;
