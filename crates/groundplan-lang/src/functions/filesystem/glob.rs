//! File patterns: `*`, `?`, `[a-z]` and `{a,b}` within a name, `**` for any number of folders. Follows the library that
//! Terraform uses (`doublestar` 1.1) also where that is odd: links to folders are followed, files with a leading dot match
//! `*`, errors of the file system count as no match.

use std::collections::BTreeSet;
use std::path::Path;

use super::path::join;
use crate::functions::{CallContext, FileKind};

const BAD_PATTERN: &str = "syntax error in pattern";
/// Folders within folders: no deeper, so that links in a circle come to an end.
const DEEPEST: usize = 100;

/// The paths that match an absolute pattern.
pub(super) fn glob(pattern: &str, context: &CallContext) -> Result<BTreeSet<String>, &'static str> {
    let components = split(pattern, '/');
    let mut matches = BTreeSet::new();
    let inner = components.get(1..).unwrap_or_default();
    Search { context, matches: &mut matches }.folder("/", inner, DEEPEST)?;
    Ok(matches)
}

struct Search<'a> {
    context: &'a CallContext,
    matches: &'a mut BTreeSet<String>,
}

impl Search<'_> {
    fn folder(&mut self, folder: &str, components: &[&str], depth: usize) -> Result<(), &'static str> {
        let plain = components.iter().take_while(|component| !component.contains(['*', '?', '[', '{', '\\'])).count();
        let (names, components) = components.split_at(plain);
        let folder = if names.is_empty() { folder.to_owned() } else { join(&[folder, &names.join("/")]) };
        let Ok(kind) = self.context.files.kind(Path::new(&folder)) else { return Ok(()) };
        let Some((first, rest)) = components.split_first() else {
            self.matches.insert(folder);
            return Ok(());
        };
        if kind != FileKind::Folder {
            return Ok(());
        }
        let Some(depth) = depth.checked_sub(1) else { return Ok(()) };
        let mut names = self.context.files.list(Path::new(&folder)).unwrap_or_default();
        names.sort();
        let (mut first, mut rest) = (*first, rest);
        if first == "**" {
            for name in &names {
                let path = join(&[&folder, name]);
                let Ok(kind) = self.context.files.kind(Path::new(&path)) else { continue };
                if rest.is_empty() {
                    self.matches.insert(path.clone());
                }
                if kind == FileKind::Folder {
                    self.folder(&path, components, depth)?;
                }
            }
            match rest.split_first() {
                None => return Ok(()),
                Some((next, after)) => (first, rest) = (next, after),
            }
        }
        for name in &names {
            if matches(first, name)? {
                let path = join(&[&folder, name]);
                if rest.is_empty() {
                    self.matches.insert(path);
                } else {
                    self.folder(&path, rest, depth)?;
                }
            }
        }
        Ok(())
    }
}

/// Where a character stands that no backslash precedes.
fn unescaped(text: &str, wanted: char) -> Option<usize> {
    let at = text.find(wanted)?;
    if at > 0 && text.as_bytes().get(at - 1) == Some(&b'\\') {
        let start = at + wanted.len_utf8();
        return unescaped(text.get(start..)?, wanted).map(|next| start + next);
    }
    Some(at)
}

fn split(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = unescaped(rest, separator) {
        parts.push(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + separator.len_utf8()..).unwrap_or_default();
    }
    parts.push(rest);
    parts
}

/// Whether a name matches one component of a pattern.
fn matches(pattern: &str, name: &str) -> Result<bool, &'static str> {
    if pattern.is_empty() || (name.is_empty() && pattern != "*") {
        return Ok(pattern.is_empty() && name.is_empty());
    }
    let (mut pattern, mut name) = (pattern, name);
    while let (Some(wanted), Some(found)) = (pattern.chars().next(), name.chars().next()) {
        let after = pattern.get(wanted.len_utf8()..).unwrap_or_default();
        let name_after = name.get(found.len_utf8()..).unwrap_or_default();
        match wanted {
            '\\' => {
                let escaped = after.chars().next().ok_or(BAD_PATTERN)?;
                if escaped != found {
                    return Ok(false);
                }
                pattern = after.get(escaped.len_utf8()..).unwrap_or_default();
                name = name_after;
            }
            '*' => {
                let mut starts = name.char_indices().filter_map(|(at, _)| name.get(at..));
                return Ok(after.is_empty() || starts.any(|rest| matches(after, rest) == Ok(true)));
            }
            '[' => {
                let end = unescaped(after, ']').ok_or(BAD_PATTERN)?;
                if !in_class(after.get(..end).unwrap_or_default(), found)? {
                    return Ok(false);
                }
                pattern = after.get(end + 1..).unwrap_or_default();
                name = name_after;
            }
            '{' => {
                let end = unescaped(after, '}').ok_or(BAD_PATTERN)?;
                let (options, rest) = (after.get(..end).unwrap_or_default(), after.get(end + 1..).unwrap_or_default());
                for option in split(options, ',') {
                    if matches(&format!("{option}{rest}"), name)? {
                        return Ok(true);
                    }
                }
                return Ok(false);
            }
            _ if wanted == '?' || wanted == found => {
                pattern = after;
                name = name_after;
            }
            _ => return Ok(false),
        }
    }
    Ok((pattern.is_empty() && name.is_empty()) || (name.is_empty() && pattern == "*") || pattern == "**")
}

fn in_class(class: &str, found: char) -> Result<bool, &'static str> {
    let (class, negated) = class.strip_prefix('^').map_or((class, false), |class| (class, true));
    if class.is_empty() && !negated {
        return Err(BAD_PATTERN);
    }
    let mut characters = class.chars().peekable();
    let mut contains = false;
    let bound = |characters: &mut std::iter::Peekable<std::str::Chars<'_>>| match characters.next() {
        Some('-') | None => Err(BAD_PATTERN),
        Some('\\') => characters.next().ok_or(BAD_PATTERN),
        Some(character) => Ok(character),
    };
    while characters.peek().is_some() {
        let low = bound(&mut characters)?;
        let high = if characters.next_if_eq(&'-').is_some() { bound(&mut characters)? } else { low };
        contains |= (low..=high).contains(&found);
    }
    Ok(contains != negated)
}

#[cfg(test)]
mod tests {
    use super::{BAD_PATTERN, matches};

    #[test]
    fn components() {
        for (pattern, name, expected) in [
            ("*", ".x", true),
            ("*.tf", "main.tf", true),
            ("*.tf", "main.tf.json", false),
            ("?.tf", "a.tf", true),
            ("{a,b*}.tf", "bc.tf", true),
            ("[a-c]x", "bx", true),
            ("[^a-c]x", "bx", false),
            ("\\*", "*", true),
            ("a", "ab", false),
        ] {
            assert_eq!(matches(pattern, name), Ok(expected), "{pattern} {name}");
        }
        assert_eq!(matches("[a", "a"), Err(BAD_PATTERN));
        assert_eq!(matches("{a", "a"), Err(BAD_PATTERN));
        assert_eq!(matches("[]", "a"), Err(BAD_PATTERN));
    }
}
