use std::path::{Path, PathBuf};

use groundplan_lang::functions::{FileAccess, FileKind};
use regex::Regex;

use super::normalize;

/// Folders deeper than this are not looked into: links lead in circles.
const DEEPEST: usize = 60;

/// A pattern of paths as Terragrunt has them: `*` and `?` within a name, `**` for any number of names, `[a-z]`, `{a,b}`, and
/// `\` before a character that is meant itself. `**` between two plain names may stand for no name at all, too.
#[derive(Clone, Debug)]
pub struct Glob {
    pattern: String,
    regex: Regex,
}

impl Glob {
    /// Reads a pattern.
    ///
    /// # Errors
    /// When brackets or braces are not closed: a clause that says so.
    pub fn new(pattern: &str) -> Result<Self, String> {
        let regex =
            Regex::new(&format!("^(?s:{})$", translate(pattern)?)).map_err(|_| "it is no pattern".to_owned())?;
        Ok(Self { pattern: pattern.to_owned(), regex })
    }

    /// The pattern that only this path matches.
    #[must_use]
    pub fn quoted(path: &str) -> String {
        path.chars().flat_map(|it| is_special(it).then_some('\\').into_iter().chain([it])).collect()
    }

    /// Whether a path, `/`-separated, matches.
    #[must_use]
    pub fn is_match(&self, path: &str) -> bool {
        self.regex.is_match(path)
    }

    /// The folder below which all that matches lies; the pattern itself when it has no special characters.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        let Some(special) = self.pattern.find(is_special) else { return normalize(Path::new(&self.pattern)) };
        let plain = self.pattern.get(..special).unwrap_or_default();
        let end = plain.rfind('/').map_or(0, |at| at.max(1));
        normalize(Path::new(plain.get(..end).unwrap_or_default()))
    }

    /// The files that match an absolute pattern, in order.
    #[must_use]
    pub fn files(&self, files: &dyn FileAccess) -> Vec<PathBuf> {
        let mut found = Vec::new();
        self.walk(&self.folder(), files, 0, &mut found);
        found
    }

    fn walk(&self, path: &Path, files: &dyn FileAccess, depth: usize, found: &mut Vec<PathBuf>) {
        match files.kind(path) {
            Ok(FileKind::Folder) if depth < DEEPEST => {
                let mut names = files.list(path).unwrap_or_default();
                names.sort();
                names.iter().for_each(|name| self.walk(&path.join(name), files, depth + 1, found));
            }
            Ok(FileKind::Folder) | Err(_) => {}
            Ok(_) => found.extend(path.to_str().filter(|text| self.is_match(text)).map(PathBuf::from)),
        }
    }
}

/// Whether a character means more than itself.
fn is_special(character: char) -> bool {
    matches!(character, '*' | '?' | '[' | '{' | '\\')
}

fn translate(pattern: &str) -> Result<String, String> {
    let mut regex = String::new();
    let mut depth = 0_usize;
    let mut rest = pattern;
    while let Some(character) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("**") {
            let before = pattern.get(..pattern.len() - rest.len()).unwrap_or_default();
            match after.strip_prefix('/').filter(|next| is_plain(before) && is_plain_name(next)) {
                Some(next) => {
                    regex.push_str("(?:.*/)?");
                    rest = next;
                }
                None => {
                    regex.push_str(".*");
                    rest = after;
                }
            }
            continue;
        }
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
        match character {
            '*' => regex.push_str("[^/]*"),
            '?' => regex.push_str("[^/]"),
            '{' => {
                depth += 1;
                regex.push_str("(?:");
            }
            '}' if depth > 0 => {
                depth -= 1;
                regex.push(')');
            }
            ',' if depth > 0 => regex.push('|'),
            '[' => {
                let (class, after) = rest.split_once(']').ok_or("a bracket is not closed")?;
                let (not, class) = match class.strip_prefix(['!', '^']) {
                    Some(class) => ("^", class),
                    None => ("", class),
                };
                let escaped: String = class.chars().map(|it| if it == '-' { "-".into() } else { quoted(it) }).collect();
                regex.push_str(&format!("[{not}{escaped}]"));
                rest = after;
            }
            '\\' => {
                let next = rest.chars().next().ok_or("nothing follows the backslash")?;
                regex.push_str(&quoted(next));
                rest = rest.get(next.len_utf8()..).unwrap_or_default();
            }
            other => regex.push_str(&quoted(other)),
        }
    }
    if depth > 0 { Err("a brace is not closed".into()) } else { Ok(regex) }
}

fn quoted(character: char) -> String {
    regex::escape(character.encode_utf8(&mut [0; 4]))
}

/// Whether what stands before `**` ends with a plain name, or is nothing.
fn is_plain(before: &str) -> bool {
    let name = before.strip_suffix('/').unwrap_or(before).rsplit('/').next().unwrap_or_default();
    (before.is_empty() || before.ends_with('/')) && !name.contains(is_special)
}

/// Whether the first name is plain.
fn is_plain_name(next: &str) -> bool {
    !next.split('/').next().unwrap_or_default().contains(is_special)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_they_do_in_terragrunt() {
        for (pattern, path, expected) in [
            ("prod/*", "prod/vpc", true),
            ("prod/*", "prod/eu/vpc", false),
            ("prod/**", "prod/eu/vpc", true),
            ("prod/**", "prod", false),
            ("a/**/b", "a/b", true),
            ("a/**/b", "a/x/y/b", true),
            ("a/**/*.tf", "a/x.tf", false),
            ("a/{*.tf,**/*.tf}", "a/x.tf", true),
            ("**/vpc", "vpc", true),
            ("**/vpc", "a/vpc", true),
            ("v?c", "vpc", true),
            ("[a-c]x", "bx", true),
            ("[!a-c]x", "bx", false),
            ("a\\*", "a*", true),
            ("a.b", "axb", false),
        ] {
            assert_eq!(Glob::new(pattern).unwrap().is_match(path), expected, "{pattern} {path}");
        }
        for wrong in ["[a", "{a,b", "a\\"] {
            assert!(Glob::new(wrong).is_err(), "{wrong}");
        }
        assert!(Glob::new(&Glob::quoted("a*[b]/c")).unwrap().is_match("a*[b]/c"));
        assert_eq!(Glob::new("/a/b/{*.x}").unwrap().folder(), Path::new("/a/b"));
        assert_eq!(Glob::new("/{*.x}").unwrap().folder(), Path::new("/"));
    }
}
