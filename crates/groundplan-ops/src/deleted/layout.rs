use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_config::live::{Unit, UnitBackend, UnitRole};
use groundplan_diag::Span;
use groundplan_value::Value;

/// How a group of units name their states: all that is the same, with the unit's path in the middle of one argument.
#[derive(Clone)]
pub(super) struct Layout {
    kind: Arc<str>,
    config: Value,
    role: Option<UnitRole>,
    workspace: Arc<str>,
    span: Span,
    argument: &'static str,
    /// What stands before the unit's path in that argument.
    pub(super) before: String,
    /// What stands behind it.
    after: String,
}

/// Where Terraform keeps the states of other workspaces.
const WORKSPACES: &str = "env:/";

impl Layout {
    /// The layouts of units; those whose state is not named by their path have none.
    pub(super) fn of<'a>(units: impl IntoIterator<Item = &'a Unit>) -> Vec<Self> {
        let mut found: BTreeMap<String, Self> = BTreeMap::new();
        for unit in units {
            if let Some(layout) = Self::of_one(unit) {
                let example = layout.backend("").config;
                found.entry(format!("{} {example:?}", layout.kind)).or_insert(layout);
            }
        }
        found.into_values().collect()
    }

    fn of_one(unit: &Unit) -> Option<Self> {
        let backend = &unit.backend;
        let argument = match &*backend.kind {
            "s3" => "key",
            "local" => "path",
            _ => return None,
        };
        let text = backend.config.get_attr(argument)?.as_str()?.clone();
        let path = &*unit.path.0;
        let is_whole = |at: &usize| {
            let before = text.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with('/'));
            let after = text.get(at + path.len()..).unwrap_or_default();
            before && (after.starts_with('/') || after.starts_with('.'))
        };
        let at = text.match_indices(path).map(|(at, _)| at).find(is_whole)?;
        let before = text.get(..at)?.to_owned();
        let after = text.get(at + path.len()..)?.to_owned();
        // A relative path is meant from the unit's own folder, so that states of others cannot be found by it; and those of
        // workspaces all lie there.
        if &*backend.kind == "local" && (!before.starts_with('/') || backend.other_workspace().is_some()) {
            return None;
        }
        let (kind, config) = (backend.kind.clone(), backend.config.clone());
        let (role, workspace) = (backend.role.clone(), backend.workspace.clone());
        Some(Self { kind, config, role, workspace, span: backend.span, argument, before, after })
    }

    /// Whether the states are files on this machine.
    pub(super) fn is_local(&self) -> bool {
        &*self.kind == "local"
    }

    /// The backend of the unit at a path.
    pub(super) fn backend(&self, path: &str) -> UnitBackend {
        let mut config = self.config.as_map().cloned().unwrap_or_default();
        config.insert(self.argument.into(), Value::string(format!("{}{path}{}", self.before, self.after)));
        UnitBackend {
            kind: self.kind.clone(),
            config: Value::object(config),
            role: self.role.clone(),
            workspace: self.workspace.clone(),
            span: self.span,
        }
    }

    /// The path of the unit whose state is kept under a name.
    pub(super) fn unit<'a>(&self, name: &'a str) -> Option<&'a str> {
        let path = name.strip_prefix(&*self.before)?.strip_suffix(&*self.after)?;
        let is_path = path.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
        (is_path && !path.starts_with(WORKSPACES)).then_some(path)
    }
}
