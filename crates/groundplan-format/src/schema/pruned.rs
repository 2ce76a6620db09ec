use serde_json::Value;

use crate::{Block, BlockType, Nesting};

impl Block {
    /// The part of this structure that the given values fill: a nested block that is in none of them keeps its name and
    /// loses its inside. Resource types with thousands of nested blocks shrink to what a plan needs.
    #[must_use]
    pub fn pruned(&self, values: &[&Value]) -> Self {
        let block_types = self.block_types.iter().map(|(name, nested)| {
            let there = values.iter().filter_map(|value| value.get(name));
            let inside: Vec<&Value> = there.flat_map(|value| instances(value, nested.nesting_mode)).collect();
            let block = if inside.is_empty() { Self::default() } else { nested.block.pruned(&inside) };
            (
                name.clone(),
                BlockType {
                    block,
                    nesting_mode: nested.nesting_mode,
                    min_items: nested.min_items,
                    max_items: nested.max_items,
                },
            )
        });
        Self { attributes: self.attributes.clone(), block_types: block_types.collect() }
    }
}

/// The blocks of one name.
fn instances(value: &Value, nesting: Nesting) -> Vec<&Value> {
    match (nesting, value) {
        (Nesting::Single | Nesting::Group, Value::Object(_)) => vec![value],
        (Nesting::List | Nesting::Set, Value::Array(items)) => items.iter().collect(),
        (Nesting::Map, Value::Object(members)) => members.values().collect(),
        _ => Vec::new(),
    }
}
