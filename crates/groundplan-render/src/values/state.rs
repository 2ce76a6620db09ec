use groundplan_format::{Block, ProviderSchemas, ResourceValues, State};
use serde_json::Value;

use super::outputs::outputs;
use crate::diff::{Pair, block};
use crate::literal;
use crate::print::{Look, Printer};
use crate::style::{Style, Tone};

/// The addresses of all resource instances in a state, one a line, as `state list` prints them.
#[must_use]
pub fn state_list(state: &State) -> String {
    resources(state)
        .into_iter()
        .filter(|it| it.deposed_key.is_none())
        .map(|it| format!("{}\n", literal::line(&it.address)))
        .collect()
}

/// A whole state: every resource instance and the output values, as `show` prints it.
#[must_use]
pub fn state(state: &State, schemas: &ProviderSchemas, style: &Style) -> String {
    let shown: Vec<String> = resources(state).into_iter().map(|it| resource_state(it, schemas, style)).collect();
    let mut out = shown.join("\n");
    let all = state.values.as_ref().map(|values| &values.outputs);
    if let Some(all) = all.filter(|all| !all.is_empty()) {
        let gap = if out.is_empty() { "" } else { "\n" };
        out.push_str(&format!("{gap}{}\n\n{}", style.paint(Tone::Strong, "Outputs:"), outputs(all, style)));
    }
    if out.is_empty() { "The state is empty. No resources are managed here.\n".to_owned() } else { out }
}

/// One resource instance with all its values, as `state show` prints it. Ends with a line break.
#[must_use]
pub fn resource_state(resource: &ResourceValues, schemas: &ProviderSchemas, style: &Style) -> String {
    let none = Block::default();
    let provider = schemas.get(&resource.provider_name);
    let structure = provider.and_then(|it| it.block(resource.mode, &resource.resource_type)).unwrap_or(&none);
    let values = Value::Object(resource.values.clone().unwrap_or_default());
    let diff = block(Pair::unchanged(&values, resource.sensitive_values.as_ref()), structure);
    let note = match &resource.deposed_key {
        Some(key) => format!(" (deposed object {})", literal::line(key)),
        None if resource.tainted => " (tainted)".to_owned(),
        None => String::new(),
    };
    format!(
        "{}\n{} {} {} {}\n",
        style.paint(Tone::Strong, format!("# {}:{note}", literal::line(&resource.address))),
        resource.mode.keyword(),
        literal::quoted(&resource.resource_type),
        literal::quoted(&resource.name),
        Printer::print(style, &diff, 0, Look::value()),
    )
}

fn resources(state: &State) -> Vec<&ResourceValues> {
    state.values.as_ref().map(|values| values.root_module.all_resources()).unwrap_or_default()
}
