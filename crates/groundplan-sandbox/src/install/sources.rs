//! What is installed: the pinned list of packages and our own programs that run beside moto.

use sha2::{Digest, Sha256};

/// The pinned packages, with hashes. `emulator/requirements.in` says how the file is made.
pub(crate) const REQUIREMENTS: &str = include_str!("../../emulator/requirements.txt");

/// Our programs, by file name; they lie together in one folder of the environment.
pub(crate) const PROGRAMS: [(&str, &str); 6] = [
    ("serve.py", include_str!("../../emulator/serve.py")),
    ("additions.py", include_str!("../../emulator/additions.py")),
    ("additions_security.py", include_str!("../../emulator/additions_security.py")),
    ("corrections.py", include_str!("../../emulator/corrections.py")),
    ("inventory.py", include_str!("../../emulator/inventory.py")),
    ("operations.py", include_str!("../../emulator/operations.py")),
];

/// A short name for exactly this content: another list or another program is another environment.
pub(crate) fn fingerprint() -> String {
    let mut hash = Sha256::new();
    for text in [REQUIREMENTS].into_iter().chain(PROGRAMS.into_iter().map(|(_, text)| text)) {
        hash.update(text.len().to_le_bytes());
        hash.update(text);
    }
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// How many packages the list names, those for other systems included.
pub(crate) fn package_count() -> usize {
    REQUIREMENTS.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_alphanumeric())).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_package_is_pinned_by_version_and_hash() {
        let mut open: Option<&str> = None;
        for line in REQUIREMENTS.lines() {
            if line.starts_with("    --hash=sha256:") {
                open = None;
            } else {
                assert_eq!(open, None, "a package without a hash");
                assert!(line.contains("=="), "{line} is not pinned");
                open = Some(line);
            }
        }
        assert_eq!(open, None);
        assert!(package_count() > 40);
    }

    #[test]
    fn the_list_holds_what_the_input_asks_for() {
        for line in include_str!("../../emulator/requirements.in").lines().filter(|line| line.contains("==")) {
            assert!(REQUIREMENTS.lines().any(|pinned| pinned.starts_with(line)), "{line}");
        }
    }
}
