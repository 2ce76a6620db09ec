use groundplan_address::{InstanceAddr, Mode};
use groundplan_format::{CheckAddress, CheckInstance, CheckProblem, CheckResult, CheckStatus};
use groundplan_state as state;

use super::object;

/// What conditions came to, as a state tells it, by address.
pub(super) fn check_results(results: &[state::CheckResult]) -> Vec<CheckResult> {
    let mut ordered: Vec<&state::CheckResult> = results.iter().collect();
    ordered.sort_by_key(|result| &result.config_addr);
    ordered.into_iter().map(check_result).collect()
}

fn check_result(result: &state::CheckResult) -> CheckResult {
    let instances = result.objects.iter().map(|object| CheckInstance {
        address: instance_address(&result.object_kind, &object.object_addr),
        status: status(object.status),
        problems: object.failure_messages.iter().map(|message| CheckProblem { message: message.clone() }).collect(),
    });
    CheckResult {
        address: config_address(&result.object_kind, &result.config_addr),
        status: status(result.status),
        instances: instances.collect(),
    }
}

fn status(status: state::CheckStatus) -> CheckStatus {
    match status {
        state::CheckStatus::Pass => CheckStatus::Pass,
        state::CheckStatus::Fail => CheckStatus::Fail,
        state::CheckStatus::Error => CheckStatus::Error,
        state::CheckStatus::Unknown => CheckStatus::Unknown,
    }
}

fn config_address(kind: &str, address: &str) -> CheckAddress {
    let whole = CheckAddress { to_display: address.to_owned(), ..CheckAddress::default() };
    if kind == "resource" {
        let Ok(resource) = InstanceAddr::parse(address) else { return whole };
        return CheckAddress {
            kind: Some("resource".to_owned()),
            module: object::module_address(&resource.module),
            mode: Some(object::mode(resource.resource.mode)),
            kind_type: Some(resource.resource.kind.to_string()),
            name: Some(resource.resource.name.to_string()),
            ..whole
        };
    }
    let kind = if kind == "output" { "output_value" } else { kind };
    let (module, name) = split(address);
    CheckAddress { kind: Some(kind.to_owned()), module, name, ..whole }
}

fn instance_address(kind: &str, address: &str) -> CheckAddress {
    let whole = CheckAddress { to_display: address.to_owned(), ..CheckAddress::default() };
    if kind == "resource" {
        let Ok(instance) = InstanceAddr::parse(address) else { return whole };
        let module = object::module_address(&instance.module);
        return CheckAddress { module, instance_key: object::index(&instance.key), ..whole };
    }
    CheckAddress { module: split(address).0, ..whole }
}

/// The module instance and the name of `module.a["k"].output.name`. Such an address has the form of a resource's, whose
/// type is then the kind of the object.
fn split(address: &str) -> (Option<String>, Option<String>) {
    match InstanceAddr::parse(address) {
        Ok(addr) if addr.resource.mode == Mode::Managed => {
            (object::module_address(&addr.module), Some(addr.resource.name.to_string()))
        }
        _ => (None, None),
    }
}
