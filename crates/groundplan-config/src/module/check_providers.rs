use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use groundplan_address::{ModulePath, ProviderAddr};
use groundplan_diag::{Diagnostic, Diags, Span};

use super::blocks::provider::ProviderKey;
use super::decode::schema;
use super::{Module, ModuleCall, ModuleTree, ProviderConfig, ProviderRef, Repeat};

/// Checks how provider configurations are declared, passed to modules and referred to (Terraform's language reference,
/// "Providers Within Modules").
pub(super) fn check_providers(root: &ModuleTree, diags: &mut Diags) {
    check(root, None, &ModulePath::root(), None, diags);
}

/// The call that leads into a module, and the module that holds it.
#[derive(Clone, Copy)]
struct Caller<'a> {
    call: &'a ModuleCall,
    module: &'a Module,
}

/// The provider configurations that a module has by itself, and those that it expects.
struct Own<'a> {
    configured: BTreeMap<ProviderKey, &'a ProviderConfig>,
    /// Empty `provider` blocks: the old way of saying that a configuration is expected.
    proxies: BTreeMap<ProviderKey, &'a ProviderConfig>,
    aliases: BTreeSet<ProviderKey>,
}

fn check(tree: &ModuleTree, caller: Option<Caller<'_>>, path: &ModulePath, repeated: Option<Span>, diags: &mut Diags) {
    let module = &*tree.module;
    let own = Own::of(module);
    check_references(module, &own, caller, path, diags);
    if let Some(caller) = caller {
        check_passed(module, &own, caller, path, diags);
        if let Some(span) = repeated.filter(|_| !own.configured.is_empty()) {
            let mut error = Diagnostic::error("Module is incompatible with count, for_each, and depends_on")
                .detail(format!(
                    "{path} has provider configurations of its own, so calls to it may not use count, for_each or \
                     depends_on."
                ))
                .at(span)
                .help("let the module expect its provider configurations, and pass them with the providers argument");
            for config in own.configured.values() {
                error = error.also(config.span, "a configuration of its own");
            }
            diags.push(error);
        }
        check_proxies(&own, module, path, diags);
    }
    for (name, child) in &tree.children {
        let Some(call) = module.calls.get(name) else { continue };
        let own_repeat = match &call.repeat {
            Repeat::Once => call.depends_on.first().map(groundplan_lang::syntax::Traversal::span),
            Repeat::Count(expr) | Repeat::ForEach(expr) => Some(expr.span),
        };
        check(child, Some(Caller { call, module }), &path.child(name.clone()), own_repeat.or(repeated), diags);
    }
}

impl<'a> Own<'a> {
    fn of(module: &'a Module) -> Self {
        let mut own = Self { configured: BTreeMap::new(), proxies: BTreeMap::new(), aliases: BTreeSet::new() };
        for config in &module.providers {
            let key = ProviderKey { name: config.name.name.clone(), alias: config.alias.clone() };
            if is_empty(config) {
                own.proxies.insert(key, config);
            } else {
                own.configured.insert(key, config);
            }
        }
        for required in module.required_providers.values() {
            own.aliases.extend(required.aliases.iter().map(key_of));
        }
        own
    }

    fn has(&self, key: &ProviderKey) -> bool {
        self.configured.contains_key(key) || self.proxies.contains_key(key) || self.aliases.contains(key)
    }
}

fn is_empty(config: &ProviderConfig) -> bool {
    let mut found = Diags::new();
    config.body.content(&schema(&[], &[], &[]), config.span, &mut found);
    found.is_empty() && config.version.is_empty()
}

fn key_of(reference: &ProviderRef) -> ProviderKey {
    ProviderKey { name: reference.name.clone(), alias: reference.alias.clone() }
}

fn address_of(name: &Arc<str>, module: &Module) -> ProviderAddr {
    module.provider_addr(name)
}

/// Configurations with an alias are never made up: what refers to one needs it to be there.
fn check_references(module: &Module, own: &Own<'_>, caller: Option<Caller<'_>>, path: &ModulePath, diags: &mut Diags) {
    let passed =
        |key: &ProviderKey| caller.is_some_and(|caller| caller.call.providers.iter().any(|(to, _)| key_of(to) == *key));
    let mut check = |reference: &ProviderRef, address: String| {
        let key = key_of(reference);
        if reference.alias.is_none() || own.has(&key) || passed(&key) {
            return;
        }
        let place = if path.is_root() { "the root module".into() } else { path.to_string() };
        let mut error = Diagnostic::error("Provider configuration not present")
            .detail(format!("There is no provider configuration {reference} in {place}."))
            .about(address)
            .at(reference.span);
        error = match groundplan_value::nearest(&reference.to_string(), known(own).iter().map(String::as_str)) {
            Some(near) => error.help(format!("a configuration with a similar name exists: `{near}`")),
            None if path.is_root() => {
                error.help(format!("add a `provider \"{}\"` block with this alias", reference.name))
            }
            None => error.help(format!(
                "add `configuration_aliases = [{reference}]` to the entry \"{}\" of required_providers, and pass the \
                 configuration in the module's call",
                reference.name
            )),
        };
        diags.push(error);
    };
    for resource in module.resources.values() {
        check(&resource.provider, resource.id.in_path(path));
    }
    for call in module.calls.values() {
        for (_, from) in &call.providers {
            check(from, format!("module.{}", call.name.name));
        }
    }
}

fn known(own: &Own<'_>) -> Vec<String> {
    own.configured.keys().chain(own.proxies.keys()).chain(&own.aliases).map(ToString::to_string).collect()
}

fn check_passed(module: &Module, own: &Own<'_>, caller: Caller<'_>, path: &ModulePath, diags: &mut Diags) {
    let call = caller.call;
    let passed: BTreeSet<ProviderKey> = call.providers.iter().map(|(to, _)| key_of(to)).collect();
    for alias in &own.aliases {
        if !passed.contains(alias) && !own.configured.contains_key(alias) {
            diags.push(
                Diagnostic::error("Missing required provider configuration")
                    .detail(format!(
                        "The called module requires an additional configuration for provider {}, with the local name \
                         \"{alias}\".",
                        address_of(&alias.name, module).short()
                    ))
                    .about(path.to_string())
                    .at(call.span)
                    .help(format!("pass it: `providers = {{ {alias} = … }}`")),
            );
        }
    }
    for (to, from) in &call.providers {
        let key = key_of(to);
        if let Some(config) = own.configured.get(&key) {
            diags.push(
                Diagnostic::error("Cannot override provider configuration")
                    .detail(format!("{path} has its own configuration for {to}, so none can be passed to it."))
                    .at(to.span)
                    .also(config.span, "its own configuration"),
            );
        }
        let (wanted, given) = (address_of(&to.name, module), address_of(&from.name, caller.module));
        let is_declared = own.has(&key) || (key.alias.is_none() && module.required_providers.contains_key(&to.name));
        if !is_declared {
            let detail =
                format!("The called module does not declare a provider requirement with the local name \"{to}\".");
            let help = match &to.alias {
                None => format!(
                    "add an entry \"{}\" with source \"{}\" to the module's required_providers",
                    to.name,
                    wanted.short()
                ),
                Some(_) => format!(
                    "add `configuration_aliases = [{to}]` to the entry \"{}\" of the module's required_providers",
                    to.name
                ),
            };
            let is_guess = wanted == ProviderAddr::implied(&wanted.kind);
            let diagnostic = if is_guess {
                Diagnostic::warning("Reference to undefined provider")
                    .detail(format!("{detail} It is taken for {}.", wanted.short()))
            } else {
                Diagnostic::error("Reference to undefined provider").detail(detail)
            };
            diags.push(diagnostic.at(to.span).help(help));
        }
        if wanted != given {
            diags.push(
                Diagnostic::error("Provider type mismatch")
                    .detail(format!(
                        "The local name \"{from}\" stands for provider {} here, but \"{to}\" in {path} stands for {}.",
                        given.short(),
                        wanted.short()
                    ))
                    .at(from.span),
            );
        }
    }
}

fn check_proxies(own: &Own<'_>, module: &Module, path: &ModulePath, diags: &mut Diags) {
    for (key, config) in &own.proxies {
        diags.push(
            Diagnostic::warning("Redundant empty provider block")
                .detail(format!(
                    "Earlier versions of Terraform used empty provider blocks to say that {path} expects a configuration. \
                     This is no longer needed."
                ))
                .at(config.span)
                .help(format!(
                    "remove the block, and declare \"{key}\" in required_providers with source \"{}\"",
                    address_of(&key.name, module).short()
                )),
        );
    }
}
