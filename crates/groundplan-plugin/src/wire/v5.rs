#![expect(missing_docs, reason = "fields are described by the protocol's own document, of the same names")]

use groundplan_provider as contract;

use super::schema::{AttributeMessage, SchemaError, attribute_type};
use super::version::Wire;
use super::{ProtocolVersion, Rpc};

/// Protocol version 5.
#[derive(Clone, Copy, Debug)]
pub struct V5;

impl Wire for V5 {
    fn version(&self) -> ProtocolVersion {
        ProtocolVersion::V5
    }

    fn path(&self, rpc: Rpc) -> &'static str {
        match rpc {
            Rpc::GetSchema => "/tfplugin5.Provider/GetSchema",
            Rpc::ValidateProvider => "/tfplugin5.Provider/PrepareProviderConfig",
            Rpc::Configure => "/tfplugin5.Provider/Configure",
            Rpc::ValidateResource => "/tfplugin5.Provider/ValidateResourceTypeConfig",
            Rpc::ValidateDataSource => "/tfplugin5.Provider/ValidateDataSourceConfig",
            Rpc::UpgradeState => "/tfplugin5.Provider/UpgradeResourceState",
            Rpc::Read => "/tfplugin5.Provider/ReadResource",
            Rpc::Plan => "/tfplugin5.Provider/PlanResourceChange",
            Rpc::Apply => "/tfplugin5.Provider/ApplyResourceChange",
            Rpc::Import => "/tfplugin5.Provider/ImportResourceState",
            Rpc::MoveState => "/tfplugin5.Provider/MoveResourceState",
            Rpc::ReadDataSource => "/tfplugin5.Provider/ReadDataSource",
            Rpc::ValidateEphemeral => "/tfplugin5.Provider/ValidateEphemeralResourceConfig",
            Rpc::OpenEphemeral => "/tfplugin5.Provider/OpenEphemeralResource",
            Rpc::RenewEphemeral => "/tfplugin5.Provider/RenewEphemeralResource",
            Rpc::CloseEphemeral => "/tfplugin5.Provider/CloseEphemeralResource",
            Rpc::CallFunction => "/tfplugin5.Provider/CallFunction",
            Rpc::Stop => "/tfplugin5.Provider/Stop",
        }
    }

    fn schema(&self, message: &[u8]) -> Result<contract::Schema, SchemaError> {
        super::schema::decode::<Attribute>(message)
    }
}

/// An attribute of a schema in version 5. The type is JSON.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Attribute {
    #[prost(string, tag = "1")]
    pub name: String,
    #[prost(bytes = "vec", tag = "2")]
    pub ty: Vec<u8>,
    #[prost(string, tag = "3")]
    pub description: String,
    #[prost(bool, tag = "4")]
    pub required: bool,
    #[prost(bool, tag = "5")]
    pub optional: bool,
    #[prost(bool, tag = "6")]
    pub computed: bool,
    #[prost(bool, tag = "7")]
    pub sensitive: bool,
    #[prost(bool, tag = "9")]
    pub deprecated: bool,
    #[prost(bool, tag = "10")]
    pub write_only: bool,
}

impl AttributeMessage for Attribute {
    fn into_named(self) -> Result<(String, contract::Attribute), SchemaError> {
        let attribute = contract::Attribute {
            ty: contract::AttributeType::Plain(attribute_type(&self.name, &self.ty)?),
            required: self.required,
            optional: self.optional,
            computed: self.computed,
            sensitive: self.sensitive,
            write_only: self.write_only,
            deprecated: self.deprecated,
            description: self.description,
        };
        Ok((self.name, attribute))
    }
}
