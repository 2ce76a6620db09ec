use std::fmt;
use std::str::FromStr;

use semver::{BuildMetadata, Prerelease, Version};

/// Version constraints as Terraform has them: `>= 5.0, < 6.0, != 5.3.1`. A version must meet all of them; a prerelease
/// must be asked for by `=`. The default, no constraint, is met by every release.
///
/// Specified by Terraform's "Version Constraints" page; text is shown as lock files hold it, sorted and without
/// doubles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VersionConstraints(Vec<Constraint>);

/// Why a text is no version constraint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a version constraint: {reason}")]
pub struct ConstraintError {
    /// The text.
    pub text: String,
    /// What is wrong with it.
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Constraint {
    boundary: Version,
    operator: Operator,
}

/// In the order in which lock files have them for the same version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Operator {
    Greater,
    GreaterOrEqual,
    Equal,
    /// `~> 1.2.3`
    SamePatchSeries,
    /// `~> 1.2`
    SameMinorSeries,
    LessOrEqual,
    Less,
    NotEqual,
}

impl VersionConstraints {
    /// Reads constraints, separated by commas.
    ///
    /// # Errors
    /// When the text has another form.
    pub fn parse(text: &str) -> Result<Self, ConstraintError> {
        let failed = |reason: String| ConstraintError { text: text.to_owned(), reason };
        let mut constraints = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() {
            let (one, after) = rest.split_once(',').unwrap_or((rest, ""));
            constraints.push(Constraint::parse(one.trim()).map_err(failed)?);
            rest = after.trim();
        }
        Ok(Self(constraints))
    }

    /// Both these constraints and others.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().chain(&other.0).cloned().collect())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a version meets them.
    #[must_use]
    pub fn allows(&self, version: &Version) -> bool {
        let asked_for = || self.0.iter().any(|one| one.operator == Operator::Equal && one.boundary == *version);
        (version.pre.is_empty() || asked_for()) && self.0.iter().all(|one| one.allows(version))
    }
}

impl FromStr for VersionConstraints {
    type Err = ConstraintError;

    fn from_str(text: &str) -> Result<Self, ConstraintError> {
        Self::parse(text)
    }
}

/// As lock files hold it.
impl fmt::Display for VersionConstraints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sorted = self.0.clone();
        sorted.sort();
        sorted.dedup();
        for (at, one) in sorted.iter().enumerate() {
            let separator = if at == 0 { "" } else { ", " };
            write!(f, "{separator}{one}")?;
        }
        Ok(())
    }
}

impl Constraint {
    fn parse(text: &str) -> Result<Self, String> {
        let at = text.find(|c: char| c.is_ascii_alphanumeric() || c.is_whitespace() || matches!(c, '.' | '*'));
        let (symbol, rest) = text.split_at(at.unwrap_or(text.len()));
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        if rest.starts_with(char::is_whitespace) {
            return Err(format!("one space at most stands after {symbol:?}"));
        }
        if rest.starts_with(['v', 'V']) {
            return Err("a version is written without \"v\"".into());
        }
        let (boundary, parts) = boundary(rest)?;
        let operator = match symbol {
            "" | "=" => Operator::Equal,
            "!=" => Operator::NotEqual,
            ">" => Operator::Greater,
            ">=" => Operator::GreaterOrEqual,
            "<" => Operator::Less,
            "<=" => Operator::LessOrEqual,
            "~>" if parts == 3 => Operator::SamePatchSeries,
            "~>" => Operator::SameMinorSeries,
            "=>" => return Err("the operator is written \">=\"".into()),
            "=<" => return Err("the operator is written \"<=\"".into()),
            _ => return Err(format!("{symbol:?} is not an operator; there are =, !=, >, >=, <, <= and ~>")),
        };
        Ok(Self { boundary, operator })
    }

    fn allows(&self, version: &Version) -> bool {
        let Self { boundary, operator } = self;
        let order = version.cmp_precedence(boundary);
        match operator {
            Operator::Equal => version == boundary,
            Operator::NotEqual => version != boundary,
            Operator::Greater => order.is_gt(),
            Operator::GreaterOrEqual => order.is_ge(),
            Operator::Less => order.is_lt(),
            Operator::LessOrEqual => order.is_le(),
            Operator::SamePatchSeries => {
                order.is_ge() && (version.major, version.minor) == (boundary.major, boundary.minor)
            }
            Operator::SameMinorSeries => order.is_ge() && version.major == boundary.major,
        }
    }
}

/// A version of which the last numbers may be left out, then 0, and how many numbers were given.
fn boundary(text: &str) -> Result<(Version, usize), String> {
    let (rest, build) = text.split_once('+').unwrap_or((text, ""));
    let (numbers, pre) = rest.split_once('-').unwrap_or((rest, ""));
    let mut parts = [0; 3];
    let mut count = 0;
    for number in numbers.split('.') {
        let part = parts.get_mut(count).ok_or("a version has three numbers: major, minor and patch")?;
        if matches!(number, "*" | "x" | "X") {
            return Err("there are no wildcards; leave the number out".into());
        }
        let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        *part = number.parse().ok().filter(|_| digits).ok_or_else(|| format!("{text:?} is not a version"))?;
        count += 1;
    }
    let [major, minor, patch] = parts;
    let mut version = Version::new(major, minor, patch);
    version.pre = Prerelease::new(pre).map_err(|error| format!("{pre:?} is not a prerelease: {error}"))?;
    version.build = BuildMetadata::new(build).map_err(|error| format!("{build:?} is not build metadata: {error}"))?;
    Ok((version, count))
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.operator {
            Operator::Greater => "> ",
            Operator::GreaterOrEqual => ">= ",
            Operator::Equal => "",
            Operator::SamePatchSeries | Operator::SameMinorSeries => "~> ",
            Operator::LessOrEqual => "<= ",
            Operator::Less => "< ",
            Operator::NotEqual => "!= ",
        })?;
        let Version { major, minor, patch, pre, build } = &self.boundary;
        if self.operator == Operator::SameMinorSeries {
            write!(f, "{major}.{minor}")?;
        } else {
            write!(f, "{major}.{minor}.{patch}")?;
        }
        if !pre.is_empty() {
            write!(f, "-{pre}")?;
        }
        if !build.is_empty() {
            write!(f, "+{build}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    /// The versions that meet the constraints, of a fixed list.
    fn allowed(constraints: &str) -> String {
        let constraints = VersionConstraints::parse(constraints).unwrap();
        let all = ["1.0.0", "1.2.0", "1.2.3", "1.2.9", "1.3.0", "2.0.0-beta1", "2.0.0", "2.0.1"];
        let allowed: Vec<&str> =
            all.into_iter().filter(|version| constraints.allows(&Version::parse(version).unwrap())).collect();
        allowed.join(" ")
    }

    #[test]
    fn operators() {
        for (constraints, expected) in [
            ("", "1.0.0 1.2.0 1.2.3 1.2.9 1.3.0 2.0.0 2.0.1"),
            ("1.2.3", "1.2.3"),
            ("= 1.2", "1.2.0"),
            ("2", "2.0.0"),
            ("!= 1.2.3", "1.0.0 1.2.0 1.2.9 1.3.0 2.0.0 2.0.1"),
            (">1.2.9", "1.3.0 2.0.0 2.0.1"),
            (">= 1.3", "1.3.0 2.0.0 2.0.1"),
            ("< 1.2", "1.0.0"),
            ("<= 1.2", "1.0.0 1.2.0"),
            ("~> 1.2.3", "1.2.3 1.2.9"),
            ("~> 1.2", "1.2.0 1.2.3 1.2.9 1.3.0"),
            ("~> 1", "1.0.0 1.2.0 1.2.3 1.2.9 1.3.0"),
            (">= 1.2, < 2.0, != 1.2.9", "1.2.0 1.2.3 1.3.0"),
            ("> 2.0.0, < 2.0.0", ""),
        ] {
            assert_eq!(allowed(constraints), expected, "{constraints}");
        }
    }

    #[test]
    fn a_prerelease_must_be_asked_for() {
        assert_eq!(allowed("2.0.0-beta1"), "2.0.0-beta1");
        assert_eq!(allowed("= 2.0.0-beta1, > 1.0"), "2.0.0-beta1");
        assert_eq!(allowed(">= 2.0.0-beta1"), "2.0.0 2.0.1");
        assert_eq!(allowed("~> 2.0.0-beta1"), "2.0.0 2.0.1");
    }

    #[test]
    fn shown_as_lock_files_hold_them() {
        for (text, shown) in [
            (">=2, ~> 2.1.0, >= 2.0.0 , != 3.0.0, ~> 2", ">= 2.0.0, ~> 2.0, ~> 2.1.0, != 3.0.0"),
            ("= 1.0, < 3, > 1.0, <=3", "> 1.0.0, 1.0.0, <= 3.0.0, < 3.0.0"),
            ("1.0.0-beta+build", "1.0.0-beta+build"),
            ("", ""),
        ] {
            assert_eq!(VersionConstraints::parse(text).unwrap().to_string(), shown, "{text}");
        }
    }

    #[test]
    fn wrong_ones_say_why() {
        let texts =
            ["=> 1", "=< 1", "v1.0", ">= v1.0", "^1.0", "1.2.3.4", "1.*", ">=  1", "abc", "1..2", "> 1 < 2", ","];
        let errors: String =
            texts.iter().map(|text| VersionConstraints::parse(text).unwrap_err().to_string() + "\n").collect();
        expect![[r#"
            "=> 1" is not a version constraint: the operator is written ">="
            "=< 1" is not a version constraint: the operator is written "<="
            "v1.0" is not a version constraint: a version is written without "v"
            ">= v1.0" is not a version constraint: a version is written without "v"
            "^1.0" is not a version constraint: "^" is not an operator; there are =, !=, >, >=, <, <= and ~>
            "1.2.3.4" is not a version constraint: a version has three numbers: major, minor and patch
            "1.*" is not a version constraint: there are no wildcards; leave the number out
            ">=  1" is not a version constraint: one space at most stands after ">="
            "abc" is not a version constraint: "abc" is not a version
            "1..2" is not a version constraint: "1..2" is not a version
            "> 1 < 2" is not a version constraint: "1 < 2" is not a version
            "," is not a version constraint: "" is not a version
        "#]]
        .assert_eq(&errors);
    }
}
