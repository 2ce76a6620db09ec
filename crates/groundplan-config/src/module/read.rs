use std::io;
use std::path::Path;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, FileId, SourceMap};
use groundplan_lang::syntax::{Body, Parse, parse_file, parse_json_file};

use super::cache::Parsed;
use super::declare::Declared;
use super::decode::Decoder;
use super::{LoadContext, Module};
use crate::files::Overlay;

/// Reads what the files of one folder declare, with an overlay's files in place of those of the same name. `None` when
/// there is no such folder.
pub(super) fn read_module(
    dir: &Path,
    overlay: &Overlay,
    context: &LoadContext<'_>,
    diags: &mut Diags,
) -> Option<Module> {
    let (primary, overriding) = config_files(dir, overlay, context, diags)?;
    let mut decoder = Decoder::new(context.sources);
    let mut declared = Declared::default();
    for name in &primary {
        if let Some(body) = read_file(dir, name, overlay, context, &mut decoder.diags) {
            declared.add_file(&body, &mut decoder);
        }
    }
    for name in &overriding {
        if let Some(body) = read_file(dir, name, overlay, context, &mut decoder.diags) {
            declared.override_with(&body, &mut decoder);
        }
    }
    let module = decode_module(dir, &declared, &mut decoder);
    diags.extend(in_order(decoder.diags));
    Some(module)
}

/// Messages in the order of the places that they point at.
fn in_order(diags: Diags) -> Vec<Diagnostic> {
    let mut list: Vec<Diagnostic> = diags.into_iter().collect();
    list.sort_by_key(|diagnostic| diagnostic.primary.as_ref().map(|label| (label.span.file, label.span.start)));
    list
}

fn decode_module(dir: &Path, declared: &Declared, decoder: &mut Decoder<'_>) -> Module {
    let mut module = Module { dir: dir.to_path_buf(), ..Module::default() };
    let mut settings = decoder.settings(&declared.settings);
    for over in &declared.settings_overrides {
        decoder.override_settings(&mut settings, over);
    }
    decoder.check_required_version(&settings.required_version);
    module.required_version = settings.required_version;
    module.required_providers = settings.required_providers.map(|(required, _)| required).unwrap_or_default();
    module.provider_metas = settings.provider_metas;
    module.backend = settings.backend;

    for (name, block) in &declared.variables {
        if let [label] = block.labels.as_slice() {
            module.variables.insert(name.clone(), decoder.variable(block, label));
        }
    }
    for (name, attribute) in &declared.locals {
        module.locals.insert(name.clone(), decoder.local(attribute));
    }
    for (name, block) in &declared.outputs {
        if let [label] = block.labels.as_slice() {
            module.outputs.insert(name.clone(), decoder.output(block, label));
        }
    }
    for (name, block) in &declared.calls {
        if let [label] = block.labels.as_slice()
            && let Some(call) = decoder.module_call(block, label)
        {
            module.calls.insert(name.clone(), call);
        }
    }
    for (id, block) in &declared.resources {
        if let Some(resource) = decoder.resource(block) {
            module.resources.insert(id.clone(), resource);
        }
    }
    for (name, block) in &declared.checks {
        let [label] = block.labels.as_slice() else { continue };
        let (check, data) = decoder.check(block, label);
        if let Some(data) = data {
            if let Some(first) = module.resources.get(&data.id) {
                decoder.push(
                    Diagnostic::error("Duplicate data configuration")
                        .detail(format!(
                            "There is already a data block for {}. Names must be unique per type in each module, within \
                             check blocks too.",
                            data.id
                        ))
                        .label(data.span, "declared again")
                        .also(first.span, "first declared here"),
                );
            } else {
                module.resources.insert(data.id.clone(), data);
            }
        }
        module.checks.insert(name.clone(), check);
    }
    module.providers.extend(declared.providers.values().filter_map(|block| decoder.provider_config(block)));
    module.moved.extend(declared.moved.iter().filter_map(|block| decoder.moved(block)));
    module.imports.extend(declared.imports.iter().filter_map(|block| decoder.import(block)));
    module.removed.extend(declared.removed.iter().filter_map(|block| decoder.removed(block)));
    module
}

/// The names of a folder's configuration files, in order: first those that declare, then those that override.
fn config_files(
    dir: &Path,
    overlay: &Overlay,
    context: &LoadContext<'_>,
    diags: &mut Diags,
) -> Option<(Vec<String>, Vec<String>)> {
    let mut names = match context.files.names(dir) {
        Ok(names) => names,
        Err(error) => {
            diags.push(unreadable("folder", dir, &error));
            return None;
        }
    };
    names.extend(overlay.files.keys().cloned());
    names.retain(|name| stem(name).is_some() && !context.files.is_dir(&dir.join(name)));
    names.sort();
    names.dedup();
    Some(names.into_iter().partition(|name| !stem(name).is_some_and(is_override)))
}

/// The name of a configuration file without its extension; `None` for other files and for what editors leave behind.
fn stem(name: &str) -> Option<&str> {
    let stem = name.strip_suffix(".tf").or_else(|| name.strip_suffix(".tf.json"))?;
    let left_behind = name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'));
    (!left_behind).then_some(stem)
}

fn is_override(stem: &str) -> bool {
    stem == "override" || stem.ends_with("_override")
}

fn read_file(
    dir: &Path,
    name: &str,
    overlay: &Overlay,
    context: &LoadContext<'_>,
    diags: &mut Diags,
) -> Option<Arc<Body>> {
    if let Some(file) = overlay.files.get(name) {
        let parsed = parse(context.sources, &file.shown_as, &file.text);
        diags.extend(parsed.diags.iter().cloned());
        return parsed.body;
    }
    let path = crate::files::join(dir, name);
    let parsed = match context.cache.file(&path) {
        Some(parsed) => parsed,
        None => {
            let parsed = match context.files.text(&path) {
                Ok(text) => parse(context.sources, &path, &text),
                Err(error) => Parsed { body: None, diags: Arc::new(unreadable("file", &path, &error).into()) },
            };
            context.cache.keep_file(path, &parsed);
            parsed
        }
    };
    diags.extend(parsed.diags.iter().cloned());
    parsed.body
}

fn parse(sources: &SourceMap, path: &Path, text: &Arc<str>) -> Parsed {
    let file = sources.add(path, text.clone());
    let parsed = parse_by_name(path, file, text);
    Parsed { body: Some(Arc::new(parsed.body)), diags: Arc::new(parsed.diags) }
}

/// Parses a file in the syntax that its name says.
pub(crate) fn parse_by_name(path: &Path, file: FileId, text: &str) -> Parse {
    let is_json = path.extension().is_some_and(|extension| extension == "json");
    if is_json { parse_json_file(file, text) } else { parse_file(file, text) }
}

/// A file or folder that cannot be read, with the reason.
pub(crate) fn unreadable(what: &str, path: &Path, error: &io::Error) -> Diagnostic {
    let path = path.display();
    Diagnostic::error(format!("Cannot read {what}")).detail(match error.kind() {
        io::ErrorKind::NotFound => format!("There is no {what} {path}."),
        io::ErrorKind::InvalidData => format!("The {what} {path} is not UTF-8 text."),
        _ => format!("The {what} {path} cannot be read: {error}."),
    })
}
