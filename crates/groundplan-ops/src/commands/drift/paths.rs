//! Places at which two JSON values differ.

use serde_json::Value;

/// The paths to everything that differs, as deep as both sides have the same shape.
pub(super) fn differing(before: &Value, after: &Value) -> Vec<Vec<String>> {
    fn walk(before: &Value, after: &Value, path: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
        if before == after {
            return;
        }
        match (before, after) {
            (Value::Object(old), Value::Object(new)) => {
                let names = old.keys().chain(new.keys().filter(|name| !old.contains_key(*name)));
                for name in names {
                    path.push(name.clone());
                    let (old, new) = (old.get(name).unwrap_or(&Value::Null), new.get(name).unwrap_or(&Value::Null));
                    walk(old, new, path, found);
                    path.pop();
                }
            }
            (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
                for (at, (old, new)) in old.iter().zip(new).enumerate() {
                    path.push(at.to_string());
                    walk(old, new, path, found);
                    path.pop();
                }
            }
            _ => found.push(path.clone()),
        }
    }
    let mut found = Vec::new();
    walk(before, after, &mut Vec::new(), &mut found);
    found
}

/// Makes `after` at a path what `before` is there.
pub(super) fn keep(before: &Value, after: &mut Value, path: &[String]) {
    let Some((first, rest)) = path.split_first() else {
        after.clone_from(before);
        return;
    };
    match (before, after) {
        (Value::Object(old), Value::Object(new)) => match (old.get(first), rest.is_empty()) {
            (None, true) => drop(new.remove(first)),
            (old, _) => {
                let old = old.unwrap_or(&Value::Null);
                keep(old, new.entry(first.clone()).or_insert(Value::Null), rest);
            }
        },
        (Value::Array(old), Value::Array(new)) => {
            let at = first.parse().unwrap_or(usize::MAX);
            if let (Some(old), Some(new)) = (old.get(at), new.get_mut(at)) {
                keep(old, new, rest);
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
    fn what_is_kept_no_longer_differs() {
        let before = json!({"size": 1, "tags": {"a": "x", "b": "y"}, "list": [{"p": 1}, {"p": 2}], "set": [1]});
        let mut after = json!({"size": 2, "tags": {"a": "x", "c": "z"}, "list": [{"p": 1}, {"p": 3}], "set": [1, 2]});
        let paths = differing(&before, &after);
        let shown: Vec<String> = paths.iter().map(|path| path.join(".")).collect();
        assert_eq!(shown, ["size", "tags.b", "tags.c", "list.1.p", "set"]);
        for path in &paths {
            keep(&before, &mut after, path);
        }
        assert_eq!(before, after);
    }
}
