use groundplan_diag::SourceMap;
use groundplan_lang::syntax::{Style, format};
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;

use super::hcl::hcl;
use super::view::View;
use crate::answers::{Answers, AnswersFile};

/// A file of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderedFile {
    /// Its path in the repository, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The files that depend on answers: path in the repository, and template.
const TEMPLATES: &[(&str, &str)] = &[
    (".github/workflows/groundplan.yml", include_str!("../../templates/.github/workflows/groundplan.yml")),
    ("README.md", include_str!("../../templates/README.md")),
    ("company.hcl", include_str!("../../templates/company.hcl")),
    ("root.hcl", include_str!("../../templates/root.hcl")),
];

/// The files that every repository has as they are.
const AS_THEY_ARE: &[(&str, &str)] = &[
    (".gitignore", include_str!("../../templates/gitignore")),
    ("account.hcl", include_str!("../../templates/account.hcl")),
    ("terragrunt.stack.hcl", include_str!("../../templates/terragrunt.stack.hcl")),
];

/// The environments of an account and region.
const ENVIRONMENTS: &str = include_str!("../../templates/environments.stack.hcl");

/// The files of the repository that answers make, without the catalog, in order of their paths. The answers are right:
/// [`Answers::check`] finds nothing.
///
/// # Errors
/// When a template is wrong: a bug of ours, which a test with many answers looks for.
pub fn render(answers: &Answers) -> Result<Vec<RenderedFile>, String> {
    let view = View::new(answers);
    let templates = environment()?;
    let mut files = vec![RenderedFile { path: AnswersFile::NAME.to_owned(), text: AnswersFile::text(answers) }];
    for (path, text) in AS_THEY_ARE {
        files.push(RenderedFile { path: (*path).to_owned(), text: (*text).to_owned() });
    }
    for (path, template) in TEMPLATES {
        files.push(filled(&templates, (*path).to_owned(), template, &view)?);
    }
    for file in &view.environment_files {
        files.push(filled(&templates, file.path.clone(), ENVIRONMENTS, file)?);
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

fn environment() -> Result<Environment<'static>, String> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let mut syntax = environment.syntax().to_builder();
    let syntax = syntax.keep_trailing_newline(true).lstrip_blocks(true).trim_blocks(true).build();
    environment.set_syntax(syntax.map_err(|error| error.to_string())?);
    environment.add_filter("hcl", hcl);
    Ok(environment)
}

/// A template with its values. HCL gets the canonical layout, so that templates need not know how long a name is.
fn filled(
    templates: &Environment<'_>,
    path: String,
    template: &str,
    values: &impl Serialize,
) -> Result<RenderedFile, String> {
    let mut text =
        templates.render_named_str(&path, template, Serde(values)).map_err(|error| format!("{path}: {error:#}"))?;
    if path.ends_with(".hcl") {
        let file = SourceMap::new().add(&path, text.as_str());
        text = format(file, &text, Style::Layout).map_err(|diags| {
            let all: Vec<String> = diags.iter().map(|diag| format!("{}: {}", diag.summary, diag.detail)).collect();
            format!("{path}: {}", all.join(" "))
        })?;
    }
    Ok(RenderedFile { path, text })
}
