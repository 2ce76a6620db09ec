use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use groundplan_address::ModulePath;
use groundplan_config::module::{Module, ModuleCall, ProviderRef};
use groundplan_format::ProviderConfiguration;

use super::expression::Writer;
use super::versions::version_constraints;

/// The provider configurations that a module can name: its own and those that it has from the module that calls it.
pub(super) struct Providers<'a> {
    module: &'a Module,
    path: ModulePath,
    caller: Option<(&'a ModuleCall, &'a Providers<'a>)>,
}

impl<'a> Providers<'a> {
    /// Of the root module.
    pub(super) fn root(module: &'a Module) -> Self {
        Self { module, path: ModulePath::root(), caller: None }
    }

    /// Of a module that `caller` calls.
    pub(super) fn called(module: &'a Module, path: ModulePath, call: &'a ModuleCall, caller: &'a Self) -> Self {
        Self { module, path, caller: Some((call, caller)) }
    }

    /// The key of a configuration in `provider_config`, by its name in this module: that of the block which makes it.
    pub(super) fn key(&self, name: &str, alias: Option<&str>) -> String {
        let is_own = self.module.providers.iter().any(|own| &*own.name.name == name && own.alias.as_deref() == alias);
        let Some((call, caller)) = self.caller.filter(|_| !is_own) else { return self.own_key(name, alias) };
        let is_meant = |passed: &ProviderRef| &*passed.name == name && passed.alias.as_deref() == alias;
        match call.providers.iter().find(|(passed, _)| is_meant(passed)) {
            Some((_, from)) => caller.key(&from.name, from.alias.as_deref()),
            None => caller.key(name, alias),
        }
    }

    fn own_key(&self, name: &str, alias: Option<&str>) -> String {
        let module = if self.path.is_root() { String::new() } else { format!("{}:", self.path) };
        let alias = alias.map(|alias| format!(".{alias}")).unwrap_or_default();
        format!("{module}{name}{alias}")
    }

    /// Adds the module's `provider` blocks, and the providers that it uses without one.
    pub(super) fn write(&self, writer: &Writer, into: &mut BTreeMap<String, ProviderConfiguration>) {
        for own in &self.module.providers {
            let configuration = ProviderConfiguration {
                alias: own.alias.as_ref().map(ToString::to_string),
                version_constraint: self.versions(&own.name.name),
                module_address: (!self.path.is_root()).then(|| self.path.to_string()),
                expressions: writer.body(&own.body, None),
                ..self.bare(&own.name.name)
            };
            into.insert(self.own_key(&own.name.name, own.alias.as_deref()), configuration);
        }
        let used = self.module.resources.values().map(|resource| &resource.provider);
        let used = used.filter(|provider| provider.alias.is_none()).map(|provider| &provider.name);
        let names: BTreeSet<&Arc<str>> = self.module.required_providers.keys().chain(used).collect();
        for name in names {
            let version_constraint = self.versions(name).filter(|_| self.path.is_root());
            into.entry(self.key(name, None))
                .or_insert_with(|| ProviderConfiguration { version_constraint, ..self.bare(name) });
        }
    }

    fn bare(&self, name: &str) -> ProviderConfiguration {
        let full_name = self.module.provider_addr(name).to_string();
        ProviderConfiguration { name: name.to_owned(), full_name, ..ProviderConfiguration::default() }
    }

    fn versions(&self, name: &str) -> Option<String> {
        version_constraints(&self.module.required_providers.get(name)?.version)
    }
}
