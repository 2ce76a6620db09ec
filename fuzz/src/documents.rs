use groundplan_format::{CompanyPlan, Plan, ProviderSchemas, State as StateDocument};
use groundplan_render::{Detail, Style};
use groundplan_state::State;

use crate::text;

/// A state that can be read can be written, and is then the same.
pub(crate) fn state(data: &[u8]) {
    let Ok(state) = State::decode(data) else { return };
    let written = state.encode();
    match State::decode(written.as_bytes()) {
        Ok(again) => assert_eq!(written, again.encode(), "written again it is another state"),
        Err(error) => panic!("what was written cannot be read: {error}\n{written}"),
    }
}

/// Plans and states as documents can be read and shown.
pub(crate) fn plan(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let style = Style::plain();
    if let Ok(company) = CompanyPlan::from_json(text) {
        let _ = groundplan_render::company_plan(&company, Detail::Full, &style);
    }
    if let Ok(plan) = Plan::from_json(text) {
        let _ = groundplan_render::plan(&plan, &style);
    }
    if let Ok(state) = StateDocument::from_json(text) {
        let _ = groundplan_render::state(&state, &ProviderSchemas::default(), &style);
    }
}
