#![expect(missing_docs, reason = "fields are described by the protocol's own document, of the same names")]

use groundplan_provider as contract;

use super::schema::{AttributeMessage, NestingMode, SchemaError, attribute_type, nesting};
use super::version::Wire;
use super::{ProtocolVersion, Rpc};

/// Protocol version 6.
#[derive(Clone, Copy, Debug)]
pub struct V6;

impl Wire for V6 {
    fn version(&self) -> ProtocolVersion {
        ProtocolVersion::V6
    }

    fn path(&self, rpc: Rpc) -> &'static str {
        match rpc {
            Rpc::GetSchema => "/tfplugin6.Provider/GetProviderSchema",
            Rpc::ValidateProvider => "/tfplugin6.Provider/ValidateProviderConfig",
            Rpc::Configure => "/tfplugin6.Provider/ConfigureProvider",
            Rpc::ValidateResource => "/tfplugin6.Provider/ValidateResourceConfig",
            Rpc::ValidateDataSource => "/tfplugin6.Provider/ValidateDataResourceConfig",
            Rpc::UpgradeState => "/tfplugin6.Provider/UpgradeResourceState",
            Rpc::Read => "/tfplugin6.Provider/ReadResource",
            Rpc::Plan => "/tfplugin6.Provider/PlanResourceChange",
            Rpc::Apply => "/tfplugin6.Provider/ApplyResourceChange",
            Rpc::Import => "/tfplugin6.Provider/ImportResourceState",
            Rpc::MoveState => "/tfplugin6.Provider/MoveResourceState",
            Rpc::ReadDataSource => "/tfplugin6.Provider/ReadDataSource",
            Rpc::ValidateEphemeral => "/tfplugin6.Provider/ValidateEphemeralResourceConfig",
            Rpc::OpenEphemeral => "/tfplugin6.Provider/OpenEphemeralResource",
            Rpc::RenewEphemeral => "/tfplugin6.Provider/RenewEphemeralResource",
            Rpc::CloseEphemeral => "/tfplugin6.Provider/CloseEphemeralResource",
            Rpc::CallFunction => "/tfplugin6.Provider/CallFunction",
            Rpc::Stop => "/tfplugin6.Provider/StopProvider",
        }
    }

    fn schema(&self, message: &[u8]) -> Result<contract::Schema, SchemaError> {
        super::schema::decode::<Attribute>(message)
    }
}

/// An attribute of a schema in version 6: of a type, as JSON, or an object whose attributes have properties of their
/// own.
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
    #[prost(message, optional, tag = "10")]
    pub nested_type: Option<Object>,
    #[prost(bool, tag = "11")]
    pub write_only: bool,
}

/// The content of an attribute whose parts have properties of their own.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Object {
    #[prost(message, repeated, tag = "1")]
    pub attributes: Vec<Attribute>,
    #[prost(enumeration = "NestingMode", tag = "3")]
    pub nesting: i32,
}

impl AttributeMessage for Attribute {
    fn into_named(self) -> Result<(String, contract::Attribute), SchemaError> {
        let ty = match self.nested_type {
            Some(object) => {
                let mut attributes = std::collections::BTreeMap::new();
                for attribute in object.attributes {
                    let (name, attribute) = attribute.into_named()?;
                    attributes.insert(name.into(), attribute);
                }
                contract::AttributeType::Nested(nesting(&self.name, object.nesting)?, attributes.into())
            }
            None => contract::AttributeType::Plain(attribute_type(&self.name, &self.ty)?),
        };
        let attribute = contract::Attribute {
            ty,
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
