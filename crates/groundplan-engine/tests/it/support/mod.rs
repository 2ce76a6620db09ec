//! A provider in memory, fixtures of several files in one string, and checks that compare text.

mod behaviour;
mod check;
mod fixture;
mod gate;
mod host;
mod provider;
mod run;
mod schema;
mod state;
mod text;
mod world;

pub(crate) use check::{check_apply, check_calls, check_killed, check_plan, check_state};
pub(crate) use host::FakeHost;
pub(crate) use provider::Shared;
pub(crate) use schema::FakeSchemas;

/// What fixtures without a schema of their own use.
pub(crate) const DEFAULT_SCHEMA: &str = "
provider
  account: string optional
resource fake_thing
  id: string computed
  name: string optional
  size: number optional replace
  note: string optional
  uses: string optional
  tags: map(string) optional
  password: string optional sensitive
data fake_thing
  id: string computed
  name: string optional
  note: string computed
  uses: string optional
";
