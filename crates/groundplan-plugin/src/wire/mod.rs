//! The plugin protocol on the wire: messages of versions 5 and 6 and the calls, over a Unix socket.
//!
//! The messages are written by hand after the field numbers of the public protocol definitions `tfplugin5` and
//! `tfplugin6`. Nearly all are the same in both versions and stand here once; what differs — names of calls, and what
//! an attribute of a schema holds — is behind [`Wire`]. Fields that this program neither reads nor writes are left out:
//! a reader of protobuf skips them.

mod calls;
mod common;
mod connection;
mod ephemeral;
mod function;
mod rpc;
mod schema;
mod v5;
mod v6;
mod version;

pub use calls::{
    ApplyRequest, ApplyResponse, ConfigRequest, ConfigureRequest, DiagnosticsResponse, Empty, ImportRequest,
    ImportResponse, ImportedResource, MoveRequest, MoveResponse, PlanRequest, PlanResponse, ProviderConfigRequest,
    ProviderConfigResponse, ReadDataSourceRequest, ReadDataSourceResponse, ReadRequest, ReadResponse, StopResponse,
    UpgradeRequest, UpgradeResponse,
};
pub use common::{
    AttributePath, ClientCapabilities, Deferred, Diagnostic, DynamicValue, RawState, Selector, ServerCapabilities,
    Severity, Step, Timestamp,
};
pub use ephemeral::{CloseRequest, OpenRequest, OpenResponse, RenewRequest, RenewResponse};
pub use function::{CallRequest, CallResponse, Function, FunctionError, Parameter, Return};
pub use rpc::Rpc;
pub use schema::{AttributeMessage, Block, NestedBlock, NestingMode, Schema, SchemaError};
pub use v5::{Attribute as AttributeV5, V5};
pub use v6::{Attribute as AttributeV6, Object as ObjectV6, V6};
pub use version::{ProtocolVersion, Wire};

pub(crate) use connection::{Connection, in_full};
pub(crate) use schema::attribute_type;
