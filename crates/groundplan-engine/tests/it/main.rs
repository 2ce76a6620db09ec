//! Tests of the engine through its public door, with a provider in memory.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed expectation is how a test fails")]

mod apply;
mod check_blocks;
mod conditions;
mod data_sources;
mod dynamic;
mod ephemeral;
mod expansion;
mod functions;
mod graph;
mod ignore_changes;
mod import;
mod interrupted;
mod marks;
mod moved;
mod options;
mod orphans;
mod provider_rules;
mod providers;
mod provisioners;
mod removed;
mod replace;
mod state;
#[expect(unused_imports, reason = "shared with the benchmark, which uses the rest")]
mod support;
mod terraform_data;
mod triggers;
mod units;
mod unknown;
