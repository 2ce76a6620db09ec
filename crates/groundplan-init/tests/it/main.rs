//! Answers in, a repository out; and the catalog in it brought up to date.

#![expect(clippy::unwrap_used, reason = "a failed expectation is how a test fails")]

mod answers;
mod catalog;
mod created;
mod example;
