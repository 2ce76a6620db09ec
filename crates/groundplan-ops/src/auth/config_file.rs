use std::fs;
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use groundplan_diag::Diagnostic;
use groundplan_init::replace;

/// Writes profiles into a configuration file of AWS's, between two lines of ours that name the company. All else in the file
/// stays as it is, its mode too; a link is followed. The file is replaced as a whole or not at all.
///
/// # Errors
/// When the file cannot be read or written, its markers are not as they were written, or a profile of the same name stands
/// outside of them.
pub fn write_profiles(file: &Path, company: &str, profiles: &str) -> Result<(), Diagnostic> {
    let file = fs::canonicalize(file).unwrap_or_else(|_| PathBuf::from(file));
    let failed = |error: io::Error| {
        Diagnostic::error("Profiles cannot be written").detail(format!("{}: {error}.", file.display()))
    };
    let before = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(failed(error)),
    };
    let after = with_block(&before, company, profiles)
        .map_err(|why| Diagnostic::error("Profiles cannot be written").detail(format!("{}: {why}.", file.display())))?;
    if before != after {
        write(&file, &after).map_err(failed)?;
    }
    Ok(())
}

/// The text of the file with another block of ours, or the reason why there is none.
fn with_block(before: &str, company: &str, profiles: &str) -> Result<String, String> {
    let begin = format!("# BEGIN groundplan {company}: written by `groundplan auth profiles --write`");
    let end = format!("# END groundplan {company}");
    let places =
        |marker: &str| before.lines().enumerate().filter(|(_, line)| *line == marker).map(|(at, _)| at).collect();
    let (begins, ends): (Vec<usize>, Vec<usize>) = (places(&begin), places(&end));
    let (first, last) = match (begins.as_slice(), ends.as_slice()) {
        ([], []) => (before.lines().count(), before.lines().count()),
        ([first], [last]) if first < last => (*first, last + 1),
        _ => return Err(format!("the lines \"{begin}\" and \"{end}\" do not stand there once each, in this order")),
    };
    let lines: Vec<&str> = before.lines().collect();
    let others = || lines.iter().enumerate().filter(|(at, _)| *at < first || *at >= last);
    for heading in profiles.lines().filter(|line| line.starts_with('[')) {
        if let Some((at, _)) = others().find(|(_, line)| line.trim() == heading) {
            return Err(format!("line {} has {heading} already, and not from here; rename it or take it away", at + 1));
        }
    }
    let block = format!("{begin}\n{}\n{end}", profiles.trim_end());
    let mut all: Vec<&str> = lines[..first].to_vec();
    if begins.is_empty() && all.last().is_some_and(|line| !line.is_empty()) {
        all.push("");
    }
    all.push(&block);
    all.extend(&lines[last..]);
    Ok(format!("{}\n", all.join("\n")))
}

fn write(file: &Path, text: &str) -> io::Result<()> {
    // As AWS's own programs make it.
    fs::DirBuilder::new().recursive(true).mode(0o700).create(file.parent().unwrap_or(Path::new(".")))?;
    replace(file, text.as_bytes(), 0o600)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    const OWN: &str = "[default]\nregion = eu-west-1\n";

    #[test]
    fn only_what_is_between_the_markers_changes() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("config");
        fs::write(&file, OWN).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        write_profiles(&file, "acme", "[profile acme-dev]\nregion = a\n").unwrap();
        let first = fs::read_to_string(&file).unwrap();
        fs::write(&file, format!("{first}[profile mine]\n")).unwrap();
        write_profiles(&file, "acme", "[profile acme-dev]\nregion = b\n").unwrap();
        write_profiles(&file, "globex", "[profile globex-dev]\n").unwrap();
        let text = fs::read_to_string(&file).unwrap();
        assert_eq!(
            text,
            format!(
                "{}[profile mine]\n\n# BEGIN groundplan globex: written by `groundplan auth profiles --write`\n[profile globex-dev]\n# END groundplan globex\n",
                first.replace("region = a", "region = b")
            )
        );
        assert!(text.starts_with(OWN));
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn a_new_file_is_its_owners_alone() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(".aws/config");
        write_profiles(&file, "acme", "[profile acme-dev]\n").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));
    }

    #[test]
    fn what_is_not_understood_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("config");
        for text in ["# END groundplan acme\n", "[profile acme-dev]\n"] {
            fs::write(&file, text).unwrap();
            assert!(write_profiles(&file, "acme", "[profile acme-dev]\n").is_err(), "{text}");
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
        }
    }
}
