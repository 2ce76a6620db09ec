//! The configuration as plans tell it: what the files say, without evaluating it.

mod body;
mod expression;
mod module;
mod providers;
mod reference;
mod versions;

use std::collections::BTreeMap;

use groundplan_address::ModulePath;
use groundplan_config::module::ModuleTree;
use groundplan_format::Configuration;

use super::schema::KnownSchemas;
use expression::Writer;
use providers::Providers;

/// The configuration of a root module. Where the schema of a resource type is not at hand, every kind of nested block but
/// `timeouts` counts as a list, and the schema's version as 0.
pub(super) fn configuration(tree: &ModuleTree, schemas: &KnownSchemas) -> Configuration {
    let writer = Writer::new();
    let mut provider_config = BTreeMap::new();
    let root = Providers::root(&tree.module);
    let root_module = module::module(tree, &ModulePath::root(), &root, schemas, &writer, &mut provider_config);
    Configuration { provider_config, root_module }
}
