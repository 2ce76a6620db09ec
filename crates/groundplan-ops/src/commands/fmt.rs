use std::path::{Path, PathBuf};

use groundplan_config::files::normalize;
use groundplan_diag::{Diagnostic, Diags, SourceMap};
use groundplan_format::Diagnostic as Document;
use groundplan_lang::syntax::{Style, format};

use crate::document;

/// What to format, and how.
#[derive(Clone, Debug)]
pub struct FormatSettings {
    /// The folder that relative paths are meant from, absolute.
    pub dir: PathBuf,
    /// Files and folders; the folder itself if there are none.
    pub targets: Vec<PathBuf>,
    /// Whether folders in folders are looked into; then Terragrunt's files are formatted, too.
    pub recursive: bool,
    /// Whether files are changed.
    pub write: bool,
}

/// What formatting found.
#[derive(Clone, Debug, Default)]
pub struct FormatReport {
    /// The files whose layout is another one, in order.
    pub changed: Vec<Formatted>,
    /// What is wrong with other files.
    pub diagnostics: Vec<Document>,
}

/// A file whose layout is another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formatted {
    /// The file, as its target was given.
    pub path: PathBuf,
    /// Its text.
    pub before: String,
    /// Its text in the canonical layout.
    pub after: String,
}

/// Brings files into the canonical layout. A file that is no valid syntax is told of and left alone.
#[must_use]
pub fn fmt(settings: &FormatSettings) -> FormatReport {
    let mut formatter = Formatter { settings, sources: SourceMap::new(), diags: Diags::new(), changed: Vec::new() };
    let here = [PathBuf::new()];
    let targets = if settings.targets.is_empty() { &here[..] } else { &settings.targets };
    for target in targets {
        let path = settings.dir.join(target);
        if path.is_dir() {
            formatter.folder(target);
        } else if !path.exists() {
            formatter.diags.push(
                Diagnostic::error("File not found").detail(format!("There is no file or folder {}.", target.display())),
            );
        } else if style_of(&name(target), true).is_some() {
            formatter.file(target);
        } else {
            formatter.diags.push(Diagnostic::error("Unsupported file").detail(format!(
                "{} is none of the files that can be formatted: .tf, .tfvars, .tftest.hcl and .hcl.",
                target.display()
            )));
        }
    }
    FormatReport {
        changed: formatter.changed,
        diagnostics: document::diagnostics(&formatter.diags, &formatter.sources),
    }
}

/// The canonical layout of a text, as of a file of Terraform's.
///
/// # Errors
/// What is wrong with it.
pub fn fmt_text(text: &str) -> Result<String, Vec<Document>> {
    let sources = SourceMap::new();
    let file = sources.add("<stdin>", text);
    format(file, text, Style::Terraform).map_err(|diags| document::diagnostics(&diags, &sources))
}

struct Formatter<'a> {
    settings: &'a FormatSettings,
    sources: SourceMap,
    diags: Diags,
    changed: Vec<Formatted>,
}

impl Formatter<'_> {
    fn folder(&mut self, folder: &Path) {
        let listed = std::fs::read_dir(self.settings.dir.join(folder)).and_then(|entries| {
            let names = entries.map(|entry| Ok((entry.as_ref().map(std::fs::DirEntry::file_name).ok(), entry?.path())));
            names.collect::<std::io::Result<Vec<_>>>()
        });
        let mut names = match listed {
            Ok(names) => names,
            Err(error) => return self.failed("Cannot read folder", folder, &error),
        };
        names.sort();
        for (name, path) in names {
            let Some(name) = name.and_then(|name| name.into_string().ok()) else { continue };
            // What editors and programs leave behind is no configuration.
            if name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#')) {
                continue;
            }
            let shown = normalize(&folder.join(&name));
            if path.is_dir() {
                if self.settings.recursive {
                    self.folder(&shown);
                }
            } else if style_of(&name, self.settings.recursive).is_some() {
                self.file(&shown);
            }
        }
    }

    fn file(&mut self, shown: &Path) {
        let path = self.settings.dir.join(shown);
        let before = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) => return self.failed("Cannot read file", shown, &error),
        };
        let style = style_of(&name(shown), true).unwrap_or(Style::Layout);
        match format(self.sources.add(shown, before.as_str()), &before, style) {
            Ok(after) if after == before => {}
            Ok(after) => {
                if self.settings.write
                    && let Err(error) = std::fs::write(&path, &after)
                {
                    return self.failed("Cannot write file", shown, &error);
                }
                self.changed.push(Formatted { path: shown.to_path_buf(), before, after });
            }
            Err(diags) => self.diags.extend(diags),
        }
    }

    fn failed(&mut self, summary: &str, shown: &Path, error: &std::io::Error) {
        self.diags.push(Diagnostic::error(summary).detail(format!("{}: {error}.", shown.display())));
    }
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// How a file of that name is formatted; none if it is not.
fn style_of(name: &str, with_terragrunt: bool) -> Option<Style> {
    if [".tf", ".tfvars", ".tftest.hcl", ".tfmock.hcl"].iter().any(|end| name.ends_with(end)) {
        return Some(Style::Terraform);
    }
    // Lock files belong to the programs that write them.
    (with_terragrunt && name.ends_with(".hcl") && !name.ends_with(".lock.hcl")).then_some(Style::Layout)
}
