use groundplan_diag::{Diagnostic, Diags};
use groundplan_state::Attributes;
use groundplan_value::{Value, from_json};

use super::Applying;
use crate::objects::mark_stored;
use crate::plan::{Action, Instance, ResourceChange, data_change, mark_sensitive, unknown_object};

impl Applying {
    /// A data source: read now when it was put off, else as planning read it.
    pub(super) async fn make_data(
        &self,
        instance: &Instance<'_>,
        approved: Option<&ResourceChange>,
    ) -> Result<Value, Diags> {
        if approved.is_none_or(|change| change.action != Action::Read)
            && let Some(value) = self.already_read(instance)
        {
            // Its conditions were looked at while planning, and are not again: of them nothing is known now.
            self.run.conditions_checked(instance, Vec::new());
            return Ok(value);
        }
        let _room = self.run.room(instance.unit).await;
        if self.stopped() {
            return Err(Diags::new());
        }
        self.run.preconditions(instance)?;
        let config = self.run.config_of(instance)?;
        if !config.is_wholly_known() {
            return Err(Diagnostic::error("Configuration is not known")
                .detail("After everything that it depends on was made, the configuration still holds unknown values.")
                .about(instance.addr.to_string())
                .at(instance.resource.span)
                .into());
        }
        let read = self.run.read_data(instance, &config).await;
        let Some(value) = self.run.nested_read(instance, read)? else {
            // What planning noted of it stays; the check that it stands in has failed.
            return Ok(unknown_object(&instance.schema));
        };
        self.recorder(instance.unit).note(&[data_change(instance, &value)?]);
        self.saver.changed(instance.unit);
        self.run.postconditions(instance, &value)?;
        Ok(value)
    }

    fn already_read(&self, instance: &Instance<'_>) -> Option<Value> {
        let object = self.recorder(instance.unit).with(|state| state.object(&instance.addr, None).cloned())?;
        let Attributes::Json(json) = &object.attributes else { return None };
        let value = from_json(&json.to_value().ok()?, &instance.schema.block.value_type()).ok()?;
        Some(mark_sensitive(&instance.schema.block, &mark_stored(&value, &object)))
    }
}
