use groundplan_config::module::TERRAFORM_VERSION;
use groundplan_engine::{Action, OutputChange};
use groundplan_state::State;
use groundplan_value::{Type, Value};
use serde_json::{Value as Json, json};

use crate::document::prior::prior_state;
use crate::document::schema::KnownSchemas;
use crate::document::{outputs, state};

/// A state that Terraform wrote, and what `terraform show -json` said of it; both cut to a few attributes.
const STATE: &str = include_str!("data/state.json");
const SHOWN: &str = include_str!("data/show.json");

fn stored() -> State {
    State::decode(STATE.as_bytes()).unwrap()
}

#[test]
fn a_state_is_shown_as_terraform_shows_it() {
    let theirs: Json = serde_json::from_str(SHOWN).unwrap();
    assert_eq!(serde_json::to_value(state(&stored())).unwrap(), theirs);
}

#[test]
fn outputs_of_a_state_keep_their_types() {
    let theirs: Json = serde_json::from_str(SHOWN).unwrap();
    assert_eq!(serde_json::to_value(outputs(&stored())).unwrap(), theirs["values"]["outputs"]);
}

#[test]
fn an_empty_state_is_shown_as_nothing() {
    assert_eq!(serde_json::to_value(state(&State::new())).unwrap(), json!({ "format_version": "1.0" }));
    assert!(prior_state(&State::new(), &[], false, &KnownSchemas::default()).is_none());
}

#[test]
fn the_prior_state_has_outputs_as_they_will_be_where_that_is_known() {
    let output = |name: &str, before: Value, after: Value, action: Action| OutputChange {
        name: name.into(),
        before,
        after,
        sensitive: false,
        action,
    };
    let outputs = [
        output("new", Value::NULL, Value::string("n"), Action::Create),
        output("nothing", Value::NULL, Value::NULL, Action::NoOp),
        output("o", Value::string("old"), Value::unknown(Type::String), Action::Update),
        output("s", Value::string("old"), Value::NULL, Action::Update),
    ];
    let shown = |destroy| {
        let prior = prior_state(&stored(), &outputs, destroy, &KnownSchemas::default()).unwrap();
        assert_eq!(prior.terraform_version.as_deref(), Some(TERRAFORM_VERSION));
        serde_json::to_value(prior.values.unwrap().outputs).unwrap()
    };
    let old = json!({ "sensitive": false, "type": ["tuple", ["number", "string"]], "value": [2, "x"] });
    assert_eq!(shown(false), json!({ "new": { "sensitive": false, "type": "string", "value": "n" }, "o": old }));
    assert_eq!(shown(true).as_object().unwrap().keys().collect::<Vec<_>>(), ["o", "s"]);
}
