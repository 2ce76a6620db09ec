use groundplan_address::{ModuleAddr, ResourceAddr};
use groundplan_config::module::{Removed, Target};
use groundplan_diag::{Diagnostic, Diags, Span};

use crate::graph::{ModuleIx, ModuleNode, Modules, UnitIx};
use crate::session::Session;

/// What a `removed` block says of an object.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Removal {
    /// Destroy it; else only forget it.
    pub(crate) destroy: bool,
    /// The block's header.
    pub(crate) span: Span,
}

/// What configuration says of a resource that it has no more.
pub(crate) fn removal_of(session: &Session, unit: UnitIx, resource: &ResourceAddr) -> Option<Removal> {
    removed_block(session, unit, resource).map(|(_, block)| Removal { destroy: block.destroy, span: block.span })
}

/// The `removed` block of a resource that configuration has no more, and the module that holds it.
pub(crate) fn removed_block<'s>(
    session: &'s Session,
    unit: UnitIx,
    resource: &ResourceAddr,
) -> Option<(ModuleIx, &'s Removed)> {
    let of_unit = session.modules.iter().filter(|(_, node)| node.unit == unit);
    let mut blocks = of_unit.flat_map(|(ix, node)| node.tree.module.removed.iter().map(move |block| (ix, node, block)));
    blocks.find(|(_, node, block)| means(node, block, resource)).map(|(ix, _, block)| (ix, block))
}

fn means(node: &ModuleNode, block: &Removed, resource: &ResourceAddr) -> bool {
    let path = resource.module.path();
    let Some(inner) = path.0.strip_prefix(node.path.0.as_slice()) else { return false };
    match Target::parse(&block.from) {
        Ok(Target::Module(module)) => inner.starts_with(&module.path().0),
        Ok(Target::Resource(target)) => target.module.path().0 == inner && target.resource == resource.resource,
        Err(_) => false,
    }
}

/// Whoever says that something was removed must not declare it any more.
pub(crate) fn removal_errors(modules: &Modules) -> Diags {
    let mut diags = Diags::new();
    for (_, node) in modules.iter() {
        for block in &node.tree.module.removed {
            if let Some((what, at)) = still_there(modules, node, block) {
                let address = if node.path.is_root() { String::new() } else { format!("{}.", node.path) };
                diags.push(
                    Diagnostic::error(format!("Removed {what} still exists"))
                        .detail(format!(
                            "This statement declares that {address}{} was removed, but it is still declared in configuration.",
                            shown(block)
                        ))
                        .at(block.span)
                        .also(at, "declared here"),
                );
            }
        }
    }
    diags
}

fn shown(block: &Removed) -> String {
    match Target::parse(&block.from) {
        Ok(Target::Module(module)) => module.to_string(),
        Ok(Target::Resource(instance)) => instance.to_string(),
        Err(_) => String::new(),
    }
}

fn still_there(modules: &Modules, node: &ModuleNode, block: &Removed) -> Option<(&'static str, Span)> {
    let within =
        |module: &ModuleAddr| groundplan_address::ModulePath([node.path.0.as_slice(), &module.path().0].concat());
    match Target::parse(&block.from).ok()? {
        Target::Module(module) => {
            let path = within(&module);
            modules.at(node.unit, &path)?;
            let (outer, name) = path.parent()?;
            let call = modules.get(modules.at(node.unit, &outer)?).tree.module.calls.get(name)?;
            Some(("module", call.span))
        }
        Target::Resource(target) => {
            let holder = modules.get(modules.at(node.unit, &within(&target.module))?);
            let resource = holder.tree.module.resources.get(&target.resource)?;
            Some(("resource", resource.span))
        }
    }
}
