use std::fmt;
use std::sync::Arc;

use crate::{AddressError, ModulePath};

/// Where a provider comes from: `registry.terraform.io/hashicorp/aws`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProviderAddr {
    /// Host name of the registry.
    pub hostname: Arc<str>,
    /// Namespace.
    pub namespace: Arc<str>,
    /// The provider's own name, its type: `aws`.
    pub kind: Arc<str>,
}

impl ProviderAddr {
    /// The host that addresses without one mean.
    pub const DEFAULT_HOST: &'static str = "registry.terraform.io";

    /// The provider that a bare local name means: `hashicorp/NAME`, and Terraform's own for `terraform`.
    #[must_use]
    pub fn implied(name: &str) -> Self {
        if name == "terraform" {
            return Self { hostname: "terraform.io".into(), namespace: "builtin".into(), kind: name.into() };
        }
        Self { hostname: Self::DEFAULT_HOST.into(), namespace: "hashicorp".into(), kind: name.into() }
    }

    /// Whether it is built into Terraform: `terraform.io/builtin/terraform`.
    #[must_use]
    pub fn is_builtin(&self) -> bool {
        &*self.hostname == "terraform.io" && &*self.namespace == "builtin"
    }

    /// Reads `[HOST/]NAMESPACE/TYPE` or `TYPE`.
    ///
    /// # Errors
    /// When the text has another form.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let wrong = || AddressError::new(text, "a provider's source is written [HOSTNAME/]NAMESPACE/TYPE");
        let parts: Vec<&str> = text.split('/').collect();
        let valid = |part: &&str| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
        };
        if !parts.iter().all(valid) {
            return Err(wrong());
        }
        let lower = |part: &str| Arc::<str>::from(part.to_ascii_lowercase());
        match parts.as_slice() {
            [kind] => Ok(Self::implied(&lower(kind))),
            [namespace, kind] => {
                Ok(Self { hostname: Self::DEFAULT_HOST.into(), namespace: lower(namespace), kind: lower(kind) })
            }
            [host, namespace, kind] => {
                Ok(Self { hostname: lower(host), namespace: lower(namespace), kind: lower(kind) })
            }
            _ => Err(wrong()),
        }
    }

    /// As people write it: without the default host, and without `hashicorp/`.
    #[must_use]
    pub fn short(&self) -> String {
        if &*self.hostname == Self::DEFAULT_HOST {
            format!("{}/{}", self.namespace, self.kind)
        } else {
            self.to_string()
        }
    }
}

impl fmt::Display for ProviderAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.hostname, self.namespace, self.kind)
    }
}

/// A provider configuration: of a module, a provider, and its alias if it has one. States name it
/// `module.a.provider["registry.terraform.io/hashicorp/aws"].alias`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProviderConfigAddr {
    /// The module that holds the `provider` block.
    pub module: ModulePath,
    /// The provider.
    pub provider: ProviderAddr,
    /// The alias.
    pub alias: Option<Arc<str>>,
}

impl ProviderConfigAddr {
    /// Reads the form that states hold.
    ///
    /// # Errors
    /// When the text has another form.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let wrong =
            || AddressError::new(text, "a provider configuration is written [MODULE.]provider[\"SOURCE\"][.ALIAS]");
        let at = text.find("provider[\"").ok_or_else(wrong)?;
        let (module, rest) = (&text[..at], &text[at + "provider[\"".len()..]);
        let (source, rest) = rest.split_once("\"]").ok_or_else(wrong)?;
        let alias = match rest.strip_prefix('.') {
            Some(alias) if !alias.is_empty() => Some(alias.into()),
            None if rest.is_empty() => None,
            _ => return Err(wrong()),
        };
        let mut path = ModulePath::root();
        let mut parts = module.split('.').filter(|part| !part.is_empty());
        while let Some(word) = parts.next() {
            let name = parts.next().filter(|_| word == "module").ok_or_else(wrong)?;
            path = path.child(name);
        }
        Ok(Self { module: path, provider: ProviderAddr::parse(source)?, alias })
    }
}

impl fmt::Display for ProviderConfigAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.module.is_root() {
            write!(f, "{}.", self.module)?;
        }
        write!(f, "provider[\"{}\"]", self.provider)?;
        self.alias.as_ref().map_or(Ok(()), |alias| write!(f, ".{alias}"))
    }
}
