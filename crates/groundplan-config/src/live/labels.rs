use groundplan_value::Value;

use super::UnitPath;
use super::config::Config;

/// Local values in which people keep the account's name and the region's.
const ACCOUNT: [&str; 1] = ["account_name"];
const REGION: [&str; 2] = ["aws_region", "region"];

/// The names of the account and of the region that a unit belongs to: from the locals of its files and of what those read,
/// else from its path.
pub(super) fn labels(config: &Config, path: &UnitPath) -> (Option<String>, Option<String>) {
    let mut parts = path.0.split('/').filter(|part| *part != ".");
    let from_path = || {
        let first = parts.clone().next().filter(|_| parts.clone().count() > 1);
        first.filter(|part| !part.starts_with('_')).map(str::to_owned)
    };
    let account = find(config, &ACCOUNT).or_else(from_path);
    let region = find(config, &REGION).or_else(|| parts.find(|part| is_region(part)).map(str::to_owned));
    (account, region)
}

fn find(config: &Config, names: &[&str]) -> Option<String> {
    let included = config.includes.iter().map(|include| &*include.config);
    let mut all = std::iter::once(config)
        .chain(included)
        .map(|config| Value::object(config.locals.iter().map(|(name, local)| (name.clone(), local.value.clone()))));
    all.find_map(|locals| (0..=2).find_map(|depth| find_in(&locals, names, depth)))
}

/// A string of one of the names, at this depth of objects.
fn find_in(value: &Value, names: &[&str], depth: usize) -> Option<String> {
    let map = value.as_map().filter(|_| !value.marks().is_sensitive())?;
    if depth > 0 {
        return map.values().find_map(|inner| find_in(inner, names, depth - 1));
    }
    let found = names.iter().find_map(|name| map.get(*name)).filter(|value| !value.marks().is_sensitive())?;
    found.as_str().map(ToString::to_string)
}

/// Whether a name has the form of an AWS region's: `us-west-2`.
#[must_use]
pub fn is_region(name: &str) -> bool {
    let mut parts = name.rsplit('-');
    let number = parts.next().is_some_and(|part| part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_digit()));
    let words: Vec<&str> = parts.collect();
    number
        && words.len() >= 2
        && words.iter().all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()))
        && words.last().is_some_and(|first| first.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::is_region;

    #[test]
    fn regions_are_known_by_their_form() {
        for (name, expected) in [
            ("us-west-2", true),
            ("us-gov-east-1", true),
            ("ap-southeast-4", true),
            ("dev", false),
            ("my-team-2", true),
            ("vpc-2", false),
            ("us-west-22", false),
        ] {
            assert_eq!(is_region(name), expected, "{name}");
        }
    }
}
