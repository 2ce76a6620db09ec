//! The contract of a provider: the `Provider` trait, schemas, requests and responses. Knows no gRPC and no processes.
//!
//! The planner and the plugin client both stand on this crate and do not know each other.

mod provider;
mod request;
mod schema;

pub use provider::{Provider, ProviderError, ProviderResult};
pub use request::{
    ApplyRequest, ApplyResponse, AttributeDiagnostic, Deferral, EphemeralOpened, ImportedResource, MoveRequest,
    ObjectState, PlanRequest, PlanResponse, ReadRequest, ReadResponse, Response,
};
pub use schema::{Attribute, AttributeType, Block, Function, NestedBlock, Nesting, Parameter, Schema, Schemas};
