//! The `local-exec` provisioner: its arguments, and the command that they mean ("Provisioner: local-exec" in Terraform's
//! documentation).

use std::collections::BTreeMap;

use groundplan_config::module::Provisioner;
use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::eval::Scope;
use groundplan_provider::{Attribute, AttributeType, Block};
use groundplan_value::{Marks, Type, Value, quote};

use crate::decode::decode;
use crate::host::LocalCommand;

/// A command to run, and what may be told of it.
#[derive(Debug)]
pub(crate) struct LocalExec {
    pub(crate) command: LocalCommand,
    /// The last argument: what configuration calls `command`.
    pub(crate) text: String,
    /// The first line of what is told.
    pub(crate) announcement: String,
    /// Why nothing that it prints may be shown, if so.
    pub(crate) hidden: Option<&'static str>,
}

/// The value of a provisioner's arguments.
///
/// # Errors
/// What is wrong with them.
pub(crate) fn arguments(provisioner: &Provisioner, scope: &dyn Scope) -> Result<Value, Diags> {
    let mut diags = Diags::new();
    let value = decode(&provisioner.body, &schema(), provisioner.span, scope, &mut diags);
    if diags.has_errors() { Err(diags) } else { Ok(value) }
}

impl LocalExec {
    /// The command that known arguments mean.
    ///
    /// # Errors
    /// When there is no command in them.
    pub(crate) fn new(provisioner: &Provisioner, arguments: &Value) -> Result<Self, Diagnostic> {
        let (hidden, arguments) = (hidden(arguments.deep_marks()), arguments.unmark_deep());
        let get = |name: &str| arguments.get_attr(name).filter(|value| !value.is_null());
        let text = get("command").and_then(|command| command.as_str().cloned()).unwrap_or_default();
        if text.is_empty() {
            return Err(Diagnostic::error("Invalid local-exec provisioner command")
                .detail("The command must be a non-empty string.")
                .at(provisioner.span));
        }
        let interpreter = get("interpreter").map(|list| list.children().filter_map(string).collect::<Vec<_>>());
        let mut program =
            interpreter.filter(|words| !words.is_empty()).unwrap_or_else(|| vec!["/bin/sh".into(), "-c".into()]);
        program.push(text.to_string());
        let environment = get("environment");
        let variables = environment.as_ref().and_then(Value::as_map).into_iter().flatten();
        let environment: BTreeMap<String, String> =
            variables.filter_map(|(name, value)| Some((name.to_string(), string(value)?))).collect();
        let announcement = if get("quiet").and_then(|quiet| quiet.as_bool()) == Some(true) {
            "local-exec: Executing: Suppressed by quiet=true".to_owned()
        } else {
            let words: Vec<String> = program.iter().map(|word| quote(word)).collect();
            format!("Executing: [{}]", words.join(" "))
        };
        let working_dir = get("working_dir").as_ref().and_then(string);
        Ok(Self {
            command: LocalCommand { program, working_dir, environment },
            text: text.to_string(),
            announcement,
            hidden,
        })
    }
}

fn string(value: &Value) -> Option<String> {
    value.as_str().map(ToString::to_string)
}

/// What is shown in place of output, when something in the arguments must not be shown.
fn hidden(marks: Marks) -> Option<&'static str> {
    match (marks.is_sensitive(), marks.is_ephemeral()) {
        (true, true) => Some("(output suppressed due to sensitive, ephemeral value in config)"),
        (true, false) => Some("(output suppressed due to sensitive value in config)"),
        (false, true) => Some("(output suppressed due to ephemeral value in config)"),
        (false, false) => None,
    }
}

fn schema() -> Block {
    let attribute = |ty, required| Attribute {
        ty: AttributeType::Plain(ty),
        required,
        optional: !required,
        computed: false,
        sensitive: false,
        write_only: false,
        deprecated: false,
        description: String::new(),
    };
    let attributes = [
        ("command", attribute(Type::String, true)),
        ("interpreter", attribute(Type::list(Type::String), false)),
        ("working_dir", attribute(Type::String, false)),
        ("environment", attribute(Type::map(Type::String), false)),
        ("quiet", attribute(Type::Bool, false)),
    ];
    Block {
        attributes: attributes.into_iter().map(|(name, attribute)| (name.into(), attribute)).collect(),
        ..Block::default()
    }
}
