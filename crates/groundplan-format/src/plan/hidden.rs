use serde_json::Value;

use super::Change;

/// What stands in the place of a sensitive value.
const HIDDEN: &str = "(sensitive value)";

impl Change {
    /// Puts `"(sensitive value)"` into the place of all that is sensitive, for documents that are likely to end in a log. What is
    /// null stays null.
    pub fn hide_sensitive(&mut self) {
        for (value, mask) in [(&mut self.before, &self.before_sensitive), (&mut self.after, &self.after_sensitive)] {
            if let (Some(value), Some(mask)) = (value, mask) {
                hide(value, mask);
            }
        }
    }
}

fn hide(value: &mut Value, mask: &Value) {
    match (value, mask) {
        (Value::Null, _) => {}
        (value, Value::Bool(true)) => *value = HIDDEN.into(),
        (Value::Array(items), Value::Array(masks)) => items.iter_mut().zip(masks).for_each(|(it, mask)| hide(it, mask)),
        (Value::Object(map), Value::Object(masks)) => {
            for (name, mask) in masks {
                if let Some(value) = map.get_mut(name) {
                    hide(value, mask);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_is_sensitive_is_hidden() {
        let mut change = Change {
            before: Some(json!({"name": "a", "password": "old", "list": [{"key": "k", "at": 1}, null], "none": null})),
            after: Some(json!({"name": "b", "password": {"deep": "new"}, "list": []})),
            before_sensitive: Some(
                json!({"password": true, "list": [{"key": true}, true], "none": true, "gone": true}),
            ),
            after_sensitive: Some(json!({"password": true, "list": [{"key": true}]})),
            ..Change::default()
        };
        change.hide_sensitive();
        assert_eq!(
            (change.before.unwrap(), change.after.unwrap()),
            (
                json!({"name": "a", "password": HIDDEN, "list": [{"key": HIDDEN, "at": 1}, null], "none": null}),
                json!({"name": "b", "password": HIDDEN, "list": []}),
            )
        );
    }

    #[test]
    fn a_value_that_is_sensitive_as_a_whole_is_hidden_as_a_whole() {
        let mut change = Change { after: Some(json!("x")), after_sensitive: Some(json!(true)), ..Change::default() };
        change.hide_sensitive();
        assert_eq!(change.after, Some(json!(HIDDEN)));
    }
}
