use nix::unistd::{User, gethostname, getuid};

/// Who this process works for, as locks name it: `user@host`. What cannot be found out is left empty, as Terraform does.
#[must_use]
pub fn current_holder() -> String {
    let user = User::from_uid(getuid()).ok().flatten().map(|user| user.name).unwrap_or_default();
    let host = gethostname().ok().and_then(|host| host.into_string().ok()).unwrap_or_default();
    format!("{user}@{host}")
}
