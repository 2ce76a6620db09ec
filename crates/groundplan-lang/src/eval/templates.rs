use std::sync::Arc;

use groundplan_diag::{Diags, FileId, SourceMap, Span};
use groundplan_value::{Map, Value, quote};

use super::references::template_references;
use super::scope::Variables;
use super::{constant, evaluate_template};
use crate::functions::{CallContext, FunctionError, TemplateEvaluator, Within};
use crate::syntax::{parse_file, parse_template};

/// Renders the templates of `templatefile` and `templatestring` with the parser and the evaluator of this crate.
#[derive(Clone, Copy, Debug, Default)]
pub struct Templates;

impl TemplateEvaluator for Templates {
    fn render(&self, text: &str, name: &str, variables: &Map, context: &CallContext) -> Result<Value, FunctionError> {
        let source = Source::new(name, text);
        let (template, diags) = parse_template(source.file, text);
        let (Some(template), false) = (template, diags.has_errors()) else {
            let why = source.describe(&diags);
            return Err(match context.within {
                Some(Within::TemplateString) => FunctionError::argument(0, format!("invalid template: {why}")),
                _ => FunctionError::call(why),
            });
        };
        for reference in template_references(&template) {
            let Some(place) = source.place(reference.root.span) else { continue };
            if !variables.contains_key(&reference.root.name) {
                let name = quote(&reference.root.name);
                return Err(FunctionError::argument(
                    1,
                    format!("vars map does not contain key {name}, referenced at {place}"),
                ));
            }
        }
        let scope = Variables { variables: variables.clone(), context };
        let value =
            evaluate_template(&template, &scope).map_err(|diags| FunctionError::call(source.describe(&diags)))?;
        if value.is_null() {
            return Err(FunctionError::call(format!(
                "{name}: Template result is null; The result of the template is null, which is not a valid result"
            )));
        }
        Ok(value)
    }

    fn read_definitions(&self, text: &str) -> Result<Value, FunctionError> {
        let source = Source::new("<decode_tfvars argument>", text);
        let failed = |what: &str, diags: &Diags| FunctionError::call(format!("{what}: {}", source.describe(diags)));
        let parse = parse_file(source.file, text);
        if parse.diags.has_errors() {
            return Err(failed("invalid tfvars syntax", &parse.diags));
        }
        let mut diags = Diags::new();
        let attributes = parse.body.just_attributes(&mut diags);
        if diags.has_errors() {
            return Err(failed("invalid tfvars content", &diags));
        }
        let mut map = Map::new();
        for attribute in attributes {
            let name = &attribute.name.name;
            let value = constant(&attribute.expr)
                .map_err(|diags| failed(&format!("invalid expression for variable {}", quote(name)), &diags))?;
            map.insert(name.clone(), value);
        }
        Ok(Value::object(map))
    }
}

/// A text that is no file of the configuration, so that errors in it are told in words only.
struct Source {
    map: SourceMap,
    file: FileId,
}

impl Source {
    fn new(name: &str, text: &str) -> Self {
        let map = SourceMap::new();
        let file = map.add(name, Arc::from(text));
        Self { map, file }
    }

    /// The first error with its place, and how many more there are.
    fn describe(&self, diags: &Diags) -> String {
        let mut errors = diags.iter().filter(|diagnostic| diagnostic.is_error());
        let Some(first) = errors.next() else { return String::new() };
        let place = first.primary.as_ref().and_then(|label| self.place(label.span));
        let place = place.map_or_else(String::new, |place| format!("{place}: "));
        let more = match errors.count() {
            0 => String::new(),
            more => format!(", and {more} other diagnostic(s)"),
        };
        format!("{place}{}; {}{more}", first.summary, first.detail.trim_end_matches('.'))
    }

    /// `name:line,column-column`, as Terraform has it in messages.
    fn place(&self, span: Span) -> Option<String> {
        let file = self.map.get(span.file)?;
        let (start, end) = (file.position(span.start as usize), file.position(span.end as usize));
        let line = if start.line == end.line { String::new() } else { format!("{},", end.line) };
        Some(format!("{}:{},{}-{line}{}", file.path.display(), start.line, start.column, end.column))
    }
}
