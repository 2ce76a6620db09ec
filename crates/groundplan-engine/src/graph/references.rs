use std::sync::Arc;

use groundplan_address::{Mode, ResourceId};
use groundplan_config::module::Module;
use groundplan_diag::{Diagnostic, Span};
use groundplan_lang::syntax::{Step, Traversal};
use groundplan_value::nearest;

/// What a traversal in a module refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// `var.name`
    Variable(Arc<str>),
    /// `local.name`
    Local(Arc<str>),
    /// `module.name`, and the output when one is named.
    Module(Arc<str>, Option<Arc<str>>),
    /// A resource.
    Resource(ResourceId),
    /// `each.key`, `each.value`
    Each,
    /// `count.index`
    Count,
    /// `self`
    Itself,
    /// `path.…`
    Path,
    /// `terraform.…`
    Terraform,
}

/// What a traversal refers to, checked against what the module declares ("References to Named Values" in Terraform's
/// documentation).
///
/// # Errors
/// When the module declares no such thing, with the nearest name.
pub(crate) fn target_of(module: &Module, traversal: &Traversal) -> Result<Target, Diagnostic> {
    let span = traversal.span();
    match &*traversal.root.name {
        "var" => {
            let name = attr(traversal, 0)?;
            if module.variables.contains_key(&name) {
                return Ok(Target::Variable(name));
            }
            Err(undeclared(
                "Reference to undeclared input variable",
                format!("An input variable with the name \"{name}\" has not been declared."),
                span,
                &name,
                module.variables.keys(),
                &format!("declare it: `variable \"{name}\" {{}}`"),
            ))
        }
        "local" => {
            let name = attr(traversal, 0)?;
            if module.locals.contains_key(&name) {
                return Ok(Target::Local(name));
            }
            Err(undeclared(
                "Reference to undeclared local value",
                format!("A local value with the name \"{name}\" has not been declared."),
                span,
                &name,
                module.locals.keys(),
                &format!("declare it: `locals {{ {name} = … }}`"),
            ))
        }
        "module" => {
            let name = attr(traversal, 0)?;
            if !module.calls.contains_key(&name) {
                return Err(undeclared(
                    "Reference to undeclared module",
                    format!("No module call named \"{name}\" is declared in {}.", describe(module)),
                    span,
                    &name,
                    module.calls.keys(),
                    &format!("declare it: `module \"{name}\" {{ source = … }}`"),
                ));
            }
            let output = traversal.steps.iter().skip(1).find_map(|step| match step {
                Step::Attr(output, _) => Some(output.clone()),
                Step::Key(..) | Step::Index(..) => None,
            });
            Ok(Target::Module(name, output))
        }
        "each" => Ok(Target::Each),
        "count" => Ok(Target::Count),
        "self" => Ok(Target::Itself),
        "path" => Ok(Target::Path),
        "terraform" => Ok(Target::Terraform),
        "data" => resource(module, traversal, Mode::Data, attr(traversal, 0)?, attr(traversal, 1)?),
        "ephemeral" => resource(module, traversal, Mode::Ephemeral, attr(traversal, 0)?, attr(traversal, 1)?),
        "resource" => resource(module, traversal, Mode::Managed, attr(traversal, 0)?, attr(traversal, 1)?),
        root => match traversal.steps.first() {
            Some(Step::Attr(name, _)) => resource(module, traversal, Mode::Managed, root.into(), name.clone()),
            _ => Err(Diagnostic::error("Invalid reference")
                .detail("A reference to a resource type must be followed by at least one attribute access, specifying the resource name.")
                .at(span)
                .help(format!("for a string, write it in quotes: \"{root}\""))),
        },
    }
}

/// How many of a traversal's steps name the resource: two for `data.T.N`, one for `T.N`.
#[must_use]
pub(crate) fn name_steps(traversal: &Traversal) -> usize {
    if matches!(&*traversal.root.name, "data" | "ephemeral" | "resource") { 2 } else { 1 }
}

fn resource(
    module: &Module,
    traversal: &Traversal,
    mode: Mode,
    kind: Arc<str>,
    name: Arc<str>,
) -> Result<Target, Diagnostic> {
    let id = ResourceId { mode, kind, name };
    if module.resources.contains_key(&id) {
        return Ok(Target::Resource(id));
    }
    let what = match mode {
        Mode::Managed => "managed resource",
        Mode::Data => "data resource",
        Mode::Ephemeral => "ephemeral resource",
    };
    let error = Diagnostic::error("Reference to undeclared resource")
        .detail(format!("A {what} \"{}\" \"{}\" has not been declared in {}.", id.kind, id.name, describe(module)))
        .at(traversal.span());
    let written = id.to_string();
    let declared: Vec<String> = module.resources.keys().map(ToString::to_string).collect();
    let other_mode = module.resources.keys().find(|known| known.kind == id.kind && known.name == id.name);
    Err(match (other_mode, nearest(&written, declared.iter().map(String::as_str))) {
        (Some(other), _) => error.help(format!("did you mean `{other}`?")),
        (None, Some(near)) => error.help(format!("a resource with a similar name exists: `{near}`")),
        (None, None) => error,
    })
}

fn attr(traversal: &Traversal, at: usize) -> Result<Arc<str>, Diagnostic> {
    match traversal.steps.get(at) {
        Some(Step::Attr(name, _)) => Ok(name.clone()),
        _ => {
            let root = &traversal.root.name;
            Err(Diagnostic::error("Invalid reference")
                .detail(format!(
                    "The \"{root}\" object cannot be accessed directly. Instead, access one of its attributes."
                ))
                .at(traversal.span()))
        }
    }
}

fn undeclared<'a>(
    summary: &str,
    detail: String,
    span: Span,
    name: &str,
    known: impl Iterator<Item = &'a Arc<str>>,
    otherwise: &str,
) -> Diagnostic {
    let error = Diagnostic::error(summary).detail(detail).at(span);
    match nearest(name, known.map(|known| &**known)) {
        Some(near) => error.help(format!("one with a similar name exists: `{near}`")),
        None => error.help(otherwise),
    }
}

fn describe(module: &Module) -> String {
    match module.dir.to_str() {
        None | Some("" | ".") => "the root module".into(),
        Some(dir) => format!("the module in {dir}"),
    }
}
