use groundplan_config::module::Version;

/// Version constraints as Terraform writes them: by version, versions in full except after `~>`, where their length means
/// something. Text that is none of that stays as it is.
pub(super) fn version_constraints(written: &str) -> Option<String> {
    if written.trim().is_empty() {
        return None;
    }
    let parsed: Option<Vec<(Version, String)>> = written.split(',').map(|part| constraint(part.trim())).collect();
    let Some(mut constraints) = parsed else { return Some(written.to_owned()) };
    constraints.sort();
    constraints.dedup();
    let texts: Vec<String> = constraints.into_iter().map(|(_, text)| text).collect();
    Some(texts.join(", "))
}

fn constraint(text: &str) -> Option<(Version, String)> {
    let at = text.find(|c: char| !matches!(c, '=' | '!' | '<' | '>' | '~' | ' '))?;
    let (operator, number) = text.split_at(at);
    let (operator, version) = (operator.trim(), Version::parse(number)?);
    let text = match operator {
        "" | "=" => version.to_string(),
        "~>" => format!("~> {}", number.trim()),
        _ => format!("{operator} {version}"),
    };
    Some((version, text))
}
