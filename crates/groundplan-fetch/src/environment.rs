use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use crate::Token;

/// Environment variables. One that is empty counts as not set.
#[derive(Clone, Default)]
pub struct Environment(BTreeMap<OsString, OsString>);

impl Environment {
    /// Those of this process.
    #[must_use]
    pub fn of_process() -> Self {
        std::env::vars_os().collect()
    }

    /// The path that a variable holds.
    #[must_use]
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        let value = self.0.get(OsStr::new(name)).filter(|value| !value.is_empty());
        value.map(PathBuf::from)
    }

    /// The text that a variable holds; none when it is not UTF-8.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.path(name).and_then(|value| value.into_os_string().into_string().ok())
    }

    /// The tokens of hosts: `TF_TOKEN_app_example_com`, with `__` for `-`.
    pub fn tokens(&self) -> impl Iterator<Item = (String, Token)> {
        self.0.iter().filter_map(|(name, value)| {
            let host = name.to_str()?.strip_prefix("TF_TOKEN_")?.replace("__", "-").replace('_', ".");
            Some((host.to_ascii_lowercase(), Token::new(value.to_str()?)))
        })
    }
}

impl<N: Into<OsString>, V: Into<OsString>> FromIterator<(N, V)> for Environment {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(variables: I) -> Self {
        Self(variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}
