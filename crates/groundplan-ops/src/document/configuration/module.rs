use std::collections::BTreeMap;

use groundplan_address::{Mode, ModulePath};
use groundplan_config::module::{ModuleTree, Output, Repeat, Resource, Variable};
use groundplan_format::{
    ConfigurationModule, ConfigurationOutput, ConfigurationResource, ConfigurationVariable, Expression, ModuleCall,
    ProviderConfiguration, Provisioner,
};

use super::expression::{Writer, depends_on};
use super::providers::Providers;
use crate::document::object;
use crate::document::schema::KnownSchemas;

/// A module and those that it calls; adds their provider configurations to `provider_config`. Modules nest no deeper than
/// the loader lets them.
pub(super) fn module(
    tree: &ModuleTree,
    path: &ModulePath,
    providers: &Providers<'_>,
    schemas: &KnownSchemas,
    writer: &Writer,
    provider_config: &mut BTreeMap<String, ProviderConfiguration>,
) -> ConfigurationModule {
    let module = &tree.module;
    providers.write(writer, provider_config);
    // Terraform does not tell of what is ephemeral.
    let kept = module.resources.values().filter(|resource| resource.id.mode != Mode::Ephemeral);
    let mut resources: Vec<&Resource> = kept.collect();
    resources.sort_by_key(|resource| (place(resource.id.mode), resource.id.to_string()));
    let calls = module.calls.iter().filter_map(|(name, call)| {
        let child = tree.children.get(name)?;
        let path = path.child(name.clone());
        let passed = Providers::called(&child.module, path.clone(), call, providers);
        let (count_expression, for_each_expression) = repeat(&call.repeat, writer);
        let inputs = call.inputs.iter().map(|(name, input)| (name.to_string(), writer.argument(&input.expr)));
        let document = ModuleCall {
            source: call.source.0.clone(),
            expressions: inputs.collect(),
            count_expression,
            for_each_expression,
            module: Box::new(self::module(child, &path, &passed, schemas, writer, provider_config)),
            version_constraint: call.version.as_ref().map(|(version, _)| version.clone()),
            depends_on: depends_on(&call.depends_on),
        };
        Some((name.to_string(), document))
    });
    let module_calls = calls.collect();
    ConfigurationModule {
        outputs: module.outputs.iter().map(|(name, it)| (name.to_string(), output(it, writer))).collect(),
        resources: resources.into_iter().map(|it| resource(it, tree, providers, schemas, writer)).collect(),
        module_calls,
        variables: module.variables.iter().map(|(name, it)| (name.to_string(), variable(it))).collect(),
    }
}

/// Where a mode comes in Terraform's list.
fn place(mode: Mode) -> u8 {
    match mode {
        Mode::Managed => 0,
        Mode::Data => 1,
        Mode::Ephemeral => 2,
    }
}

fn resource(
    resource: &Resource,
    tree: &ModuleTree,
    providers: &Providers<'_>,
    schemas: &KnownSchemas,
    writer: &Writer,
) -> ConfigurationResource {
    let (count_expression, for_each_expression) = repeat(&resource.repeat, writer);
    let schema = schemas.get(&tree.module.provider_addr(&resource.provider.name), &resource.id);
    let provisioners = resource.provisioners.iter().map(|provisioner| Provisioner {
        kind: provisioner.kind.name.to_string(),
        expressions: writer.body(&provisioner.body, None),
    });
    ConfigurationResource {
        address: resource.id.to_string(),
        mode: object::mode(resource.id.mode),
        resource_type: resource.id.kind.to_string(),
        name: resource.id.name.to_string(),
        provider_config_key: providers.key(&resource.provider.name, resource.provider.alias.as_deref()),
        provisioners: provisioners.collect(),
        expressions: writer.body(&resource.body, schema.map(|schema| &schema.block)),
        schema_version: schema.map_or(0, |schema| schema.version),
        count_expression,
        for_each_expression,
        depends_on: depends_on(&resource.depends_on),
    }
}

/// `count` and `for_each`. One that is neither a constant nor refers to anything, `toset(["a"])`, is not told.
fn repeat(repeat: &Repeat, writer: &Writer) -> (Option<Expression>, Option<Expression>) {
    let told = |expr| Some(writer.argument(expr)).filter(|expression| *expression != Expression::default());
    match repeat {
        Repeat::Once => (None, None),
        Repeat::Count(expr) => (told(expr), None),
        Repeat::ForEach(expr) => (None, told(expr)),
    }
}

fn output(output: &Output, writer: &Writer) -> ConfigurationOutput {
    ConfigurationOutput {
        sensitive: output.sensitive,
        ephemeral: output.ephemeral,
        expression: writer.argument(&output.expr),
        depends_on: depends_on(&output.depends_on),
        description: text(&output.description),
    }
}

fn variable(variable: &Variable) -> ConfigurationVariable {
    ConfigurationVariable {
        default: variable.default.as_ref().and_then(groundplan_value::Value::to_plain_json),
        description: text(&variable.description),
        sensitive: variable.sensitive,
    }
}

fn text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
