use std::sync::Arc;

use groundplan_address::{InstanceAddr, InstanceKey, Mode, ModuleAddr, ModuleStep, ResourceId};
use groundplan_diag::{Diagnostic, Span};
use groundplan_lang::syntax::{Step, Traversal};

/// What `moved`, `import` and `removed` blocks speak of, as seen from their module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A module call, or one of its instances.
    Module(ModuleAddr),
    /// A resource, or one of its instances.
    Resource(InstanceAddr),
}

impl Target {
    /// Reads `module.a[0].aws_vpc.main["k"]` and the like.
    ///
    /// # Errors
    /// When the traversal is no address; the diagnostic points at it.
    pub fn parse(traversal: &Traversal) -> Result<Self, Diagnostic> {
        let mut words = Words { traversal, at: 0 };
        let mut module = ModuleAddr::root();
        let mut first = words.name();
        while first.as_deref() == Some("module") {
            let Some(name) = words.name() else {
                return Err(invalid("Prefix \"module.\" must be followed by a module name.", traversal));
            };
            module.0.push(ModuleStep { name, key: words.key()? });
            first = words.name();
            if first.is_none() {
                words.end()?;
                return Ok(Self::Module(module));
            }
        }
        let (mode, kind) = match first.as_deref() {
            Some("data") => (Mode::Data, words.name()),
            Some("ephemeral") => (Mode::Ephemeral, words.name()),
            _ => (Mode::Managed, first),
        };
        let (Some(kind), Some(name)) = (kind, words.name()) else {
            return Err(invalid("A resource's address must have a resource type and a name.", traversal));
        };
        let key = words.key()?;
        words.end()?;
        Ok(Self::Resource(InstanceAddr { module, resource: ResourceId { mode, kind, name }, key }))
    }
}

/// The parts of a traversal, taken one after the other.
struct Words<'a> {
    traversal: &'a Traversal,
    at: usize,
}

impl Words<'_> {
    fn name(&mut self) -> Option<Arc<str>> {
        let name = match self.at.checked_sub(1) {
            None => self.traversal.root.name.clone(),
            Some(step) => match self.traversal.steps.get(step)? {
                Step::Attr(name, _) => name.clone(),
                Step::Key(..) | Step::Index(..) => return None,
            },
        };
        self.at += 1;
        Some(name)
    }

    fn step(&self) -> Option<&Step> {
        self.traversal.steps.get(self.at.checked_sub(1)?)
    }

    fn key(&mut self) -> Result<InstanceKey, Diagnostic> {
        let key = match self.step() {
            Some(Step::Key(key, _)) => InstanceKey::Key(key.clone()),
            Some(Step::Index(number, span)) => match number.to_usize() {
                Some(index) => InstanceKey::Index(index),
                None => return Err(invalid_at("An instance key must be a whole number or a string.", *span)),
            },
            _ => return Ok(InstanceKey::None),
        };
        self.at += 1;
        Ok(key)
    }

    fn end(&self) -> Result<(), Diagnostic> {
        match self.step() {
            None => Ok(()),
            Some(step) => Err(invalid_at("Unexpected extra operators after address.", step.span())),
        }
    }
}

fn invalid(detail: &str, traversal: &Traversal) -> Diagnostic {
    invalid_at(detail, traversal.span())
}

fn invalid_at(detail: &str, span: Span) -> Diagnostic {
    Diagnostic::error("Invalid address").detail(detail).at(span)
}
