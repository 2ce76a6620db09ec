//! What a module tree declares, as text.

use std::fmt::Write;

use groundplan_config::module::{IgnoreChanges, Module, ModuleTree, Repeat};
use groundplan_diag::{SourceMap, Span};
use groundplan_lang::syntax::Body;

pub(super) fn summary(tree: &ModuleTree, sources: &SourceMap) -> String {
    let mut text = String::new();
    module(&tree.module, sources, &mut text).unwrap();
    for (name, child) in &tree.children {
        writeln!(text, "child {name}:").unwrap();
        for line in summary(child, sources).lines() {
            writeln!(text, "  {line}").unwrap();
        }
    }
    text
}

fn module(module: &Module, sources: &SourceMap, out: &mut String) -> std::fmt::Result {
    let source = |span: Span| sources.text(span);
    writeln!(out, "module in {}", module.dir.display())?;
    for (name, variable) in &module.variables {
        write!(out, "variable {name}: {}", variable.ty)?;
        for (flag, is) in [
            ("literal", variable.literal),
            ("not nullable", !variable.nullable),
            ("sensitive", variable.sensitive),
            ("ephemeral", variable.ephemeral),
        ] {
            if is {
                write!(out, ", {flag}")?;
            }
        }
        if let Some(default) = &variable.default {
            write!(out, ", default {default:?}")?;
        }
        if !variable.defaults.is_empty() {
            write!(out, ", {:?}", variable.defaults)?;
        }
        if !variable.description.is_empty() {
            write!(out, ", described as {:?}", variable.description)?;
        }
        writeln!(out)?;
        for validation in &variable.validations {
            writeln!(out, "  validation {}", source(validation.condition.span))?;
        }
    }
    for (name, local) in &module.locals {
        writeln!(out, "local {name} = {}", source(local.expr.span))?;
    }
    for (name, output) in &module.outputs {
        let flags = (output.sensitive, output.ephemeral, output.depends_on.len(), output.preconditions.len());
        writeln!(out, "output {name} = {} {flags:?}", source(output.expr.span))?;
    }
    for resource in module.resources.values() {
        write!(out, "resource {} of {}", resource.id, resource.provider)?;
        match &resource.repeat {
            Repeat::Once => {}
            Repeat::Count(expr) => write!(out, ", count {}", source(expr.span))?,
            Repeat::ForEach(expr) => write!(out, ", for_each {}", source(expr.span))?,
        }
        let depends_on: Vec<_> = resource.depends_on.iter().map(|it| source(it.span())).collect();
        if !depends_on.is_empty() {
            write!(out, ", after {}", depends_on.join(" "))?;
        }
        writeln!(out, " {}", body(&resource.body, sources))?;
        let lifecycle = &resource.lifecycle;
        if lifecycle.create_before_destroy || lifecycle.prevent_destroy {
            writeln!(out, "  {:?}", (lifecycle.create_before_destroy, lifecycle.prevent_destroy))?;
        }
        match &lifecycle.ignore_changes {
            IgnoreChanges::None => {}
            IgnoreChanges::All => writeln!(out, "  ignores all changes")?,
            IgnoreChanges::Some(paths) => {
                let paths: Vec<_> = paths.iter().map(|path| source(path.span())).collect();
                writeln!(out, "  ignores changes of {}", paths.join(", "))?;
            }
        }
        for trigger in &lifecycle.replace_triggered_by {
            writeln!(out, "  replaced with {}", source(trigger.span))?;
        }
        for condition in lifecycle.preconditions.iter().chain(&lifecycle.postconditions) {
            writeln!(out, "  condition {}", source(condition.condition.span))?;
        }
        for provisioner in &resource.provisioners {
            writeln!(
                out,
                "  {} {:?} {}",
                provisioner.kind.name,
                (provisioner.on_destroy, provisioner.continue_on_failure),
                body(&provisioner.body, sources)
            )?;
        }
    }
    for (name, call) in &module.calls {
        let inputs: Vec<_> = call.inputs.values().map(|input| source(input.span())).collect();
        let providers: Vec<_> = call.providers.iter().map(|(to, from)| format!("{to} <- {from}")).collect();
        writeln!(
            out,
            "call {name} of {:?} {:?} {inputs:?} {providers:?}",
            call.source.0,
            call.version.as_ref().map(|it| &it.0)
        )?;
    }
    for config in &module.providers {
        writeln!(out, "provider {} {:?} {}", config.name.name, config.alias, body(&config.body, sources))?;
    }
    for (name, required) in &module.required_providers {
        let aliases: Vec<_> = required.aliases.iter().map(ToString::to_string).collect();
        writeln!(out, "requires {name} = {} {:?} {aliases:?}", required.source, required.version)?;
    }
    for meta in &module.provider_metas {
        writeln!(out, "provider_meta {} {}", meta.provider.name, body(&meta.body, sources))?;
    }
    for (constraint, _) in &module.required_version {
        writeln!(out, "requires version {constraint}")?;
    }
    for moved in &module.moved {
        writeln!(out, "moved {} to {}", source(moved.from.span()), source(moved.to.span()))?;
    }
    for import in &module.imports {
        writeln!(out, "import {} as {}", source(import.id.span), source(import.to.span))?;
    }
    for removed in &module.removed {
        writeln!(out, "removed {} destroy={}", source(removed.from.span()), removed.destroy)?;
    }
    for (name, check) in &module.checks {
        let data = check.data.as_ref().map(ToString::to_string);
        writeln!(out, "check {name} {data:?} {}", check.asserts.len())?;
    }
    if let Some(backend) = &module.backend {
        writeln!(out, "backend {} {}", backend.kind.name, body(&backend.body, sources))?;
    }
    Ok(())
}

fn body(body: &Body, sources: &SourceMap) -> String {
    let attributes = body.attributes.iter().map(|attribute| sources.text(attribute.span()));
    let blocks = body.blocks.iter().map(|block| sources.text(block.header));
    let all: Vec<String> = attributes.chain(blocks).collect();
    format!("{{ {} }}", all.join("; "))
}
