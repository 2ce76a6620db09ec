use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use groundplan_address::ProviderAddr;
use groundplan_fetch::hcl::{Body, Item, SyntaxError, parse};
use semver::Version;

use super::{LockFile, LockFileError, LockedProvider};
use crate::install::{PackageHash, VersionConstraints};

impl LockFile {
    /// Reads a lock file; one that does not exist locks nothing.
    ///
    /// # Errors
    /// When it cannot be read or is not valid.
    pub fn read(file: &Path) -> Result<Self, LockFileError> {
        match std::fs::read_to_string(file) {
            Ok(text) => Self::parse(&text)
                .map_err(|error| LockFileError::Invalid { file: file.to_owned(), reason: error.to_string() }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(cause) => Err(LockFileError::Read { file: file.to_owned(), cause }),
        }
    }

    fn parse(text: &str) -> Result<Self, SyntaxError> {
        let mut lock = Self::default();
        for item in &parse(text)?.items {
            match item.name() {
                "provider" => {
                    for (source, body) in item.labelled()? {
                        let provider = provider(item, source)?;
                        let locked = locked(item, body)?;
                        if lock.providers.insert(provider, locked).is_some() {
                            return Err(item.error(format!("there is a second block for {source:?}")));
                        }
                    }
                }
                // Kept free by Terraform for locking modules one day.
                "module" => {}
                other => return Err(item.error(format!("{other:?} is unknown; there are provider blocks"))),
            }
        }
        Ok(lock)
    }
}

fn provider(item: &Item, source: &str) -> Result<ProviderAddr, SyntaxError> {
    let provider = ProviderAddr::parse(source).map_err(|error| item.error(error.to_string()))?;
    if provider.to_string() != source {
        return Err(item.error(format!("{source:?} must be written in full: {:?}", provider.to_string())));
    }
    Ok(provider)
}

fn locked(block: &Item, body: &Body) -> Result<LockedProvider, SyntaxError> {
    let (mut version, mut constraints, mut hashes) = (None, VersionConstraints::default(), BTreeSet::new());
    for item in &body.items {
        match item.name() {
            "version" => {
                let text = item.text()?;
                version = Some(Version::parse(text).map_err(|_| item.error(format!("{text:?} is not a version")))?);
            }
            "constraints" => {
                constraints = VersionConstraints::parse(item.text()?).map_err(|error| item.error(error.to_string()))?;
            }
            "hashes" => {
                let hash = |text: &str| {
                    PackageHash::parse(text)
                        .ok_or_else(|| item.error(format!("{text:?} is not a hash such as \"h1:…\"")))
                };
                hashes = item.texts()?.into_iter().map(hash).collect::<Result<_, _>>()?;
            }
            other => return Err(item.error(format!("a locked provider has no argument {other:?}"))),
        }
    }
    let version = version.ok_or_else(|| block.error("the argument \"version\" is missing"))?;
    Ok(LockedProvider { version, constraints, hashes })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn what_is_not_changed_stays_as_it_is() {
        let text = r#"# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "example.com/acme/fake" {
  version = "1.0.0-beta.1"
}

provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.100.0"
  constraints = ">= 5.0.0, != 5.99.1, ~> 5.100"
  hashes = [
    "h1:edXOJWE4ORX8Fm+dpVpICzMZJat4AX0VRCAy/xkcOc0=",
    "h9:a scheme of the future",
    "zh:054b8dd49f0549c9a7cc27d159e45327b7b65cf404da5e5a20da154b90b8a644",
  ]
}
"#;
        assert_eq!(LockFile::parse(text).unwrap().to_string(), text);
    }

    #[test]
    fn what_is_not_valid_is_said_with_its_line() {
        let block = |arguments: &str| format!("\nprovider \"registry.terraform.io/a/b\" {{\n{arguments}\n}}\n");
        let texts = [
            block(""),
            block("version = \"1\""),
            block("version = 1.0.0\nhashes = [\"abc\"]"),
            block("version = \"1.0.0\"\nconstraints = \"=> 1\""),
            block("versions = \"1.0.0\""),
            block("version = \"1.0.0\"") + &block("version = \"1.0.0\""),
            "provider \"a/b\" {\nversion = \"1.0.0\"\n}".into(),
            "resource \"a\" {}".into(),
        ];
        let errors: String = texts.iter().map(|text| LockFile::parse(text).unwrap_err().to_string() + "\n").collect();
        expect![[r#"
            line 2: the argument "version" is missing
            line 3: "1" is not a version
            line 4: "abc" is not a hash such as "h1:…"
            line 4: "=> 1" is not a version constraint: the operator is written ">="
            line 3: a locked provider has no argument "versions"
            line 6: there is a second block for "registry.terraform.io/a/b"
            line 1: "a/b" must be written in full: "registry.terraform.io/a/b"
            line 1: "resource" is unknown; there are provider blocks
        "#]]
        .assert_eq(&errors);
    }
}
