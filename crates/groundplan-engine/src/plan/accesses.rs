use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::eval::{get_attr, index};
use groundplan_lang::syntax::{Step, Traversal};
use groundplan_provider::{Block, NestedBlock, Nesting};
use groundplan_value::{Value, nearest};

use crate::graph::name_steps;

/// Whether what references take of a resource is in its schema. This holds whether or not a reference is evaluated: what
/// a resource type does not have is an error in `try`, in a branch that is not taken, and of a resource without instances.
pub(super) fn errors<'a>(schema: &Block, accesses: impl Iterator<Item = &'a Traversal>) -> Diags {
    let mut diags = Diags::new();
    for traversal in accesses {
        let steps = traversal.steps.get(name_steps(traversal)..).unwrap_or_default();
        let steps = match steps.split_first() {
            Some((Step::Key(..) | Step::Index(..), rest)) => rest,
            _ => steps,
        };
        diags.extend(in_block(schema, steps).err());
    }
    diags
}

fn in_block(block: &Block, steps: &[Step]) -> Result<(), Diagnostic> {
    let Some((step, rest)) = steps.split_first() else { return Ok(()) };
    let Step::Attr(name, span) = step else {
        return Err(Diagnostic::error("Invalid index operation")
            .detail("Only attribute access is allowed here, using the dot operator.")
            .at(step.span()));
    };
    if let Some(attribute) = block.attributes.get(name) {
        return on_value(Value::unknown(attribute.value_type()), rest);
    }
    if let Some(nested) = block.blocks.get(name) {
        return in_nested(name, nested, rest);
    }
    let error = Diagnostic::error("Unsupported attribute")
        .detail(format!("This object has no argument, nested block, or exported attribute named \"{name}\"."))
        .at(*span);
    let known = block.attributes.keys().chain(block.blocks.keys()).map(|known| &**known);
    Err(match nearest(name, known) {
        Some(near) => error.help(format!("one with a similar name exists: `{near}`")),
        None => error,
    })
}

fn on_value(mut value: Value, steps: &[Step]) -> Result<(), Diagnostic> {
    for step in steps {
        value = match step {
            Step::Attr(name, span) => get_attr(&value, name, *span)?,
            Step::Key(key, span) => index(&value, &Value::string(key), *span)?,
            Step::Index(at, span) => index(&value, &Value::number(at.clone()), *span)?,
        };
    }
    Ok(())
}

fn in_nested(name: &str, nested: &NestedBlock, steps: &[Step]) -> Result<(), Diagnostic> {
    let Some((step, rest)) = steps.split_first() else { return Ok(()) };
    match (nested.nesting, step) {
        (Nesting::Single | Nesting::Group, _) => in_block(&nested.block, steps),
        (Nesting::Map, _) | (Nesting::List, Step::Key(..) | Step::Index(..)) => in_block(&nested.block, rest),
        (Nesting::List, Step::Attr(..)) => Err(Diagnostic::error("Invalid operation")
            .detail(format!("Blocks of type \"{name}\" make a list of objects, so one must be chosen by its number."))
            .at(step.span())
            .help(format!("for the first, write `{name}[0]`"))),
        (Nesting::Set, _) => Err(Diagnostic::error("Cannot index a set value")
            .detail(format!("Blocks of type \"{name}\" make a set of objects, and elements of sets have no keys."))
            .at(step.span())
            .help("to find elements, use a `for` expression with an `if`")),
    }
}
