use groundplan_address::{InstanceAddr, Target};

use super::ToolError;
use crate::{Attributes, Instance, InstanceObject, State};

impl State {
    /// The addresses of the instances that the targets select, or of all when there are none: the root module's first, then
    /// by depth, as `terraform state list` prints them. An instance that two targets select comes once.
    ///
    /// # Errors
    /// When a target selects nothing.
    pub fn list(&self, targets: &[Target]) -> Result<Vec<InstanceAddr>, ToolError> {
        if let Some(target) = targets.iter().find(|target| !self.has(target)) {
            return Err(ToolError::Nothing(target.to_string()));
        }
        let mut selected: Vec<_> = self.select(targets).collect();
        selected.sort_by(|a, b| a.module.0.len().cmp(&b.module.0.len()).then_with(|| a.cmp(b)));
        Ok(selected)
    }

    /// The instance at an address, for `state show`.
    ///
    /// # Errors
    /// When there is none.
    pub fn show(&self, addr: &InstanceAddr) -> Result<&Instance, ToolError> {
        self.instance(addr).ok_or_else(|| ToolError::Nothing(addr.to_string()))
    }

    /// Forgets the instances that the targets select, deposed objects included, and says which they were. Nothing happens to
    /// the real objects.
    ///
    /// # Errors
    /// When none of the targets selects anything.
    pub fn forget(&mut self, targets: &[Target]) -> Result<Vec<InstanceAddr>, ToolError> {
        let targets: Vec<_> = targets.iter().filter(|target| self.has(target)).cloned().collect();
        if targets.is_empty() {
            return Err(ToolError::NothingSelected);
        }
        let selected = self.list(&targets)?;
        for addr in &selected {
            self.take_instance(addr);
        }
        Ok(selected)
    }

    fn has(&self, target: &Target) -> bool {
        self.instances().any(|(addr, _)| target.contains(&addr))
    }

    fn select(&self, targets: &[Target]) -> impl Iterator<Item = InstanceAddr> {
        let selected = |addr: &InstanceAddr| targets.is_empty() || targets.iter().any(|target| target.contains(addr));
        self.instances().map(|(addr, _)| addr).filter(selected)
    }
}

impl InstanceObject {
    /// The object's `id` attribute, which most providers give to what they make.
    #[must_use]
    pub fn id(&self) -> Option<String> {
        match &self.attributes {
            Attributes::Json(json) => json.to_value().ok()?.get("id")?.as_str().map(str::to_owned),
            Attributes::Flat(flat) => flat.get("id").cloned(),
        }
    }
}
