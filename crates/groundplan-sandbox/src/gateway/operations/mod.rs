//! Operations that the gateway answers because the emulator lacks them.
//!
//! An operation is added by a value of [`Operation`] in the list of its service's file. `docs/sandbox.md` lists them and
//! how each was checked.

mod access_analyzer;
mod answer;
mod ec2_instance_metadata;
mod ec2_settings;
mod ec2_vpc_block;
mod iam;
mod step_functions;

use std::collections::HashMap;

use async_trait::async_trait;

pub(crate) use answer::Answer;

use crate::gateway::call::WholeCall;
use crate::gateway::documents::Documents;
use crate::gateway::protocol::ApiError;
use crate::gateway::upstream::Upstream;

/// Answers one operation.
#[async_trait]
pub(crate) trait Operation: Send + Sync {
    /// The answer, or the error that AWS would give.
    async fn answer(&self, call: &WholeCall, world: &World<'_>) -> Result<Answer, ApiError>;
}

/// What an operation can look at and change.
pub(crate) struct World<'a> {
    /// What operations of the gateway remember.
    pub(crate) documents: &'a Documents,
    /// The emulator, for what it knows.
    pub(crate) emulator: &'a Upstream,
}

/// An operation by the service's signing name and its own name.
type Entry = (&'static str, &'static str, Box<dyn Operation>);

/// All operations that the gateway answers, by service and name.
pub(crate) struct Registry {
    operations: HashMap<&'static str, HashMap<&'static str, Box<dyn Operation>>>,
}

impl Registry {
    /// All of them.
    pub(crate) fn new() -> Self {
        let all: [Vec<Entry>; 6] = [
            access_analyzer::operations(),
            ec2_settings::operations(),
            ec2_instance_metadata::operations(),
            ec2_vpc_block::operations(),
            iam::operations(),
            step_functions::operations(),
        ];
        let mut operations: HashMap<_, HashMap<_, _>> = HashMap::new();
        for (service, name, operation) in all.into_iter().flatten() {
            operations.entry(service).or_default().insert(name, operation);
        }
        Self { operations }
    }

    /// The operation, if it is one of ours.
    pub(crate) fn find(&self, service: &str, operation: &str) -> Option<&dyn Operation> {
        self.operations.get(service)?.get(operation).map(AsRef::as_ref)
    }
}
