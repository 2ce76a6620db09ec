use groundplan_config::module::TERRAFORM_VERSION;
use groundplan_engine::OutputChange;
use groundplan_format::State as Document;
use groundplan_state::State;

use super::outputs::prior_outputs;
use super::schema::KnownSchemas;
use super::state::state_values;

/// The state that a plan starts from; `None` when there is nothing in it.
pub(super) fn prior_state(
    refreshed: &State,
    outputs: &[OutputChange],
    destroy: bool,
    schemas: &KnownSchemas,
) -> Option<Document> {
    let values = state_values(refreshed, prior_outputs(refreshed, outputs, destroy), schemas)?;
    Some(Document {
        terraform_version: Some(TERRAFORM_VERSION.to_owned()),
        values: Some(values),
        ..Document::default()
    })
}
