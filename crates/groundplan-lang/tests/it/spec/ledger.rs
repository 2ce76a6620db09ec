use std::path::Path;

/// The known differences from Terraform.
pub(super) struct Ledger(Vec<Gap>);

struct Gap {
    cases: Vec<String>,
}

impl Ledger {
    pub(super) fn read(path: &Path) -> Self {
        let table: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
        let text = |gap: &toml::Value, key: &str| {
            let value = gap.get(key).and_then(toml::Value::as_str);
            value.unwrap_or_else(|| panic!("a gap has no {key}: {gap:?}")).to_owned()
        };
        let gaps = table.get("gap").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        Self(
            gaps.iter()
                .map(|gap| {
                    let (id, kind) = (text(gap, "id"), text(gap, "kind"));
                    assert!(["bug", "missing", "intended"].contains(&kind.as_str()), "{id}: no such kind: {kind}");
                    assert!(!text(gap, "why").is_empty());
                    let cases = gap.get("cases").and_then(toml::Value::as_array).cloned().unwrap_or_default();
                    Gap { cases: cases.iter().filter_map(toml::Value::as_str).map(str::to_owned).collect() }
                })
                .collect(),
        )
    }

    pub(super) fn cases(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|gap| gap.cases.iter().map(String::as_str))
    }
}
