//! Secret values must not come back in what others say: providers quote arguments in their messages.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use groundplan_diag::Diagnostic;
use groundplan_value::{Kind, Value};

/// Shorter texts are no secrets that could be kept: they stand in every other word.
const SHORTEST: usize = 4;

/// What stands in place of a secret text.
const HIDDEN: &str = "(sensitive value)";

/// The secret texts that providers were given.
#[derive(Default)]
pub(crate) struct Secrets {
    texts: Mutex<BTreeSet<Arc<str>>>,
}

impl Secrets {
    /// Takes note of all that is sensitive or ephemeral in a value.
    pub(crate) fn learn(&self, value: &Value) {
        let marks = value.deep_marks();
        if marks.is_sensitive() || marks.is_ephemeral() {
            let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
            collect(value, false, &mut texts);
        }
    }

    /// A message without the texts that are known to be secret.
    pub(crate) fn hide(&self, diagnostic: Diagnostic) -> Diagnostic {
        let texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        if texts.is_empty() {
            return diagnostic;
        }
        let hidden = |text: String| {
            // A longer text may contain a shorter one.
            let mut found: Vec<&Arc<str>> = texts.iter().filter(|secret| text.contains(&***secret)).collect();
            found.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
            found.into_iter().fold(text, |text, secret| text.replace(&**secret, HIDDEN))
        };
        Diagnostic {
            summary: hidden(diagnostic.summary),
            detail: hidden(diagnostic.detail),
            help: diagnostic.help.into_iter().map(hidden).collect(),
            ..diagnostic
        }
    }
}

fn collect(value: &Value, secret: bool, texts: &mut BTreeSet<Arc<str>>) {
    let secret = secret || value.marks().is_sensitive() || value.marks().is_ephemeral();
    match value.kind() {
        Kind::Map(_, map) | Kind::Object(map) => map.values().for_each(|inner| collect(inner, secret, texts)),
        _ => match (value.as_slice(), value.as_str()) {
            (Some(items), _) => items.iter().for_each(|inner| collect(inner, secret, texts)),
            (None, Some(text)) if secret && text.len() >= SHORTEST => drop(texts.insert(text.clone())),
            _ => {}
        },
    }
}
