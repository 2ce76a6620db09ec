use std::path::Path;
use std::sync::Arc;

use groundplan_config::files::{MemoryFiles, Reader};
use groundplan_config::module::load_tfvars;
use groundplan_diag::{Diagnostic, FileId, SourceMap};
use groundplan_lang::console::{answer, display};
use groundplan_lang::eval::{Resolved, Scope, Templates};
use groundplan_lang::functions::{CallContext, NoFiles};
use groundplan_lang::syntax::{Step, Style, Traversal, format, parse_file, parse_json_file};
use groundplan_value::{Marks, Type, Value};

use crate::text;

/// A configuration file is parsed and formatted; formatting what was formatted changes nothing.
pub(crate) fn hcl(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let _ = parse_file(FileId::NONE, text);
    if joins_numbers(text) {
        return;
    }
    for style in [Style::Terraform, Style::Layout] {
        if let Ok(once) = format(FileId::NONE, text, style) {
            let twice = format(FileId::NONE, &once, style).expect("what was formatted can be formatted");
            assert_eq!(once, twice, "formatting again changes the text");
        }
    }
}

/// Whether a part of a number is asked for, with space at the point (`1.5 .2`). That has no value in any case, and Terraform's
/// formatter takes the space away, as ours does: then it is a number that there is not.
fn joins_numbers(text: &str) -> bool {
    text.match_indices('.').any(|(at, point)| {
        let (before, after) = (&text[..at], &text[at + point.len()..]);
        let (left, right) = (before.trim_end_matches([' ', '\t']), after.trim_start_matches([' ', '\t']));
        let spaced = (left.len(), right.len()) != (before.len(), after.len());
        spaced && left.ends_with(|c: char| c.is_ascii_digit()) && right.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// A configuration file in JSON.
pub(crate) fn hcl_json(data: &[u8]) {
    if let Some(text) = text(data) {
        let _ = parse_json_file(FileId::NONE, text);
    }
}

/// An expression is evaluated where names have values of all kinds.
pub(crate) fn expression(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let _ = answer(text, &Names(context()));
}

/// A file of variables' values.
pub(crate) fn tfvars(data: &[u8]) {
    let files: MemoryFiles = [("/x.tfvars", data.to_vec()), ("/x.tfvars.json", data.to_vec())].into_iter().collect();
    let reader = Reader { base: Path::new("/").into(), files: Arc::new(files) };
    for name in ["x.tfvars", "x.tfvars.json"] {
        let (values, _) = load_tfvars(Path::new(name), &reader, &SourceMap::new());
        for (value, _) in values.values() {
            let _ = display(value);
        }
    }
}

fn context() -> CallContext {
    CallContext {
        base: Path::new("/").into(),
        files: Arc::new(NoFiles),
        clock: None,
        plan_time: None,
        templates: Arc::new(Templates),
        within: None,
    }
}

struct Names(CallContext);

impl Scope for Names {
    fn resolve(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        let name = match traversal.steps.first() {
            Some(Step::Attr(name, _)) => &**name,
            _ => "",
        };
        let list = || Value::list(Type::String, [Value::string("b"), Value::string("a")]);
        let value = match name {
            "s" => Value::string("text"),
            "n" => Value::number(7),
            "l" => list(),
            "o" => Value::object([("a", Value::number(1)), ("l", list())]),
            "us" => Value::unknown(Type::String),
            "un" => Value::unknown(Type::Number),
            "ul" => Value::unknown(Type::list(Type::String)),
            "um" => Value::unknown(Type::map(Type::Number)),
            "ua" => Value::DYNAMIC,
            "ss" => Value::string("secret").mark(Marks::SENSITIVE),
            "sl" => list().mark(Marks::SENSITIVE),
            "e" => Value::string("passing").mark(Marks::EPHEMERAL),
            _ => return Err(Diagnostic::error("Invalid reference")),
        };
        Ok(Resolved { value, steps: 1 })
    }

    fn call_context(&self) -> &CallContext {
        &self.0
    }
}
