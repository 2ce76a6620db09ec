use std::path::Path;

use groundplan_diag::{Diagnostic, Diags, FileId, SourceMap, Span};
use toml::de::{DeTable, DeValue};

use super::{Answers, Given, Problem};

/// A file of answers, in TOML: it is data without expressions, one answer a line, and what is written is what is read.
#[derive(Clone, Debug)]
pub struct AnswersFile {
    /// What it says.
    pub given: Given,
    file: FileId,
    text: String,
}

/// The heading of the file that is kept in a repository.
const HEADING: &str = "\
# The answers that this repository was made from. `groundplan init --answers FILE DIR` makes it once more, in another folder.
# Nothing reads this file otherwise: what is changed later is changed in company.hcl.

";

impl AnswersFile {
    /// The name of the file that is kept in a repository.
    pub const NAME: &'static str = "answers.toml";

    /// Reads the text of a file of answers.
    ///
    /// # Errors
    /// When it is no TOML, or says what is no answer.
    pub fn parse(path: &Path, text: &str, sources: &SourceMap) -> Result<Self, Diags> {
        let file = sources.add(path, text);
        let mut given: Given = toml::from_str(text).map_err(|error| {
            let place = error.span().map_or(Span::NONE, |span| Span::new(file, span.start, span.end));
            let mut characters = error.message().chars();
            let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
            let detail = format!("{first}{}.", characters.as_str().trim_end_matches('.'));
            Diags::from(Diagnostic::error("Invalid answers file").detail(detail).at(place))
        })?;
        if let Some(environments) = &mut given.environments {
            let order = order(text);
            environments.sort_by_cached_key(|name, _| order.iter().position(|known| known == name));
        }
        Ok(Self { given, file, text: text.to_owned() })
    }

    /// The text of a file with all answers.
    #[must_use]
    pub fn text(answers: &Answers) -> String {
        // Text, numbers and tables are all there is, and strings are the only keys: nothing in it cannot be written.
        format!("{HEADING}{}", toml::to_string(answers).unwrap_or_default())
    }

    /// Where an answer stands; that of the nearest one around it, if it does not stand there itself.
    fn place(&self, answer: &[String]) -> Option<Span> {
        let table = DeTable::parse(&self.text).ok()?;
        let mut place = None;
        let mut table = table.get_ref();
        for key in answer {
            let Some(value) = table.get(key.as_str()) else { break };
            let span = value.span();
            place = Some(Span::new(self.file, span.start, span.end));
            match value.get_ref() {
                DeValue::Table(inner) => table = inner,
                _ => break,
            }
        }
        place
    }
}

/// The names of the environments as they stand in the file, one below the other.
fn order(text: &str) -> Vec<String> {
    let Ok(table) = DeTable::parse(text) else { return Vec::new() };
    let Some(DeValue::Table(environments)) = table.get_ref().get("environments").map(toml::Spanned::get_ref) else {
        return Vec::new();
    };
    let mut places: Vec<(usize, String)> =
        environments.keys().map(|key| (key.span().start, key.get_ref().to_string())).collect();
    places.sort();
    places.into_iter().map(|(_, name)| name).collect()
}

/// What is wrong with answers as messages: each with its place in the file, or with the option that says it.
#[must_use]
pub fn told(problems: &[Problem], file: Option<&AnswersFile>) -> Diags {
    let mut diags = Diags::new();
    for problem in problems {
        let name = problem.answer.join(".");
        let value = if problem.value.is_empty() { String::new() } else { format!(" is \"{}\", which", problem.value) };
        let message = format!("{name}{value} {}.", problem.message);
        let mut diagnostic = Diagnostic::error("Answer not usable").detail(message);
        match file.and_then(|file| file.place(&problem.answer)) {
            Some(place) => diagnostic = diagnostic.at(place),
            None => diagnostic = diagnostic.help(way_out(&problem.answer)),
        }
        diags.push(diagnostic);
    }
    diags
}

/// How to give another answer.
fn way_out(answer: &[String]) -> String {
    match answer {
        [one] if one == "environments" => "name them with `--environments`".to_owned(),
        [one] if one != "regions" => format!("give another one with `--{}`", one.replace('_', "-")),
        _ => format!("write it into a file for `--answers`: `{}`", example(answer)),
    }
}

fn example(answer: &[String]) -> String {
    match answer {
        [key] => format!("{key} = …"),
        [table @ .., key] => format!("[{}] {key} = …", table.join(".")),
        [] => String::new(),
    }
}
