//! What is asked of a company: what somebody said ([`Given`]), all of it with defaults ([`Answers`]), and its checks.

mod check;
mod choices;
mod environment;
mod file;
mod given;
mod model;
mod ordered;
pub mod rules;
mod zones;

pub use check::Problem;
pub use choices::{Cache, Cluster, Database, Size, StateStore};
pub use environment::{Environment, GivenEnvironment};
pub use file::{AnswersFile, told};
pub use given::{Given, usual_environments};
pub use model::{Answers, Contact, Person};
pub use zones::{REGIONS, zones};
