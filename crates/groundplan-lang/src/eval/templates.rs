use groundplan_diag::{Diags, FileId};
use groundplan_value::{Map, Value};

use super::scope::Variables;
use super::{evaluate, evaluate_template};
use crate::functions::{CallContext, FunctionError, TemplateEvaluator};
use crate::syntax::{Origin, parse_file, parse_template};

/// Renders the templates of `templatefile` and `templatestring` with the parser and the evaluator of this crate.
#[derive(Clone, Copy, Debug, Default)]
pub struct Templates;

impl TemplateEvaluator for Templates {
    fn render(&self, text: &str, name: &str, variables: &Map, context: &CallContext) -> Result<Value, FunctionError> {
        let (template, diags) = parse_template(Origin::none(), text);
        let (Some(template), false) = (template, diags.has_errors()) else { return Err(failed(name, &diags)) };
        let scope = Variables { variables: variables.clone(), context };
        evaluate_template(&template, &scope).map_err(|diags| failed(name, &diags))
    }

    fn read_definitions(&self, text: &str, context: &CallContext) -> Result<Value, FunctionError> {
        let parse = parse_file(FileId::NONE, text);
        let mut diags = parse.diags;
        let scope = Variables { variables: Map::new(), context };
        let mut map = Map::new();
        for attribute in parse.body.just_attributes(&mut diags) {
            match evaluate(&attribute.expr, &scope) {
                Ok(value) => {
                    map.insert(attribute.name.name.clone(), value);
                }
                Err(errors) => diags.extend(errors),
            }
        }
        if diags.has_errors() { Err(failed("the definitions", &diags)) } else { Ok(Value::object(map)) }
    }
}

fn failed(name: &str, diags: &Diags) -> FunctionError {
    let all: Vec<String> = diags
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .map(|diagnostic| format!("{}; {}", diagnostic.summary, diagnostic.detail.trim_end_matches('.')))
        .collect();
    FunctionError::call(format!("{name}: {}", all.join("; ")))
}
