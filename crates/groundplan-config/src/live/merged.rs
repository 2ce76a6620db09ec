//! Parts of a configuration, merged from the files that make it up.

use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_value::Value;

use super::config::Config;
use super::file::blocks::{DEPENDENCIES, EXCLUDE, GENERATE, REMOTE_STATE};
use super::file::{Fields, Given};
use super::scope::Names;

/// An argument of a file itself, from the file that counts most.
pub(super) fn argument(
    config: &Arc<Config>,
    name: &'static str,
    names: Names<'_>,
    diags: &mut Diags,
) -> Option<Fields> {
    let arguments = config.layers().into_iter().filter_map(|layer| layer.config.argument(name, names, diags));
    arguments.into_iter().find(|fields| fields.has(name))
}

/// The `remote_state` block or argument, from the file that counts most.
pub(super) fn remote_state(config: &Arc<Config>, names: Names<'_>, diags: &mut Diags) -> Option<Fields> {
    for layer in config.layers() {
        match &layer.config.file.remote_state {
            None => {}
            Some(Given::Block(block)) => return Some(layer.config.fields_with(REMOTE_STATE, block, names, diags)),
            Some(Given::Value(attribute)) => {
                let span = attribute.expr.span;
                let value = layer.config.evaluate_with(&attribute.expr, names, diags)?;
                match value.as_map() {
                    Some(map) => return Some(Fields::of_object(REMOTE_STATE, map, span, names.must_be_known(), diags)),
                    None if value.is_null() => {}
                    None => {
                        diags.push(not_an_object("remote_state", &value).at(span));
                        return None;
                    }
                }
            }
        }
    }
    None
}

/// The `generate` blocks by name. One of an included file may only have the name of another when the merge is deep.
pub(super) fn generate(config: &Arc<Config>, names: Names<'_>, diags: &mut Diags) -> BTreeMap<Arc<str>, Fields> {
    let mut all: BTreeMap<Arc<str>, Fields> = BTreeMap::new();
    let mut included = false;
    for layer in config.layers() {
        let mut own: BTreeMap<Arc<str>, Fields> = BTreeMap::new();
        for block in &layer.config.file.generate {
            let fields = layer.config.fields_with(GENERATE, block, names, diags);
            if let Some(first) = own.insert(block.name.clone(), fields) {
                diags.push(duplicate(&block.name, first.span, block.span));
            }
        }
        if let Some(attribute) = &layer.config.file.generate_value
            && let Some(value) = layer.config.evaluate_with(&attribute.expr, names, diags)
        {
            let span = attribute.expr.span;
            match value.as_map() {
                Some(map) => {
                    for (name, value) in map {
                        match value.as_map() {
                            Some(map) => {
                                own.insert(
                                    name.clone(),
                                    Fields::of_object(GENERATE, map, span, names.must_be_known(), diags),
                                );
                            }
                            None => diags.push(not_an_object(name, value).at(span)),
                        }
                    }
                }
                None if value.is_null() => {}
                None => diags.push(not_an_object("generate", &value).at(span)),
            }
        }
        for (name, fields) in own {
            match all.get(&name) {
                Some(first) if included && !layer.deep => diags.push(duplicate(&name, first.span, fields.span)),
                Some(_) => {}
                None => drop(all.insert(name, fields)),
            }
        }
        included |= Arc::ptr_eq(layer.config, config);
    }
    all
}

fn duplicate(name: &str, first: Span, other: Span) -> Diagnostic {
    Diagnostic::error("Duplicate generate block")
        .detail(format!("There is already a generate block named \"{name}\"."))
        .at(first)
        .also(other, "the other one")
}

/// The `exclude` block: the one of the file that counts most, or when merged deeply what it leaves out from those below.
pub(super) fn exclude(config: &Arc<Config>, diags: &mut Diags) -> Option<Fields> {
    let mut merged: Option<Fields> = None;
    for layer in config.layers() {
        let Some(block) = &layer.config.file.exclude else { continue };
        match &mut merged {
            None => merged = Some(layer.config.fields(EXCLUDE, block, diags)),
            Some(over) if layer.deep => {
                let under = layer.config.fields(EXCLUDE, block, diags);
                for field in EXCLUDE {
                    if !over.has(field.name) {
                        over.take(field.name, &under);
                    }
                }
            }
            Some(_) => {}
        }
    }
    merged
}

/// The paths of all `dependencies` blocks, those of included files first, each with the place where it is written.
pub(super) fn paths(config: &Arc<Config>, diags: &mut Diags) -> Vec<(Arc<str>, Span)> {
    let mut all = Vec::new();
    for layer in config.layers().into_iter().rev() {
        let Some(paths) = &layer.config.file.paths else { continue };
        let span = paths.expr.span;
        let Some(value) = layer.config.evaluate(&paths.expr, diags) else { continue };
        let fields = Fields::read(DEPENDENCIES, span, true, diags, |_, _| Some((value.clone(), span)));
        all.extend(fields.texts("paths").into_iter().map(|path| (path, span)));
    }
    all
}

/// That something must be an object.
pub(super) fn not_an_object(what: &str, value: &Value) -> Diagnostic {
    Diagnostic::error("Unsuitable value type")
        .detail(format!("The value of \"{what}\" must be an object, but this is {}.", value.ty().friendly_name()))
}
