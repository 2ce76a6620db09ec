use std::fmt;
use std::sync::Arc;

use crate::{AddressError, InstanceKey, parse};

/// A module in configuration, whatever its instances: the names of the calls from the root. Empty for the root module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModulePath(pub Vec<Arc<str>>);

impl ModulePath {
    /// The root module.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// Whether it is the root module.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The module called `name` in this one.
    #[must_use]
    pub fn child(&self, name: impl Into<Arc<str>>) -> Self {
        let mut names = self.0.clone();
        names.push(name.into());
        Self(names)
    }

    /// The module that calls this one, and the name of the call. `None` for the root module.
    #[must_use]
    pub fn parent(&self) -> Option<(Self, &Arc<str>)> {
        let (name, rest) = self.0.split_last()?;
        Some((Self(rest.to_vec()), name))
    }
}

/// `module.a.module.b`; nothing for the root module.
impl fmt::Display for ModulePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, name) in self.0.iter().enumerate() {
            write!(f, "{}module.{name}", if at == 0 { "" } else { "." })?;
        }
        Ok(())
    }
}

/// A module call and which of its instances.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModuleStep {
    /// The name of the call.
    pub name: Arc<str>,
    /// Which instance.
    pub key: InstanceKey,
}

/// One instance of a module: the calls from the root, each with its instance key. Empty for the root module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModuleAddr(pub Vec<ModuleStep>);

impl ModuleAddr {
    /// The root module.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// Whether it is the root module.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// An instance of the module called `name` in this one.
    #[must_use]
    pub fn child(&self, name: impl Into<Arc<str>>, key: InstanceKey) -> Self {
        let mut steps = self.0.clone();
        steps.push(ModuleStep { name: name.into(), key });
        Self(steps)
    }

    /// The module instance that calls this one. `None` for the root module.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (_, rest) = self.0.split_last()?;
        Some(Self(rest.to_vec()))
    }

    /// The module in configuration.
    #[must_use]
    pub fn path(&self) -> ModulePath {
        ModulePath(self.0.iter().map(|step| step.name.clone()).collect())
    }

    /// Whether this is the other or lies within it.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// Reads `module.a["k"].module.b`; the empty text is the root module.
    ///
    /// # Errors
    /// When the text is no address of a module instance.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        parse::module(text)
    }
}

/// `module.a["k"].module.b[0]`; nothing for the root module.
impl fmt::Display for ModuleAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            write!(f, "{}module.{}{}", if at == 0 { "" } else { "." }, step.name, step.key)?;
        }
        Ok(())
    }
}
