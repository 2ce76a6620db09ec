use std::path::Path;

use groundplan_diag::Diagnostic;
use groundplan_format::ResourceChange;
use serde_json::Value;

use super::invalid;
use super::paths::{differing, keep};

/// What differences are not drift.
#[derive(Debug, Default)]
pub(super) struct Ignore {
    patterns: Vec<Pattern>,
}

#[derive(Debug)]
struct Pattern {
    /// Of the unit's path; any unit when none is given.
    unit: Option<Vec<String>>,
    /// Of the address and, behind a dot, the path of attributes: the pieces between asterisks.
    object: Vec<String>,
}

impl Ignore {
    /// Adds the patterns of a file, one a line; `#` begins a comment. A file that is not there has none.
    pub(super) fn add_file(&mut self, path: &Path) -> Result<(), Diagnostic> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => {
                return Err(Diagnostic::error("File cannot be read").detail(format!("{}: {error}.", path.display())));
            }
        };
        for (at, line) in text.lines().enumerate() {
            let line = line.split_once('#').map_or(line, |(before, _)| before).trim();
            if !line.is_empty() {
                let place = || format!("in line {} of {}", at + 1, path.display());
                self.add(line).map_err(|why| invalid(line, &place(), &why))?;
            }
        }
        Ok(())
    }

    /// Adds a pattern.
    ///
    /// # Errors
    /// Why it is none.
    pub(super) fn add(&mut self, pattern: &str) -> Result<(), String> {
        let (unit, object) = match pattern.split_once("//") {
            Some((unit, object)) => (Some(unit.trim_end_matches('/')), object),
            None => (None, pattern),
        };
        if object.is_empty() {
            return Err("it names no object".to_owned());
        }
        if object != "*" && !object.contains('.') {
            return Err("an address has a type and a name with a dot between them".to_owned());
        }
        let pieces = |text: &str| text.split('*').map(ToOwned::to_owned).collect();
        self.patterns.push(Pattern { unit: unit.map(pieces), object: pieces(object) });
        Ok(())
    }

    /// Takes the ignored differences out of what was found of an object. Says whether nothing is left.
    pub(super) fn takes_away(&self, unit: Option<&str>, object: &mut ResourceChange) -> bool {
        let of_unit = |pattern: &&Pattern| match (&pattern.unit, unit) {
            (Some(pieces), Some(unit)) => matches(pieces, unit),
            (Some(_), None) => false,
            (None, _) => true,
        };
        let patterns: Vec<&Pattern> = self.patterns.iter().filter(of_unit).collect();
        if patterns.is_empty() {
            return false;
        }
        let ignores = |text: &str| patterns.iter().any(|pattern| matches(&pattern.object, text));
        if ignores(&object.address) {
            return true;
        }
        let (Some(before), Some(after)) = (&object.change.before, &mut object.change.after) else { return false };
        let mut is_left = false;
        for path in differing(before, after) {
            // A pattern for an attribute is one for all that is in it.
            let depths = 1..=path.len();
            if depths.map(|depth| format!("{}.{}", object.address, path[..depth].join("."))).any(|at| ignores(&at)) {
                keep(before, after, &path);
            } else {
                is_left = true;
            }
        }
        !is_left && *before == *after && !matches!(after, Value::Null)
    }
}

/// Whether a text consists of the pieces in their order, with anything between them.
fn matches(pieces: &[String], text: &str) -> bool {
    let [first, middle @ .., last] = pieces else { return pieces.first().is_some_and(|only| only == text) };
    let Some(mut rest) = text.strip_prefix(first.as_str()) else { return false };
    for piece in middle {
        match rest.find(piece.as_str()) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matching(pattern: &str, text: &str) -> bool {
        matches(&pattern.split('*').map(ToOwned::to_owned).collect::<Vec<_>>(), text)
    }

    #[test]
    fn asterisks_stand_for_anything() {
        assert!(matching("a.b", "a.b"));
        assert!(!matching("a.b", "a.b.c"));
        assert!(matching("a.*", "a.b.c"));
        assert!(matching("*.tags_all", "module.x.a.b[\"k\"].tags_all"));
        assert!(matching("a.*.size*", "a.b.size_max"));
        assert!(!matching("a.*b", "a.b.c"));
        assert!(!matching("ab*ba", "aba"));
        assert!(matching("*", "anything"));
    }
}
