use groundplan_value::Value;

use super::{Problem, required};
use crate::live::config::Config;
use crate::live::merge::deep_merge;
use crate::module::{Version, VersionConstraints};

/// `constraint_check(version, constraint)`: whether a version satisfies a version constraint.
pub(super) fn constraint_check(_: &Config, arguments: &[Value]) -> Result<Value, Problem> {
    let (version, constraint) = (required(arguments, 0)?, required(arguments, 1)?);
    let parsed = Version::parse(&version).ok_or_else(|| Problem::new(format!("\"{version}\" is not a version.")))?;
    let constraints = VersionConstraints::parse(&constraint)
        .ok_or_else(|| Problem::new(format!("\"{constraint}\" is not a version constraint.")))?;
    Ok(Value::bool(constraints.allow(&parsed)))
}

/// `deep_merge(object, …)`: objects laid over each other key by key, the last one on top.
pub(super) fn deep_merge_all(_: &Config, arguments: &[Value]) -> Result<Value, Problem> {
    let mut merged = Value::object::<&str>([]);
    for (at, argument) in arguments.iter().enumerate() {
        if argument.is_null() {
            continue;
        }
        if argument.as_map().is_none() {
            return Err(Problem::new(format!("argument {} must be an object or a map.", at + 1)));
        }
        merged = deep_merge(&merged, argument);
    }
    Ok(merged)
}
