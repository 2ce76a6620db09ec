use std::fmt;
use std::sync::Arc;

use crate::{AddressError, InstanceAddr, InstanceKey, ModuleAddr, ModulePath, parse};

/// The kinds of resource. In Terraform's order: data sources sort before managed resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// A `data` block: read, never changed.
    Data,
    /// A `resource` block.
    Managed,
    /// An `ephemeral` block: opened and closed within a run, never stored.
    Ephemeral,
}

/// A resource within its module: `aws_vpc.main`, `data.aws_ami.x`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResourceId {
    /// Managed, data or ephemeral.
    pub mode: Mode,
    /// The resource type: `aws_vpc`.
    pub kind: Arc<str>,
    /// The name.
    pub name: Arc<str>,
}

impl ResourceId {
    /// A managed resource.
    #[must_use]
    pub fn managed(kind: impl Into<Arc<str>>, name: impl Into<Arc<str>>) -> Self {
        Self { mode: Mode::Managed, kind: kind.into(), name: name.into() }
    }

    /// A data source.
    #[must_use]
    pub fn data(kind: impl Into<Arc<str>>, name: impl Into<Arc<str>>) -> Self {
        Self { mode: Mode::Data, kind: kind.into(), name: name.into() }
    }

    /// The resource in configuration, as `dependencies` in states name it: `module.a.aws_vpc.main`.
    #[must_use]
    pub fn in_path(&self, path: &ModulePath) -> String {
        if path.is_root() { self.to_string() } else { format!("{path}.{self}") }
    }
}

impl fmt::Display for ResourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = match self.mode {
            Mode::Managed => "",
            Mode::Data => "data.",
            Mode::Ephemeral => "ephemeral.",
        };
        write!(f, "{prefix}{}.{}", self.kind, self.name)
    }
}

/// A resource in one instance of its module: `module.a[0].aws_vpc.main`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResourceAddr {
    /// The module instance.
    pub module: ModuleAddr,
    /// Which resource of it.
    pub resource: ResourceId,
}

impl ResourceAddr {
    /// One instance of it.
    #[must_use]
    pub fn instance(&self, key: InstanceKey) -> InstanceAddr {
        InstanceAddr { module: self.module.clone(), resource: self.resource.clone(), key }
    }

    /// Reads `module.a.aws_vpc.main`.
    ///
    /// # Errors
    /// When the text is no address of a resource, or has an instance key at its end.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        parse::resource(text)
    }
}

impl fmt::Display for ResourceAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.module.is_root() { self.resource.fmt(f) } else { write!(f, "{}.{}", self.module, self.resource) }
    }
}
