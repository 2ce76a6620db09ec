use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::Environment;

/// A name and a password for a server ("Basic" authentication). Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    name: String,
    password: String,
}

impl Login {
    /// A login.
    #[must_use]
    pub fn new(name: impl Into<String>, password: impl Into<String>) -> Self {
        Self { name: name.into(), password: password.into() }
    }

    /// The login that the user's netrc file has for a host: the file that `NETRC` names, else `.netrc` in the home folder.
    #[must_use]
    pub fn of_host(host: &str, environment: &Environment) -> Option<Self> {
        let file = environment.path("NETRC").or_else(|| Some(environment.path("HOME")?.join(".netrc")))?;
        find(&std::fs::read_to_string(file).ok()?, host)
    }

    pub(crate) fn header(&self) -> String {
        format!("Basic {}", STANDARD.encode(format!("{}:{}", self.name, self.password)))
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(sensitive)")
    }
}

/// The entry of a host, else the default one. Macros end at an empty line and are passed over.
fn find(text: &str, host: &str) -> Option<Login> {
    let without_macros: Vec<&str> = {
        let mut in_macro = false;
        let lines = text.lines().filter(|line| {
            in_macro = (in_macro || line.trim_start().starts_with("macdef")) && !line.trim().is_empty();
            !in_macro
        });
        lines.flat_map(str::split_whitespace).collect()
    };
    let mut words = without_macros.into_iter();
    let (mut matches, mut name, mut password) = (false, None, None);
    while let Some(word) = words.next() {
        match word {
            "machine" | "default" => {
                if matches && name.is_some() {
                    break;
                }
                (name, password) = (None, None);
                matches = word == "default" || words.next().is_some_and(|machine| machine.eq_ignore_ascii_case(host));
            }
            "login" => name = words.next(),
            "password" => password = words.next(),
            "account" => drop(words.next()),
            _ => {}
        }
    }
    name.filter(|_| matches).map(|name| Login::new(name, password.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_of_a_host_is_found() {
        let text = "machine a login x password y\nmacdef m\nmachine b login no\n\nmachine b\n  password p\n  login q\n\
                    default login d password e\n";
        assert_eq!(find(text, "a"), Some(Login::new("x", "y")));
        assert_eq!(find(text, "B"), Some(Login::new("q", "p")));
        assert_eq!(find(text, "c"), Some(Login::new("d", "e")));
        assert_eq!(find("machine a login x", "b"), None);
        assert!(!format!("{:?}", Login::new("x", "secret")).contains("secret"));
    }
}
