use std::path::PathBuf;

use groundplan_address::ProviderAddr;

/// A way to get provider packages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstallationMethod {
    /// Where from.
    pub source: Source,
    /// The providers it is for; empty for all.
    pub include: Vec<ProviderPattern>,
    /// The providers it is not for, whatever is included.
    pub exclude: Vec<ProviderPattern>,
}

/// Where provider packages come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A folder laid out as a mirror.
    FilesystemMirror(PathBuf),
    /// A server that speaks the network mirror protocol; its base URL, which ends in `/`.
    NetworkMirror(String),
    /// The registry that the provider's address names.
    Direct,
}

/// Which providers: an address in which each part may be `*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderPattern {
    hostname: Option<String>,
    namespace: Option<String>,
    kind: Option<String>,
}

impl InstallationMethod {
    /// Whether it is for a provider.
    #[must_use]
    pub fn is_for(&self, provider: &ProviderAddr) -> bool {
        let any = |patterns: &[ProviderPattern]| patterns.iter().any(|pattern| pattern.matches(provider));
        (self.include.is_empty() || any(&self.include)) && !any(&self.exclude)
    }
}

impl ProviderPattern {
    /// Reads `[HOST/]NAMESPACE/TYPE`; `None` when the text has another form. As in Terraform, a type without namespace
    /// is `hashicorp`'s, and all before a `*` may only be left out if it means the default host.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('/').collect();
        let (hostname, namespace, kind) = match *parts.as_slice() {
            [kind] if kind != "*" => (ProviderAddr::DEFAULT_HOST, "hashicorp", kind),
            [namespace, kind] => (ProviderAddr::DEFAULT_HOST, namespace, kind),
            [hostname, namespace, kind] => (hostname, namespace, kind),
            _ => return None,
        };
        let part = |part: &str| {
            let valid = part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'));
            match part {
                "*" => Some(None),
                part => (valid && !part.is_empty()).then(|| Some(part.to_ascii_lowercase())),
            }
        };
        Some(Self { hostname: part(hostname)?, namespace: part(namespace)?, kind: part(kind)? })
    }

    fn matches(&self, provider: &ProviderAddr) -> bool {
        let same = |pattern: &Option<String>, part: &str| pattern.as_deref().is_none_or(|pattern| pattern == part);
        same(&self.hostname, &provider.hostname)
            && same(&self.namespace, &provider.namespace)
            && same(&self.kind, &provider.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let matches = |pattern: &str, address: &str| {
            ProviderPattern::parse(pattern).map(|pattern| pattern.matches(&ProviderAddr::parse(address).unwrap()))
        };
        assert_eq!(matches("hashicorp/aws", "hashicorp/aws"), Some(true));
        assert_eq!(matches("aws", "hashicorp/aws"), Some(true));
        assert_eq!(matches("hashicorp/*", "hashicorp/aws"), Some(true));
        assert_eq!(matches("hashicorp/*", "example.com/hashicorp/aws"), Some(false));
        assert_eq!(matches("*/*", "other/aws"), Some(true));
        assert_eq!(matches("*/*/*", "example.com/other/aws"), Some(true));
        assert_eq!(matches("example.com/*/*", "other/aws"), Some(false));
        for wrong in ["*", "", "a//b", "a/b/c/d", "a b/c"] {
            assert_eq!(matches(wrong, "hashicorp/aws"), None, "{wrong:?}");
        }
    }

    #[test]
    fn excluding_goes_before_including() {
        let pattern = |text| ProviderPattern::parse(text).unwrap();
        let method = InstallationMethod {
            source: Source::Direct,
            include: vec![pattern("hashicorp/*")],
            exclude: vec![pattern("hashicorp/aws")],
        };
        let is_for = |text| method.is_for(&ProviderAddr::parse(text).unwrap());
        assert!(is_for("hashicorp/null"));
        assert!(!is_for("hashicorp/aws"));
        assert!(!is_for("other/null"));
    }
}
