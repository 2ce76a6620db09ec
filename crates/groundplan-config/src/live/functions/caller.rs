use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use groundplan_value::Value;

use super::Problem;
use crate::live::caller::Caller;
use crate::live::config::Config;

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

/// Who is calling for the unit, asked once in a run for each role.
fn caller(config: &Config) -> Result<Caller, Problem> {
    let unit = &config.place.unit;
    unit.asked_caller.store(true, Ordering::Relaxed);
    let (session, role) = (&unit.session, unit.role.get());
    let key = role.map(|role| (role.arn.clone(), role.session_name.clone()));
    let mut known = session.callers.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(caller) = known.get(&key) {
        return Ok(caller.clone());
    }
    let Some(callers) = &session.settings.options.callers else {
        return Err(Problem::new("AWS cannot be asked here.").help("write the value in a file, such as account.hcl"));
    };
    let caller = callers.caller(role).map_err(|why| {
        Problem::new(format!("AWS does not say whose credentials these are: {why}."))
            .help("give credentials as for the AWS provider, or write the value in a file, such as account.hcl")
    })?;
    known.insert(key, caller.clone());
    Ok(caller)
}
