use std::fmt;
use std::sync::Arc;

use crate::{AddressError, ModuleAddr, ResourceAddr, ResourceId, parse};

/// Which instance of a resource or module call. In Terraform's order: none, then numbers, then strings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InstanceKey {
    /// The only one: neither `count` nor `for_each` is set.
    #[default]
    None,
    /// One of `count`, from 0.
    Index(usize),
    /// One of `for_each`.
    Key(Arc<str>),
}

impl InstanceKey {
    /// Whether it is the only one.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// `[0]`, `["key"]`, or nothing. Keys are quoted as HCL quotes them.
impl fmt::Display for InstanceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Index(index) => write!(f, "[{index}]"),
            Self::Key(key) => write!(f, "[{}]", parse::quote(key)),
        }
    }
}

/// One instance of a resource: `module.a.aws_subnet.public["a"]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InstanceAddr {
    /// The module instance that holds it.
    pub module: ModuleAddr,
    /// Which resource of that module.
    pub resource: ResourceId,
    /// Which instance of the resource.
    pub key: InstanceKey,
}

impl InstanceAddr {
    /// The resource, in the same module instance.
    #[must_use]
    pub fn resource_addr(&self) -> ResourceAddr {
        ResourceAddr { module: self.module.clone(), resource: self.resource.clone() }
    }

    /// Reads `module.a["k"].data.aws_ami.x[0]`.
    ///
    /// # Errors
    /// When the text is no address of a resource instance.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        parse::instance(text)
    }
}

impl fmt::Display for InstanceAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.resource_addr(), self.key)
    }
}
