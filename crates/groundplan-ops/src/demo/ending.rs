use std::fs;
use std::path::Path;

use groundplan_diag::Diagnostic;
use groundplan_init::replace;
use groundplan_sandbox::Error;
use groundplan_sandbox::client::{Account, Client, Credentials, Item};

use super::folder::is_demo;

const FILE: &str = "company.hcl";
const PROTECTED: &str = "destroyable = false";
const UNPROTECTED: &str = "destroyable = true";

/// Writes into a demo's `company.hcl` that its environments for production may be taken down, too. Whether that is new.
///
/// # Errors
/// When the folder is not a demo's, or the file cannot be read or written.
pub fn unprotect(dir: &Path) -> Result<bool, Diagnostic> {
    if !is_demo(dir) {
        return Err(Diagnostic::error("No demo there")
            .detail(format!("{} was not written by `groundplan demo`.", dir.display()))
            .help("name the folder of the demo: `groundplan demo --destroy DIR`"));
    }
    let file = dir.join(FILE);
    let failed = |error: std::io::Error| {
        Diagnostic::error("Company not changed").detail(format!("{}: {error}.", file.display()))
    };
    let text = fs::read_to_string(&file).map_err(failed)?;
    if !text.contains(PROTECTED) {
        return Ok(false);
    }
    replace(&file, text.replace(PROTECTED, UNPROTECTED).as_bytes(), 0o644).map_err(failed)?;
    Ok(true)
}

/// The accounts of the local AWS.
///
/// # Errors
/// When it does not answer.
pub async fn accounts(client: &Client) -> Result<Vec<Account>, Error> {
    client.list_accounts(&Credentials::first_account()).await
}

/// What accounts still hold, as the local AWS says itself, apart from the one role that comes with a member account.
///
/// # Errors
/// When it does not answer.
pub async fn left(client: &Client, accounts: &[Account]) -> Result<Vec<(String, Item)>, Error> {
    let management = client.caller_identity(&Credentials::first_account()).await?.account;
    let mut left = Vec::new();
    for account in accounts {
        let mut items = client.inventory(&account.id).await?;
        if let Some(role) = items.iter().position(|item| item.service == "iam" && item.kind == "Role")
            && account.id != management
        {
            items.remove(role);
        }
        left.extend(items.into_iter().map(|item| (account.name.clone(), item)));
    }
    Ok(left)
}
