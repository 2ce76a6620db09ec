use std::sync::Arc;

use groundplan_provider::{Attribute, AttributeType, Block, Function, Schema, Schemas};
use groundplan_value::Type;

use super::{remote_state, terraform_data};

/// The schemas of the built-in provider, as Terraform 1.11 has them.
pub(super) struct BuiltinSchemas;

impl Schemas for BuiltinSchemas {
    fn provider(&self) -> Arc<Schema> {
        Arc::new(Schema::default())
    }

    fn resource(&self, kind: &str) -> Option<Arc<Schema>> {
        (kind == terraform_data::KIND).then(|| Arc::new(terraform_data::schema()))
    }

    fn data_source(&self, kind: &str) -> Option<Arc<Schema>> {
        (kind == remote_state::KIND).then(|| Arc::new(remote_state::schema()))
    }

    fn ephemeral(&self, _kind: &str) -> Option<Arc<Schema>> {
        None
    }

    fn function(&self, _name: &str) -> Option<Arc<Function>> {
        None
    }

    fn resource_names(&self) -> Vec<Arc<str>> {
        vec![terraform_data::KIND.into()]
    }

    fn data_source_names(&self) -> Vec<Arc<str>> {
        vec![remote_state::KIND.into()]
    }

    fn function_names(&self) -> Vec<Arc<str>> {
        Vec::new()
    }
}

/// How an attribute gets its value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    Required,
    Optional,
    Computed,
}

/// A schema of plain attributes.
pub(super) fn schema<'a>(attributes: impl IntoIterator<Item = (&'a str, Type, Set, &'a str)>) -> Schema {
    let attributes = attributes.into_iter().map(|(name, ty, set, description)| {
        let attribute = Attribute {
            ty: AttributeType::Plain(ty),
            required: set == Set::Required,
            optional: set == Set::Optional,
            computed: set == Set::Computed,
            sensitive: false,
            write_only: false,
            deprecated: false,
            description: description.to_owned(),
        };
        (name.into(), attribute)
    });
    Schema { version: 0, block: Block { attributes: attributes.collect(), ..Block::default() } }
}
