use std::collections::BTreeMap;

use groundplan_config::live::is_region;
use groundplan_diag::Diagnostic;
use groundplan_format::Outputs;
use serde_json::Value;

use crate::commands::output;
use crate::{Failure, Settings};

/// The accounts of a live repository, as the states of its units have them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accounts {
    /// The ids by name, the management account's included.
    pub ids: BTreeMap<String, String>,
    /// The role with which the management account administers the others.
    pub access_role: String,
    /// Where people sign in, if that is IAM Identity Center.
    pub sign_in: Option<SignIn>,
}

/// IAM Identity Center.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// The page on which everybody signs in.
    pub start_url: String,
    /// The region that it is in.
    pub region: String,
    /// The names of the permission sets.
    pub permission_sets: Vec<String>,
}

/// The name of the account that all others are made from.
pub(super) const MANAGEMENT: &str = "management";

/// Asks the states for the accounts: of the unit with the outputs `account_ids` and `management_account_id`, as the
/// catalog's `organization` has them, and of that with `start_url` and `permission_set_arns`, as its `identity`.
///
/// # Errors
/// When configuration or states cannot be read, or no unit knows the accounts yet.
pub async fn accounts(settings: &Settings) -> Result<Accounts, Failure> {
    let units = output(settings).await?.units;
    let has = |outputs: &Outputs, names: [&str; 2]| names.iter().all(|name| outputs.contains_key(*name));
    let Some(organization) = units.values().find(|outputs| has(outputs, ["account_ids", "management_account_id"]))
    else {
        return Err(Diagnostic::error("Accounts not known")
            .detail(
                "No unit has the outputs account_ids and management_account_id: the organization was not applied yet.",
            )
            .help("apply the organization first, or go to the folder of the whole live repository with `-C DIR`")
            .into());
    };
    let mut ids: BTreeMap<String, String> = keyed(organization, "account_ids");
    ids.extend(text(organization, "management_account_id").map(|id| (MANAGEMENT.to_owned(), id)));
    let sign_in = units.iter().find(|(_, outputs)| has(outputs, ["start_url", "permission_set_arns"]));
    Ok(Accounts {
        ids,
        access_role: text(organization, "access_role_name")
            .unwrap_or_else(|| "OrganizationAccountAccessRole".to_owned()),
        sign_in: sign_in.and_then(|(path, outputs)| {
            Some(SignIn {
                start_url: text(outputs, "start_url")?,
                region: region_of(path)?,
                permission_sets: keyed(outputs, "permission_set_arns").into_keys().collect(),
            })
        }),
    })
}

impl Accounts {
    /// The id of an account.
    ///
    /// # Errors
    /// When there is no account of that name; the message names those that there are.
    pub fn id(&self, name: &str) -> Result<&str, Diagnostic> {
        self.ids.get(name).map(String::as_str).ok_or_else(|| {
            let names: Vec<&str> = self.ids.keys().map(String::as_str).collect();
            Diagnostic::error("Account not found")
                .detail(format!("There is no account \"{name}\". There are: {}.", names.join(", ")))
        })
    }
}

fn value<'a>(outputs: &'a Outputs, name: &str) -> Option<&'a Value> {
    outputs.get(name)?.value.as_ref()
}

fn text(outputs: &Outputs, name: &str) -> Option<String> {
    value(outputs, name)?.as_str().map(str::to_owned)
}

/// The entries of a map of texts.
fn keyed(outputs: &Outputs, name: &str) -> BTreeMap<String, String> {
    let entries = value(outputs, name).and_then(Value::as_object).into_iter().flatten();
    entries.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect()
}

/// The folder of a unit's path that is a region's.
fn region_of(path: &str) -> Option<String> {
    path.split('/').rfind(|folder| is_region(folder)).map(str::to_owned)
}
