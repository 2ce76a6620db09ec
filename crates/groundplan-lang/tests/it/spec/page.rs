use std::fmt::Write;
use std::path::Path;

use crate::oracle::Answer;

/// A page: its text in parts, so that it can be written again with other answers.
pub(super) struct Page {
    /// The path below `spec/`.
    pub(super) name: String,
    /// What the `terraform` blocks of the page declare.
    pub(super) configuration: String,
    parts: Vec<Part>,
}

enum Part {
    Text(String),
    Case(Case),
}

/// An expression and its recorded answer.
pub(super) struct Case {
    pub(super) expression: String,
    pub(super) expected: Answer,
    /// Whether Terraform's console can answer it.
    pub(super) for_terraform: bool,
}

impl Page {
    pub(super) fn read(spec: &Path, path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.strip_prefix(spec).unwrap().to_string_lossy().into_owned();
        let mut page = Self { name, configuration: String::new(), parts: Vec::new() };
        let mut block: Option<&str> = None;
        for line in text.lines() {
            match (block, line.strip_prefix("```")) {
                (None, Some(info)) => {
                    block = Some(info);
                    page.text(line);
                }
                (Some(_), Some(_)) => {
                    block = None;
                    page.text(line);
                }
                (Some(info), None) if info.starts_with("console") => page.console_line(line, info),
                (Some("terraform"), None) => {
                    writeln!(page.configuration, "{line}").unwrap();
                    page.text(line);
                }
                _ => page.text(line),
            }
        }
        page
    }

    fn text(&mut self, line: &str) {
        match self.parts.last_mut() {
            Some(Part::Text(text)) => writeln!(text, "{line}").unwrap(),
            _ => self.parts.push(Part::Text(format!("{line}\n"))),
        }
    }

    fn console_line(&mut self, line: &str, info: &str) {
        let last = match self.parts.last_mut() {
            Some(Part::Case(case)) => Some(case),
            _ => None,
        };
        if let Some(case) = last {
            match &mut case.expected {
                // What stands in a heredoc is never an expression.
                Answer::Value(text) if text.starts_with("<<EOT\n") && !text.ends_with("\nEOT") => {
                    write!(text, "\n{line}").unwrap();
                    return;
                }
                Answer::Value(text) if text.is_empty() && line.starts_with(": ") => {
                    write!(case.expression, "\n{}", &line[2..]).unwrap();
                    return;
                }
                Answer::Value(text) if text.is_empty() && line.starts_with("error:") => {
                    case.expected = Answer::error(line.trim_start_matches("error:"));
                    return;
                }
                Answer::Value(text) if !line.starts_with("> ") => {
                    if !text.is_empty() {
                        text.push('\n');
                    }
                    text.push_str(line);
                    return;
                }
                Answer::Error(text) if !line.starts_with("> ") => {
                    write!(text, " {}", line.trim()).unwrap();
                    return;
                }
                _ => {}
            }
        }
        let Some(expression) = line.strip_prefix("> ") else { panic!("{}: no expression before {line:?}", self.name) };
        self.parts.push(Part::Case(Case {
            expression: expression.to_owned(),
            expected: Answer::Value(String::new()),
            for_terraform: info == "console",
        }));
    }

    pub(super) fn cases(&self) -> impl Iterator<Item = &Case> {
        self.parts.iter().filter_map(|part| match part {
            Part::Case(case) => Some(case),
            Part::Text(_) => None,
        })
    }

    /// Writes the page with these answers; an error whose words the recorded one has is left as it is.
    pub(super) fn record<'a>(&self, spec: &Path, answer: impl Fn(&Case) -> Option<&'a Answer>) {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Case(case) => {
                    writeln!(out, "> {}", case.expression.replace('\n', "\n: ")).unwrap();
                    let new = answer(case).filter(|answer| case.expected.check(answer).is_err());
                    let text = new.unwrap_or(&case.expected).text();
                    writeln!(out, "{text}").unwrap();
                }
            }
        }
        std::fs::write(spec.join(&self.name), out).unwrap();
    }
}
