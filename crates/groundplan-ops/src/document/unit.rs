use std::time::SystemTime;

use groundplan_config::live::Unit;
use groundplan_config::module::TERRAFORM_VERSION;
use groundplan_engine::UnitPlan;
use groundplan_format::{Plan, PlanVariable};

use super::change::resource_changes;
use super::checks::check_results;
use super::configuration::configuration;
use super::mask::known;
use super::object::ObjectChange;
use super::outputs::output_changes;
use super::planned::planned_values;
use super::prior::prior_state;
use super::relevant::relevant_attributes;
use super::schema::{KnownSchemas, schemas_for_rendering};
use super::time;

/// The plan of one unit, as `show --json` writes it: Terraform's plan, and the structure of what changes for rendering.
///
/// `destroy` says that everything is to be destroyed, `errored` that planning did not come to its end.
pub(super) fn unit_plan(plan: &UnitPlan, unit: &Unit, destroy: bool, errored: bool, made: SystemTime) -> Plan {
    let changes: Vec<ObjectChange<'_>> = plan.changes.iter().map(ObjectChange::from).collect();
    let drift: Vec<ObjectChange<'_>> = plan.drift.iter().map(ObjectChange::from).collect();
    let objects = [drift.as_slice(), changes.as_slice()].concat();
    let schemas = KnownSchemas::of(&objects).with_read(&plan.read);
    // What is not to be kept is not written down.
    let variables = plan.variables.iter().filter(|(_, value)| !value.marks().is_ephemeral());
    Plan {
        terraform_version: TERRAFORM_VERSION.to_owned(),
        variables: variables.map(|(name, value)| (name.to_string(), PlanVariable { value: known(value) })).collect(),
        planned_values: planned_values(&changes, &plan.outputs, destroy),
        // A plan that destroys starts, for Terraform, from the state as it is now.
        resource_drift: if destroy { Vec::new() } else { resource_changes(&drift) },
        resource_changes: resource_changes(&changes),
        output_changes: output_changes(&plan.outputs, destroy),
        prior_state: prior_state(&plan.refreshed, &plan.outputs, destroy, &schemas),
        configuration: configuration(&unit.module, &schemas),
        relevant_attributes: relevant_attributes(&unit.module, &changes, &plan.outputs, destroy),
        checks: check_results(&plan.checks),
        timestamp: time::to_the_second(made),
        applyable: !errored && plan.has_changes(),
        complete: !plan.partial,
        errored,
        provider_schemas: schemas_for_rendering(&objects),
        ..Plan::default()
    }
}
