use std::fmt;
use std::sync::Arc;

use crate::Value;

/// One step into a value.
#[derive(Clone, Debug, PartialEq)]
pub enum PathStep {
    /// An attribute of an object.
    Attr(Arc<str>),
    /// An element: a number for lists and tuples, a string for maps, the element itself for sets.
    Index(Value),
}

/// A way into a value, outermost step first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path(pub Vec<PathStep>);

impl Path {
    /// The path to the value itself.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// This path and one step more.
    #[must_use]
    pub fn then(&self, step: PathStep) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// This path and an attribute.
    #[must_use]
    pub fn attr(&self, name: impl Into<Arc<str>>) -> Self {
        self.then(PathStep::Attr(name.into()))
    }

    /// This path and an element.
    #[must_use]
    pub fn index(&self, key: Value) -> Self {
        self.then(PathStep::Index(key))
    }

    /// The steps.
    #[must_use]
    pub fn steps(&self) -> &[PathStep] {
        &self.0
    }

    /// The value at this path, or `None` when there is no such thing. Marks on the way are added to the result.
    #[must_use]
    pub fn get(&self, value: &Value) -> Option<Value> {
        self.0.iter().try_fold(value.clone(), |value, step| match step {
            PathStep::Attr(name) => value.get_attr(name),
            PathStep::Index(key) => value.get_index(key),
        })
    }
}

/// As messages show it: `.tags["Name"]`.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.0 {
            match step {
                PathStep::Attr(name) => write!(f, ".{name}")?,
                PathStep::Index(key) => match (key.as_str(), key.as_number()) {
                    (Some(key), _) => write!(f, "[{key:?}]")?,
                    (_, Some(key)) => write!(f, "[{key}]")?,
                    _ => f.write_str("[…]")?,
                },
            }
        }
        Ok(())
    }
}
