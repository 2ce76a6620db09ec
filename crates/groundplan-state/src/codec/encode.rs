use groundplan_address::{Mode, ResourceAddr};

use super::object::encode_object;
use crate::json::{Object, Slot, indent};
use crate::{CheckObject, CheckResult, Resource, State};

impl State {
    /// The state as Terraform 1.11 writes it: indented with two spaces, one newline at the end.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut compact = String::new();
        Slot::new(&mut compact).object(|out| encode_state(out, self));
        let mut text = indent(&compact);
        text.push('\n');
        text
    }
}

fn encode_state(out: &mut Object<'_>, state: &State) {
    out.literal("version", "4");
    out.string("terraform_version", &state.terraform_version);
    out.literal("serial", &state.serial.to_string());
    out.string("lineage", &state.lineage);
    out.object("outputs", |out| {
        for (name, output) in &state.outputs {
            out.object(name, |out| {
                out.raw("value", &output.value);
                out.raw("type", &output.ty);
                if output.sensitive {
                    out.literal("sensitive", "true");
                }
                out.extra(&output.extra);
            });
        }
    });
    let mut resources: Vec<_> = state.resources().map(|resource| (written_order(&resource.addr), resource)).collect();
    resources.sort_by(|(a, _), (b, _)| a.cmp(b));
    out.list("resources", resources, |out, (_, resource)| out.object(|out| encode_resource(out, resource)));
    match &state.check_results {
        Some(checks) if !checks.is_empty() => {
            out.list("check_results", checks, |out, check| out.object(|out| encode_check(out, check)));
        }
        _ => out.literal("check_results", "null"),
    }
    out.extra(&state.extra);
}

/// Terraform sorts resources by the texts that it writes: `module.a[10]` comes before `module.a[2]`, `data` before `managed`.
fn written_order(addr: &ResourceAddr) -> (String, &'static str, &str, &str) {
    (addr.module.to_string(), mode(addr), &addr.resource.kind, &addr.resource.name)
}

fn mode(addr: &ResourceAddr) -> &'static str {
    match addr.resource.mode {
        Mode::Data => "data",
        // Ephemeral resources do not get into a state.
        Mode::Managed | Mode::Ephemeral => "managed",
    }
}

fn encode_resource(out: &mut Object<'_>, resource: &Resource) {
    let addr = &resource.addr;
    if !addr.module.is_root() {
        out.string("module", &addr.module.to_string());
    }
    out.string("mode", mode(addr));
    out.string("type", &addr.resource.kind);
    out.string("name", &addr.resource.name);
    if let Some(each) = &resource.each {
        out.string("each", each);
    }
    out.string("provider", &resource.provider.to_string());
    let objects = resource.instances().flat_map(|(key, instance)| {
        let current = instance.current.iter().map(|object| (None, object));
        let deposed = instance.deposed.iter().map(|(key, object)| (Some(key), object));
        current.chain(deposed).map(move |(deposed, object)| (key, deposed, object))
    });
    out.list("instances", objects, |out, (key, deposed, object)| {
        out.object(|out| encode_object(out, key, deposed, object));
    });
    out.extra(&resource.extra);
}

fn encode_check(out: &mut Object<'_>, check: &CheckResult) {
    out.string("object_kind", &check.object_kind);
    out.string("config_addr", &check.config_addr);
    out.string("status", check.status.as_str());
    if check.objects.is_empty() {
        out.literal("objects", "null");
    } else {
        out.list("objects", &check.objects, |out, object| out.object(|out| encode_check_object(out, object)));
    }
}

fn encode_check_object(out: &mut Object<'_>, object: &CheckObject) {
    out.string("object_addr", &object.object_addr);
    out.string("status", object.status.as_str());
    if !object.failure_messages.is_empty() {
        out.list("failure_messages", &object.failure_messages, |out, message| out.string(message));
    }
}
