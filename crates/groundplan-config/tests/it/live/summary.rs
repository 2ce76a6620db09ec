//! What a live repository is, as text.

use std::fmt::Write;

use groundplan_config::live::{Live, Unit, UnitOutputs, UnitPath};
use groundplan_diag::{Diagnostic, Diags, SourceMap};
use groundplan_value::Value;

/// Outputs that say where they come from.
struct Named;

impl UnitOutputs for Named {
    fn output(&self, unit: &UnitPath, name: &str) -> Result<Value, Diagnostic> {
        match name {
            "missing" => Err(Diagnostic::error("Unknown output").detail(format!("{unit} has no output \"{name}\"."))),
            "ids" => Ok(by_key(unit, name, &["dev", "prod"])),
            "account_ids" => Ok(by_key(unit, name, &["dev", "logs", "prod", "security", "shared-services", "stage"])),
            "bucket_arns" | "bucket_names" | "kms_key_arns" => {
                Ok(by_key(unit, name, &["cloudtrail", "config", "guardduty"]))
            }
            "unknown" => Ok(Value::DYNAMIC),
            _ => Ok(Value::string(format!("<{unit}.{name}>"))),
        }
    }

    fn outputs(&self, unit: &UnitPath) -> Result<Value, Diagnostic> {
        Ok(Value::object([("all", Value::string(format!("<{unit}.all>")))]))
    }
}

fn by_key(unit: &UnitPath, name: &str, keys: &[&str]) -> Value {
    Value::object(keys.iter().map(|key| (*key, Value::string(format!("<{unit}.{name}.{key}>")))))
}

pub(super) fn summary(live: &Live, sources: &SourceMap, diags: &mut Diags) -> String {
    let mut text = String::new();
    for each in &live.units {
        text.push_str(&unit(each, sources, diags));
    }
    for (path, span) in &live.excluded {
        writeln!(text, "excluded: {path} by {}", sources.locate(*span).unwrap_or_default()).unwrap();
    }
    for unit in &live.outside {
        writeln!(text, "outside: {}", unit.path).unwrap();
    }
    text
}

pub(super) fn unit(unit: &Unit, sources: &SourceMap, diags: &mut Diags) -> String {
    let mut text = String::new();
    write_unit(unit, sources, diags, &mut text).unwrap();
    text
}

fn write_unit(unit: &Unit, sources: &SourceMap, diags: &mut Diags, out: &mut String) -> std::fmt::Result {
    writeln!(out, "{} = {} ({:?}, {:?})", unit.path, unit.module.module.dir.display(), unit.account, unit.region)?;
    writeln!(out, "  state: {} {:?}", unit.backend.kind, unit.backend.config)?;
    if let Some(role) = unit.role() {
        let parts = (&role.session_name, role.duration, role.web_identity_token.is_some());
        writeln!(out, "  as {} {parts:?} by {}", role.arn, sources.locate(role.span).unwrap_or_default())?;
    }
    for (path, span) in &unit.after {
        writeln!(out, "  after {path}: {}", sources.locate(*span).unwrap_or_default())?;
    }
    if unit.prevent_destroy.is_some() {
        writeln!(out, "  never destroyed")?;
    }
    for hook in &unit.hooks {
        writeln!(out, "  hook {} {:?}: {:?} in {}", hook.name, hook.when, hook.execute, hook.dir.display())?;
    }
    for name in unit.module.module.variables.keys() {
        let Some(input) = unit.inputs.get(name) else { continue };
        let references: Vec<String> = input
            .references()
            .iter()
            .map(|it| format!("{}.{}", it.unit, it.output.as_deref().unwrap_or("*")))
            .collect();
        match input.evaluate(&Named) {
            Ok(Some(value)) => writeln!(out, "  {name} = {value:?} {references:?}")?,
            Ok(None) => writeln!(out, "  {name} is not given {references:?}")?,
            Err(errors) => {
                writeln!(out, "  {name} fails {references:?}")?;
                diags.extend(errors);
            }
        }
    }
    for config in &unit.module.module.providers {
        let generated = sources.get(config.span.file).unwrap();
        writeln!(out, "  provider {} in {}:", config.name.name, generated.path.display())?;
        for line in generated.text.lines() {
            writeln!(out, "    |{line}")?;
        }
    }
    let read: Vec<String> = unit.files_read.iter().map(|path| path.display().to_string()).collect();
    writeln!(out, "  read: {}", read.join(" "))
}
