use std::collections::BTreeSet;

use groundplan_address::Mode;
use groundplan_sandbox::client::{Client, Credentials};
use groundplan_state::State;

use super::entrances::{Entrance, entrances};
use crate::project::Project;
use crate::{Failure, Settings, states};

/// The role through which the management account enters the others.
const ROLE: &str = "OrganizationAccountAccessRole";

/// What there is in the local AWS, as it says itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// The organization's accounts, the management account first, the others by name.
    pub accounts: Vec<SurveyedAccount>,
    /// How many objects the states hold, data sources not counted.
    pub resources: usize,
    /// Where one comes into the environments.
    pub entrances: Vec<Entrance>,
}

/// An account with its networks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyedAccount {
    /// Its name.
    pub name: String,
    /// Its id.
    pub id: String,
    /// Its networks, without those that every account has from the start.
    pub vpcs: Vec<SurveyedVpc>,
}

/// A network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyedVpc {
    /// Its `Name` tag.
    pub name: String,
    /// Its id.
    pub id: String,
    /// Its address range.
    pub cidr: String,
    /// Its region.
    pub region: String,
}

/// Asks for the organization's accounts, and with each account's own credentials for its networks in these regions. Counts
/// what the states of the demo's folder hold.
///
/// # Errors
/// When the local AWS does not answer, an account's role cannot be assumed, or the states cannot be read.
pub async fn survey(settings: &Settings, client: &Client, regions: &BTreeSet<String>) -> Result<Survey, Failure> {
    let project = Project::load(settings, "demo")?;
    let states = states::read_all(settings, &project).await.map_err(|diags| project.failure(diags))?;
    let instances = states.iter().flat_map(State::instances);
    let resources = instances.filter(|(addr, _)| addr.resource.mode == Mode::Managed).count();
    let first = Credentials::first_account();
    let management = client.caller_identity(&first).await?.account;
    let mut listed = client.list_accounts(&first).await?;
    listed.sort_by_key(|account| (account.id != management, account.name.clone()));
    let mut accounts = Vec::with_capacity(listed.len());
    for account in listed {
        let is_management = account.id == management;
        let credentials =
            if is_management { first.clone() } else { client.assume_role(&first, &account.id, ROLE).await? };
        let mut vpcs = Vec::new();
        for region in regions {
            let found = client.describe_vpcs(&credentials, region).await?;
            vpcs.extend(
                found.into_iter().filter(|vpc| !vpc.is_default && vpc.owner == account.id).map(|vpc| SurveyedVpc {
                    name: vpc.name,
                    id: vpc.id,
                    cidr: vpc.cidr,
                    region: region.clone(),
                }),
            );
        }
        let name = if is_management { "management".to_owned() } else { account.name };
        accounts.push(SurveyedAccount { name, id: account.id, vpcs });
    }
    let units = project.units.iter().map(|unit| &*unit.path.0).zip(&states);
    Ok(Survey { accounts, resources, entrances: entrances(units) })
}
