use std::fmt;

use crate::{AddressError, InstanceAddr, ModuleAddr, ResourceAddr};

/// What an address on a command line selects: for `state list|mv|rm`, `--target` and `--exclude`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A module instance with all in it. Without a key at its end it is every instance of that call.
    Module(ModuleAddr),
    /// A resource with all its instances.
    Resource(ResourceAddr),
    /// One instance, named with its key. An address without one is read as [`Target::Resource`].
    Instance(InstanceAddr),
}

impl Target {
    /// Reads an address of a module, a resource or a resource instance.
    ///
    /// # Errors
    /// When the text is no such address.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        if let Ok(module) = ModuleAddr::parse(text)
            && !module.is_root()
        {
            return Ok(Self::Module(module));
        }
        let instance = InstanceAddr::parse(text)?;
        if instance.key.is_none() {
            return Ok(Self::Resource(instance.resource_addr()));
        }
        Ok(Self::Instance(instance))
    }

    /// Whether it selects an instance.
    #[must_use]
    pub fn contains(&self, instance: &InstanceAddr) -> bool {
        match self {
            Self::Module(module) => is_in_call(&instance.module, module),
            Self::Resource(resource) => resource.resource == instance.resource && resource.module == instance.module,
            Self::Instance(only) => only == instance,
        }
    }
}

/// Whether a module instance is `selected` or within it, where no key at the end stands for any.
fn is_in_call(module: &ModuleAddr, selected: &ModuleAddr) -> bool {
    let Some((call, outer)) = selected.0.split_last() else { return true };
    let Some(rest) = module.0.strip_prefix(outer) else { return false };
    rest.first().is_some_and(|step| step.name == call.name && (call.key.is_none() || step.key == call.key))
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Module(module) => module.fmt(f),
            Self::Resource(resource) => resource.fmt(f),
            Self::Instance(instance) => instance.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selects(target: &str, instance: &str) -> bool {
        Target::parse(target).unwrap().contains(&InstanceAddr::parse(instance).unwrap())
    }

    #[test]
    fn a_module_selects_all_within() {
        assert!(selects("module.a", "module.a.x.y"));
        assert!(selects("module.a", "module.a[0].module.b.x.y"));
        assert!(selects("module.a[0]", "module.a[0].module.b.x.y[\"k\"]"));
        assert!(selects("module.a[0].module.b", "module.a[0].module.b[2].x.y"));
        assert!(!selects("module.a[0]", "module.a[1].x.y"));
        assert!(!selects("module.a.module.b", "module.a[0].module.b.x.y"));
        assert!(!selects("module.a", "module.ab.x.y"));
        assert!(!selects("module.a", "x.y"));
    }

    #[test]
    fn a_resource_selects_its_instances() {
        assert!(selects("x.y", "x.y"));
        assert!(selects("x.y", "x.y[1]"));
        assert!(selects("data.x.y", "data.x.y[\"a\"]"));
        assert!(!selects("x.y", "data.x.y"));
        assert!(!selects("x.y", "module.a.x.y"));
        assert!(!selects("module.a.x.y", "module.a[0].x.y"));
        assert!(selects("x.y[1]", "x.y[1]"));
        assert!(!selects("x.y[1]", "x.y[0]"));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "x", "module", "module.a.x", "x.y.z", "x.y[", "x[0].y"] {
            assert!(Target::parse(text).is_err(), "{text:?}");
        }
        assert_eq!(Target::parse("module.a[\"b.c\"].x.y[0]").unwrap().to_string(), "module.a[\"b.c\"].x.y[0]");
    }
}
