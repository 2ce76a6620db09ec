//! Whole-product tests.

mod tidy;
