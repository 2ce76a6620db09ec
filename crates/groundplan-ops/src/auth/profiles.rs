use std::fmt::Write as _;

use groundplan_diag::Diagnostic;

use super::accounts::{Accounts, MANAGEMENT};

/// The text of a profile for each account, `COMPANY-ACCOUNT`, for the file `~/.aws/config` ("Configuration and credential file
/// settings"). With IAM Identity Center they share a session, and enter as `permission_set`, or `full-access`; else all but
/// the management account's assume the role that administers them, with the credentials of the profile `source`.
///
/// # Errors
/// When there is no such permission set.
pub fn profiles(
    accounts: &Accounts,
    company: &str,
    region: &str,
    permission_set: Option<&str>,
    source: &str,
) -> Result<String, Diagnostic> {
    let mut text = String::new();
    let Some(sign_in) = &accounts.sign_in else {
        for (name, id) in accounts.ids.iter().filter(|(name, _)| *name != MANAGEMENT) {
            let role = &accounts.access_role;
            let _ = writeln!(text, "[profile {company}-{name}]\nrole_arn = arn:aws:iam::{id}:role/{role}");
            let _ = writeln!(text, "source_profile = {source}\nregion = {region}\n");
        }
        return Ok(text);
    };
    let wanted = permission_set.unwrap_or("full-access");
    let known = |name: &str| sign_in.permission_sets.iter().any(|known| known == name);
    if !known(wanted) {
        return Err(Diagnostic::error("Permission set not found")
            .detail(format!(
                "There is no permission set \"{wanted}\". There are: {}.",
                sign_in.permission_sets.join(", ")
            ))
            .help("name the one that you sign in with: `--permission-set NAME`"));
    }
    let (url, home) = (&sign_in.start_url, &sign_in.region);
    let _ = writeln!(text, "[sso-session {company}]\nsso_start_url = {url}\nsso_region = {home}");
    let _ = writeln!(text, "sso_registration_scopes = sso:account:access\n");
    for (name, id) in &accounts.ids {
        let _ = writeln!(text, "[profile {company}-{name}]\nsso_session = {company}\nsso_account_id = {id}");
        let _ = writeln!(text, "sso_role_name = {wanted}\nregion = {region}\n");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::super::SignIn;
    use super::*;

    fn accounts(sign_in: Option<SignIn>) -> Accounts {
        let ids = [("dev", "111111111111"), ("management", "222222222222")];
        Accounts {
            ids: ids.into_iter().map(|(name, id)| (name.to_owned(), id.to_owned())).collect(),
            access_role: "Administrator".to_owned(),
            sign_in,
        }
    }

    #[test]
    fn roles_are_assumed_where_nobody_signs_in() {
        let text = profiles(&accounts(None), "acme", "us-west-2", None, "boss").unwrap();
        assert_eq!(
            text,
            "[profile acme-dev]\nrole_arn = arn:aws:iam::111111111111:role/Administrator\nsource_profile = boss\nregion = us-west-2\n\n"
        );
    }

    #[test]
    fn a_session_is_shared_where_people_sign_in() {
        let sign_in = SignIn {
            start_url: "https://d-1.awsapps.com/start".to_owned(),
            region: "eu-west-1".to_owned(),
            permission_sets: vec!["full-access".to_owned(), "read-only".to_owned()],
        };
        let accounts = accounts(Some(sign_in));
        let text = profiles(&accounts, "acme", "us-west-2", Some("read-only"), "default").unwrap();
        assert!(text.starts_with(
            "[sso-session acme]\nsso_start_url = https://d-1.awsapps.com/start\nsso_region = eu-west-1\n"
        ));
        assert_eq!(text.matches("sso_role_name = read-only\n").count(), 2, "{text}");
        let error = profiles(&accounts, "acme", "us-west-2", Some("root"), "default").unwrap_err();
        assert!(error.detail.contains("full-access, read-only"), "{}", error.detail);
    }
}
