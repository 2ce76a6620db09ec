use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use groundplan_diag::Diagnostic;
use groundplan_sandbox::client::{Account, Client, Credentials};
use groundplan_state::{Attributes, State};

use crate::project::Project;
use crate::{Failure, Settings, states};

/// Mail addresses of the example company's accounts end so.
const DOMAIN: &str = "@acme.example";

/// Where states of a local AWS that is gone are kept, below the folder's `.groundplan`.
const ASIDE: &str = "states-of-an-earlier-sandbox";

/// How the folder of a demo and the local AWS stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They belong together, or both are new.
    Together,
    /// The folder's states are about accounts that the local AWS does not have: it was emptied or started anew. See
    /// [`set_states_aside`].
    Stale,
    /// The folder is new, and the local AWS holds the example company of another folder: it has to be emptied.
    OtherDemo,
}

/// Compares the states of the demo's folder with what the local AWS holds. Waits for a run that is at work in the folder.
///
/// # Errors
/// When the folder or the local AWS cannot be read, or the local AWS holds a company that is not the demo's.
pub async fn standing(settings: &Settings, client: &Client) -> Result<Standing, Failure> {
    let project = Project::load(settings, "demo")?;
    let waited = states::open_journal(settings, &project).await;
    let (_journal, left) = waited.map_err(|error| project.failure(states::journal_error(&error)))?;
    let states = states::read_all(settings, &project).await.map_err(|diags| project.failure(diags))?;

    let management = client.caller_identity(&Credentials::first_account()).await?.account;
    let accounts = client.list_accounts(&Credentials::first_account()).await?;
    if left.is_empty() && states.iter().all(State::is_empty) {
        let members: Vec<&Account> = accounts.iter().filter(|account| account.id != management).collect();
        if accounts.is_empty() {
            return Ok(Standing::Together);
        }
        let is_demo = !members.is_empty() && members.iter().all(|account| account.email.ends_with(DOMAIN));
        return if is_demo { Ok(Standing::OtherDemo) } else { Err(foreign(&members).into()) };
    }
    let there: BTreeSet<&str> = accounts.iter().map(|account| account.id.as_str()).collect();
    let known = states.iter().flat_map(account_ids);
    let lost_account = known.into_iter().any(|id| !there.contains(id.as_str()));
    let lost_organization = accounts.is_empty() && states.iter().any(has_organization);
    Ok(if lost_account || lost_organization { Standing::Stale } else { Standing::Together })
}

/// Moves the states and the journal of a demo's folder out of the way, as they are about what is gone. Says where to.
///
/// # Errors
/// When something cannot be moved.
pub fn set_states_aside(dir: &Path) -> Result<PathBuf, Diagnostic> {
    let failed = |error: io::Error| {
        Diagnostic::error("States cannot be set aside")
            .detail(format!("Below {}: {error}.", dir.display()))
            .help("remove the folder and start the demo again")
    };
    let own = dir.join(".groundplan");
    let aside = own.join(ASIDE);
    if aside.exists() {
        fs::remove_dir_all(&aside).map_err(failed)?;
    }
    fs::create_dir_all(&aside).map_err(failed)?;
    for (from, to) in [(dir.join(".state"), "state"), (own.join("journal"), "journal")] {
        match fs::rename(from, aside.join(to)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
    }
    Ok(aside)
}

fn account_ids(state: &State) -> Vec<String> {
    let accounts = state.instances().filter(|(addr, _)| &*addr.resource.kind == "aws_organizations_account");
    let objects = accounts.filter_map(|(_, instance)| instance.current.clone());
    let ids = objects.filter_map(|object| match &object.attributes {
        Attributes::Json(json) => Some(json.to_value().ok()?.get("id")?.as_str()?.to_owned()),
        Attributes::Flat(flat) => flat.get("id").cloned(),
    });
    ids.collect()
}

fn has_organization(state: &State) -> bool {
    state.resources().any(|resource| &*resource.addr.resource.kind == "aws_organizations_organization")
}

fn foreign(members: &[&Account]) -> Diagnostic {
    let names: Vec<&str> = members.iter().map(|account| account.name.as_str()).collect();
    let whose = if names.is_empty() { String::new() } else { format!(" with the accounts {}", names.join(", ")) };
    Diagnostic::error("Local AWS in use")
        .detail(format!("The local AWS holds an organization{whose} that the demo did not make."))
        .help("when it is not needed any more, empty the local AWS with `groundplan sandbox reset`, then start again")
}

#[cfg(test)]
mod tests {
    use super::super::files::Example;
    use super::*;

    #[test]
    fn accounts_of_the_example_are_known_by_their_addresses() {
        let example = Example::new().unwrap();
        let addresses = example.own().iter().flat_map(|file| {
            let addresses = file.text.split('"').filter(|part| part.starts_with("aws+")).map(str::to_owned);
            addresses.collect::<Vec<_>>()
        });
        let addresses: Vec<String> = addresses.collect();
        assert!(addresses.len() >= 2, "{addresses:?}");
        assert!(addresses.iter().all(|address| address.ends_with(DOMAIN)), "{addresses:?}");
    }

    #[test]
    fn states_set_aside_are_kept_until_the_next_time() {
        let dir = tempfile::tempdir().unwrap();
        let state = dir.path().join(".state");
        for content in ["first", "second"] {
            fs::create_dir_all(&state).unwrap();
            fs::write(state.join("unit"), content).unwrap();
            let aside = set_states_aside(dir.path()).unwrap();
            assert!(!state.exists());
            assert_eq!(fs::read_to_string(aside.join("state/unit")).unwrap(), content);
        }
        set_states_aside(dir.path()).unwrap();
    }
}
