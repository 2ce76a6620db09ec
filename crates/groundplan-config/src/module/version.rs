use std::cmp::Ordering;
use std::fmt;

/// A version as Terraform reads them: `1.11.4`, `v1.2`, `2.0.0-beta1`. Missing parts count as 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    segments: Vec<u64>,
    written: usize,
    prerelease: String,
}

impl Version {
    /// Reads a version; `None` when the text is none. Build metadata after `+` is dropped: it never counts.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix('v').unwrap_or(text);
        let text = text.split_once('+').map_or(text, |(version, _)| version);
        let (numbers, prerelease) = text.split_once('-').unwrap_or((text, ""));
        if text.ends_with('-') || !prerelease.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '~'))
        {
            return None;
        }
        let mut segments = Vec::new();
        for part in numbers.split('.') {
            if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            segments.push(part.parse().ok()?);
        }
        let written = segments.len();
        segments.resize(written.max(3), 0);
        Some(Self { segments, written, prerelease: prerelease.into() })
    }

    /// Whether it is a release candidate, a beta or the like.
    #[must_use]
    pub fn is_prerelease(&self) -> bool {
        !self.prerelease.is_empty()
    }

    fn segment(&self, at: usize) -> u64 {
        self.segments.get(at).copied().unwrap_or(0)
    }

    fn cmp_segments(&self, other: &Self) -> Ordering {
        let length = self.segments.len().max(other.segments.len());
        (0..length)
            .map(|at| self.segment(at).cmp(&other.segment(at)))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By precedence as Semantic Versioning defines it: a prerelease comes before its release.
impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.cmp_segments(other).then_with(|| match (self.is_prerelease(), other.is_prerelease()) {
            (false, false) => Ordering::Equal,
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (true, true) => cmp_prereleases(&self.prerelease, &other.prerelease),
        })
    }
}

fn cmp_prereleases(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.split('.'), b.split('.'));
    loop {
        let order = match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(a), Some(b)) => match (a.parse::<u64>(), b.parse::<u64>()) {
                (Ok(a), Ok(b)) => a.cmp(&b),
                (Ok(_), Err(_)) => Ordering::Less,
                (Err(_), Ok(_)) => Ordering::Greater,
                (Err(_), Err(_)) => a.cmp(b),
            },
        };
        if order.is_ne() {
            return order;
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, segment) in self.segments.iter().enumerate() {
            write!(f, "{}{segment}", if at == 0 { "" } else { "." })?;
        }
        if self.is_prerelease() { write!(f, "-{}", self.prerelease) } else { Ok(()) }
    }
}

/// Version constraints, all of which a version must satisfy: `>= 1.5, < 2.0`, `~> 5.100`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct VersionConstraints(Vec<(Operator, Version)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    /// `~>`: the last part that is written may grow.
    Pessimistic,
}

impl VersionConstraints {
    /// Reads constraints, comma separated; `None` when the text has another form. An empty text is no constraint.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.trim().is_empty() {
            return Some(Self::default());
        }
        text.split(',').map(parse_one).collect::<Option<_>>().map(Self)
    }

    /// Whether a version satisfies all of them. A prerelease satisfies only constraints that name a prerelease of the same
    /// version (`hashicorp/go-version`).
    #[must_use]
    pub fn allow(&self, version: &Version) -> bool {
        self.0.iter().all(|(operator, bound)| allows(*operator, bound, version))
    }
}

fn parse_one(text: &str) -> Option<(Operator, Version)> {
    const OPERATORS: [(&str, Operator); 7] = [
        (">=", Operator::GreaterOrEqual),
        ("<=", Operator::LessOrEqual),
        ("!=", Operator::NotEqual),
        ("~>", Operator::Pessimistic),
        ("=", Operator::Equal),
        (">", Operator::Greater),
        ("<", Operator::Less),
    ];
    let text = text.trim();
    let (operator, version) = OPERATORS
        .iter()
        .find_map(|(sign, operator)| text.strip_prefix(sign).map(|rest| (*operator, rest)))
        .unwrap_or((Operator::Equal, text));
    Version::parse(version).map(|version| (operator, version))
}

fn allows(operator: Operator, bound: &Version, version: &Version) -> bool {
    let comparable = match (version.is_prerelease(), bound.is_prerelease()) {
        (true, true) => version.cmp_segments(bound).is_eq(),
        (true, false) => false,
        (false, _) => true,
    };
    match operator {
        Operator::Equal => version == bound || version.cmp(bound).is_eq(),
        Operator::NotEqual => version.cmp(bound).is_ne(),
        Operator::Greater => comparable && version > bound,
        Operator::GreaterOrEqual => comparable && version >= bound,
        Operator::Less => comparable && version < bound,
        Operator::LessOrEqual => comparable && version <= bound,
        Operator::Pessimistic => {
            let kept = bound.written.saturating_sub(1);
            comparable && version >= bound && (0..kept).all(|at| version.segment(at) == bound.segment(at))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(constraints: &str, version: &str) -> bool {
        VersionConstraints::parse(constraints).unwrap().allow(&Version::parse(version).unwrap())
    }

    #[test]
    fn constraints_are_terraforms() {
        for (constraints, version, expected) in [
            (">= 1.9", "1.11.4", true),
            (">= 1.9, < 1.11.4", "1.11.4", false),
            ("~> 1.9", "1.11.4", true),
            ("~> 1.9.0", "1.11.4", false),
            ("~> 1", "2.0.0", true),
            ("~> 2", "1.11.4", false),
            ("1.11.4", "1.11.4", true),
            ("= 1.11", "1.11.0", true),
            ("!= 1.11.4", "1.11.4", false),
            (">1.0,<=1.11.4", "1.11.4", true),
            (">= 1.0", "1.11.0-beta1", false),
            (">= 1.11.0-alpha", "1.11.0-beta1", true),
            (">= 1.11.0-alpha", "1.12.0-beta1", false),
            ("", "0.0.1", true),
            ("v1.2.3", "1.2.3", true),
        ] {
            assert_eq!(allowed(constraints, version), expected, "{constraints} {version}");
        }
    }

    #[test]
    fn what_is_no_constraint_is_refused() {
        for text in ["a", ">= ", "1..2", "1.x", "=> 1.0", ">= 1.0,", "1.0 2.0", "1.0-"] {
            assert_eq!(VersionConstraints::parse(text), None, "{text}");
        }
    }

    #[test]
    fn prereleases_come_before_releases() {
        let order = ["1.0.0-alpha.1", "1.0.0-alpha.10", "1.0.0-alpha.b", "1.0.0-beta", "1.0.0", "1.0.1"];
        let versions: Vec<Version> = order.iter().map(|text| Version::parse(text).unwrap()).collect();
        assert!(versions.is_sorted(), "{versions:?}");
    }
}
