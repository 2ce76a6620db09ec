use std::sync::Arc;

use groundplan_address::{InstanceAddr, Target};
use groundplan_config::live::UnitPath;

/// What a plan is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Goal {
    /// To make everything as configuration says.
    #[default]
    Converge,
    /// To destroy everything.
    Destroy,
    /// To take notice of what was changed outside, and to change nothing.
    Refresh,
    /// To check configuration against schemas and providers' validation, without any state or account.
    Validate,
    /// To see what expressions come to, by configuration and states alone.
    Evaluate,
}

/// How to plan.
#[derive(Clone, Debug)]
pub struct Options {
    /// What the plan is for.
    pub goal: Goal,
    /// Whether to read every object as it is now; else the state is believed.
    pub refresh: bool,
    /// How many resource instances may be worked on at the same time, in all units together. When nothing is said: 32 while
    /// planning; while applying, 32 in each unit and 256 in all.
    pub parallelism: Option<usize>,
    /// Instances that are replaced although nothing in configuration asks for it.
    pub replace: Vec<InUnit<InstanceAddr>>,
    /// When there are any, only these are looked at, and what they depend on; to destroy, what depends on them.
    pub targets: Vec<InUnit<Target>>,
    /// These are left alone, and what depends on them; when destroying, what they depend on.
    pub excludes: Vec<InUnit<Target>>,
    /// Objects to take over, beside those of `import` blocks.
    pub imports: Vec<Importing>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            goal: Goal::Converge,
            refresh: true,
            parallelism: None,
            replace: Vec::new(),
            targets: Vec::new(),
            excludes: Vec::new(),
            imports: Vec::new(),
        }
    }
}

/// Something in the company: in one unit, or in any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InUnit<T> {
    /// The unit; any when none is given.
    pub unit: Option<UnitPath>,
    /// What.
    pub what: T,
}

impl<T> InUnit<T> {
    /// Whether it may be in that unit.
    #[must_use]
    pub fn may_be_in(&self, unit: &UnitPath) -> bool {
        self.unit.as_ref().is_none_or(|only| only == unit)
    }
}

/// An object that is to be taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Importing {
    /// The unit.
    pub unit: UnitPath,
    /// The resource instance that it becomes.
    pub addr: InstanceAddr,
    /// The provider's name for it.
    pub id: Arc<str>,
}
