use std::collections::BTreeSet;

use groundplan_engine::UnitPlan;
use groundplan_value::Value;

/// The ids of the accounts that own what a unit manages, as far as the objects' ARNs name them.
pub(super) fn account_ids(plan: &UnitPlan) -> BTreeSet<String> {
    let managed = plan.changes.iter().filter(|change| change.addr.resource.mode == groundplan_address::Mode::Managed);
    managed.filter_map(|change| account_id(&change.before)).collect()
}

/// The account in an object's own ARN: `arn:PARTITION:SERVICE:REGION:ACCOUNT:…`. Those of some services have none.
pub(super) fn account_id(object: &Value) -> Option<String> {
    let arn = object.as_map()?.get("arn")?;
    if arn.marks().is_sensitive() {
        return None;
    }
    let mut parts = arn.as_str()?.split(':');
    let account = parts.next().filter(|part| *part == "arn").and_then(|_| parts.nth(3))?;
    let is_id = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    is_id.then(|| account.to_owned())
}
