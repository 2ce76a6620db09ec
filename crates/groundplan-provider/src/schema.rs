use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_value::Type;

/// The schema of a resource type, data source, ephemeral resource type or provider configuration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// Version of the stored form; states of a lower version are upgraded.
    pub version: u64,
    /// The content.
    pub block: Block,
}

/// The content of a block: attributes and nested blocks, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// Arguments and attributes.
    pub attributes: BTreeMap<Arc<str>, Attribute>,
    /// Nested block types.
    pub blocks: BTreeMap<Arc<str>, NestedBlock>,
    /// What it is for, in Markdown; empty if the provider does not say.
    pub description: String,
    /// Whether using it is warned about.
    pub deprecated: bool,
}

/// An argument or attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Its type.
    pub ty: AttributeType,
    /// Must be set.
    pub required: bool,
    /// May be set.
    pub optional: bool,
    /// The provider may set it when configuration does not.
    pub computed: bool,
    /// Its value is sensitive.
    pub sensitive: bool,
    /// Given to the provider but never stored.
    pub write_only: bool,
    /// Whether using it is warned about.
    pub deprecated: bool,
    /// What it is for, in Markdown; empty if the provider does not say.
    pub description: String,
}

/// The type of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum AttributeType {
    /// A plain type.
    Plain(Type),
    /// An object, or a collection of objects, whose attributes have properties of their own (protocol 6 and later 5).
    Nested(Nesting, Arc<BTreeMap<Arc<str>, Attribute>>),
}

/// How often a nested block or object occurs, and what it makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nesting {
    /// At most one; null when absent.
    Single,
    /// At most one; an object of nulls when absent.
    Group,
    /// Many, in order.
    List,
    /// Many, without order.
    Set,
    /// Many, each with a key: the block's label.
    Map,
}

/// A nested block type.
#[derive(Clone, Debug, PartialEq)]
pub struct NestedBlock {
    /// How often, and what it makes.
    pub nesting: Nesting,
    /// The content.
    pub block: Block,
    /// At least so many; 0 for no limit.
    pub min_items: u64,
    /// At most so many; 0 for no limit.
    pub max_items: u64,
}

impl Attribute {
    /// The type of its values.
    #[must_use]
    pub fn value_type(&self) -> Type {
        match &self.ty {
            AttributeType::Plain(ty) => ty.clone(),
            AttributeType::Nested(nesting, attributes) => {
                let object = Type::object(attributes.iter().map(|(name, inner)| (name.clone(), inner.value_type())));
                match nesting {
                    Nesting::Single | Nesting::Group => object,
                    Nesting::List => Type::list(object),
                    Nesting::Set => Type::set(object),
                    Nesting::Map => Type::map(object),
                }
            }
        }
    }
}

impl Block {
    /// The type of its values: an object with every attribute and every nested block type as an attribute.
    ///
    /// A list or map of nested blocks that hold `any` has no one element type; its type is then `any`, as each value is a
    /// tuple or object of its own.
    #[must_use]
    pub fn value_type(&self) -> Type {
        let attributes = self.attributes.iter().map(|(name, attribute)| (name.clone(), attribute.value_type()));
        let blocks = self.blocks.iter().map(|(name, nested)| (name.clone(), nested.value_type()));
        Type::object(attributes.chain(blocks))
    }

    /// Whether any attribute in it, at any depth, is sensitive.
    #[must_use]
    pub fn has_sensitive(&self) -> bool {
        self.attributes.values().any(Attribute::has_sensitive)
            || self.blocks.values().any(|nested| nested.block.has_sensitive())
    }

    /// Whether any attribute in it, at any depth, is write-only.
    #[must_use]
    pub fn has_write_only(&self) -> bool {
        self.attributes.values().any(Attribute::has_write_only)
            || self.blocks.values().any(|nested| nested.block.has_write_only())
    }
}

impl Attribute {
    fn has_sensitive(&self) -> bool {
        self.sensitive || self.nested().is_some_and(|inner| inner.values().any(Self::has_sensitive))
    }

    fn has_write_only(&self) -> bool {
        self.write_only || self.nested().is_some_and(|inner| inner.values().any(Self::has_write_only))
    }

    /// The attributes of the objects that it holds, if they have properties of their own.
    #[must_use]
    pub fn nested(&self) -> Option<&BTreeMap<Arc<str>, Self>> {
        match &self.ty {
            AttributeType::Nested(_, attributes) => Some(attributes),
            AttributeType::Plain(_) => None,
        }
    }
}

impl NestedBlock {
    /// The type of what all blocks of this type together make.
    #[must_use]
    pub fn value_type(&self) -> Type {
        let object = self.block.value_type();
        match self.nesting {
            Nesting::Single | Nesting::Group => object,
            Nesting::List | Nesting::Map if object.has_dynamic() => Type::Dynamic,
            Nesting::List => Type::list(object),
            Nesting::Set => Type::set(object),
            Nesting::Map => Type::map(object),
        }
    }
}

/// The schemas of one provider. Resource types are many (1,500 of AWS) and few are used, so each is decoded when first
/// asked for.
pub trait Schemas: Send + Sync {
    /// The provider's own configuration.
    fn provider(&self) -> Arc<Schema>;

    /// A managed resource type, `None` if the provider has none of that name.
    fn resource(&self, kind: &str) -> Option<Arc<Schema>>;

    /// A data source.
    fn data_source(&self, kind: &str) -> Option<Arc<Schema>>;

    /// An ephemeral resource type.
    fn ephemeral(&self, kind: &str) -> Option<Arc<Schema>>;

    /// A function of the provider.
    fn function(&self, name: &str) -> Option<Arc<Function>>;

    /// The names of all managed resource types, sorted; for suggestions.
    fn resource_names(&self) -> Vec<Arc<str>>;

    /// The names of all data sources, sorted.
    fn data_source_names(&self) -> Vec<Arc<str>>;

    /// The names of all functions, sorted.
    fn function_names(&self) -> Vec<Arc<str>>;
}

/// The signature of a function that a provider defines.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// The parameters before the variadic one.
    pub parameters: Vec<Parameter>,
    /// The parameter that takes all further arguments.
    pub variadic: Option<Parameter>,
    /// What it returns.
    pub returns: Type,
    /// What it is for.
    pub summary: String,
}

/// A parameter of a [`Function`].
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: Arc<str>,
    /// Its type.
    pub ty: Type,
    /// Whether it takes null.
    pub allow_null: bool,
    /// Whether it takes unknown values; else the result is unknown without a call.
    pub allow_unknown: bool,
}
