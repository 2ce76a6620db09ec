use similar::TextDiff;

/// The difference of two texts of a file, as `diff -u` writes it.
#[must_use]
pub fn unified_diff(file: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    diff.unified_diff().header(&format!("old/{file}"), &format!("new/{file}")).to_string()
}
