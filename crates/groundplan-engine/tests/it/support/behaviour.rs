//! How the fake provider misbehaves: lines `OPERATION NAME: WHAT`.
//!
//! `OPERATION` is `validate`, `import` (whose `NAME` is the id), `plan`, `replan` (while applying only), `read`, `create`, `update`, `delete`, `data`, `open`, `renew` or `close`; `NAME` is the value of the
//! object's `name`. `WHAT` is one of
//! - `error TEXT [at ATTRIBUTE]`, `warning TEXT [at ATTRIBUTE]`: it says so; after an error nothing is done
//! - `partial TEXT`: it is done, and an error comes with it
//! - `lost`: it is done, and no answer comes
//! - `die`: the program is killed while the provider does it
//! - `null`: the answer is null, the thing is not done
//! - `set ATTRIBUTE JSON`: that attribute comes back otherwise
//! - `unknown ATTRIBUTE`: that attribute comes back unknown
//! - `replace ATTRIBUTE`: the change of that attribute needs a new object
//! - `stop`: the user asks to stop while it is done
//! - `renew`: what was opened has to be renewed at once
//! - `slow`: it is done after everything else that can be done

use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Misdeed {
    Say { error: bool, text: String, at: Option<String> },
    Partial(String),
    Lost,
    Die,
    Null,
    Set(String, serde_json::Value),
    Unknown(String),
    Replace(String),
    Stop,
    Slow,
    Renew,
}

/// What to do wrong, by operation and name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Behaviour {
    misdeeds: BTreeMap<(String, String), Vec<Misdeed>>,
    /// `legacy` on a line of its own: a provider that is known to break the rules.
    pub(crate) legacy: bool,
}

impl Behaviour {
    pub(crate) fn parse(text: &str) -> Self {
        let mut behaviour = Self::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if line == "legacy" {
                behaviour.legacy = true;
                continue;
            }
            let (head, what) = line.split_once(':').unwrap_or_else(|| panic!("no colon in {line:?}"));
            let (operation, name) = head.split_once(' ').unwrap_or_else(|| panic!("no name in {line:?}"));
            let key = (operation.to_owned(), name.trim().to_owned());
            behaviour.misdeeds.entry(key).or_default().push(misdeed(what.trim()));
        }
        behaviour
    }

    pub(crate) fn of(&self, operation: &str, name: &str) -> &[Misdeed] {
        self.misdeeds.get(&(operation.to_owned(), name.to_owned())).map_or(&[], Vec::as_slice)
    }
}

fn misdeed(what: &str) -> Misdeed {
    let (word, rest) = what.split_once(' ').unwrap_or((what, ""));
    match word {
        "error" | "warning" => {
            let (text, at) = match rest.split_once(" at ") {
                Some((text, at)) => (text, Some(at.to_owned())),
                None => (rest, None),
            };
            Misdeed::Say { error: word == "error", text: text.to_owned(), at }
        }
        "partial" => Misdeed::Partial(rest.to_owned()),
        "lost" => Misdeed::Lost,
        "die" => Misdeed::Die,
        "null" => Misdeed::Null,
        "set" => {
            let (attribute, json) = rest.split_once(' ').unwrap();
            Misdeed::Set(attribute.to_owned(), serde_json::from_str(json).unwrap())
        }
        "unknown" => Misdeed::Unknown(rest.to_owned()),
        "replace" => Misdeed::Replace(rest.to_owned()),
        "stop" => Misdeed::Stop,
        "slow" => Misdeed::Slow,
        "renew" => Misdeed::Renew,
        other => panic!("no misdeed {other:?}"),
    }
}
