use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use groundplan_value::Value;

use super::Problem;
use crate::live::UnitRole;
use crate::live::caller::{Caller, Callers};
use crate::live::config::Config;
use crate::live::session::ByRole;

/// `get_aws_account_id()`: the account of the credentials that are used.
pub(super) fn get_aws_account_id(config: &Config, _: &[Value]) -> Result<Value, Problem> {
    Ok(Value::string(caller(config)?.account))
}

/// `get_aws_caller_identity_arn()`: who they belong to.
pub(super) fn get_aws_caller_identity_arn(config: &Config, _: &[Value]) -> Result<Value, Problem> {
    Ok(Value::string(caller(config)?.arn))
}

/// `get_aws_caller_identity_user_id()`: the id of that.
pub(super) fn get_aws_caller_identity_user_id(config: &Config, _: &[Value]) -> Result<Value, Problem> {
    Ok(Value::string(caller(config)?.user_id))
}

/// `get_aws_account_alias()`: the alias of their account, empty where it has none.
pub(super) fn get_aws_account_alias(config: &Config, _: &[Value]) -> Result<Value, Problem> {
    Ok(Value::string(once(config, &config.place.unit.session.aliases, |callers, role| {
        callers.account_alias(role).map(Option::unwrap_or_default)
    })?))
}

/// Who is calling for the unit.
fn caller(config: &Config) -> Result<Caller, Problem> {
    once(config, &config.place.unit.session.callers, |callers, role| callers.caller(role))
}

/// What AWS says, asked once in a run for each role.
fn once<T: Clone>(
    config: &Config,
    known: &ByRole<T>,
    ask: impl FnOnce(&dyn Callers, Option<&UnitRole>) -> Result<T, String>,
) -> Result<T, Problem> {
    let unit = &config.place.unit;
    unit.asked_caller.store(true, Ordering::Relaxed);
    let role = unit.role.get();
    let key = role.map(|role| (role.arn.clone(), role.session_name.clone()));
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(answer) = known.get(&key) {
        return Ok(answer.clone());
    }
    let Some(callers) = &unit.session.settings.options.callers else {
        return Err(Problem::new("AWS cannot be asked here.").help("write the value in a file, such as account.hcl"));
    };
    let answer = ask(&**callers, role).map_err(|why| {
        Problem::new(format!("AWS does not say it: {why}."))
            .help("give credentials as for the AWS provider, or write the value in a file, such as account.hcl")
    })?;
    known.insert(key, answer.clone());
    Ok(answer)
}
