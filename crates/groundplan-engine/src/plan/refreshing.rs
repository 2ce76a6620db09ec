//! Taking notice of what was changed outside, and instances to which nothing is done.

use groundplan_address::Mode;
use groundplan_diag::Diags;
use groundplan_state::Attributes;
use groundplan_value::{Value, from_json};

use super::instance::Instance;
use super::managed::stored_at;
use super::marks::mark_sensitive;
use super::run::Run;
use crate::objects::mark_stored;
use crate::refactor::Wanted;

impl Run {
    /// Reads an instance as it is and plans nothing. One that there is not is not known.
    pub(crate) async fn refresh_instance(
        &self,
        instance: &Instance<'_>,
        wanted: Option<&Wanted>,
    ) -> Result<Value, Diags> {
        if instance.addr.resource.mode == Mode::Data {
            return self.plan_data(instance).await;
        }
        self.preconditions(instance)?;
        let is_there = self.prior(instance.unit).state.object(&instance.addr, None).is_some();
        let prior = match wanted.filter(|_| !is_there) {
            Some(wanted) => Some(self.take_over(instance, wanted).await?),
            None => self.read_stored(&stored_at(instance)).await?,
        };
        let value = prior.map(|prior| prior.state.value).filter(|value| !value.is_null());
        let value = value.unwrap_or_else(|| super::unknown_object(&instance.schema));
        self.postconditions(instance, &value)?;
        Ok(value)
    }

    /// The value of an instance to which nothing is done: as the state has it, else not known.
    pub(crate) fn stored_value(&self, instance: &Instance<'_>) -> Value {
        if let Some(object) = self.prior(instance.unit).state.object(&instance.addr, None)
            && let Attributes::Json(json) = &object.attributes
            && let Ok(json) = json.to_value()
            && let Ok(value) = from_json(&json, &instance.schema.block.value_type())
        {
            return mark_sensitive(&instance.schema.block, &mark_stored(&value, object));
        }
        super::unknown_object(&instance.schema)
    }
}
