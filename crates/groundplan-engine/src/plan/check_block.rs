use std::sync::Arc;

use groundplan_address::ResourceId;
use groundplan_config::module::{Check, Module};
use groundplan_diag::{Diagnostic, Diags, Severity};
use groundplan_state::CheckStatus;

use super::checks::{Checkable, Checked, Outcome};
use super::conditions::check_asserts;
use super::instance::Instance;
use super::options::Goal;
use super::run::Run;
use crate::graph::{ModuleIx, NodeId};
use crate::values::NodeResult;

impl Run {
    /// A `check` block: its assertions, which only warn.
    pub(crate) fn check_block(&self, node: NodeId, module: ModuleIx, name: &str) -> bool {
        let unit = self.unit_ix(module);
        let tree = self.session.modules.get(module).tree.clone();
        let Some(check) = tree.module.checks.get(name) else { return false };
        let mut clean = true;
        for instance in self.expanded(module) {
            let object = Checkable::named(unit, Checked::Check, &instance.addr, name);
            let status = self.check_status(&object);
            // Nothing is looked at while everything goes, and nothing can be said when the data source was not read.
            if self.options.goal == Goal::Destroy || matches!(status, Some(CheckStatus::Fail | CheckStatus::Error)) {
                continue;
            }
            let mut diags = Diags::new();
            let scope = self.scope(module, &instance.addr, &instance.repetition);
            let outcomes = check_asserts(&check.asserts, &scope, &mut diags);
            if self.options.goal == Goal::Validate {
                diags = diags.into_iter().filter(Diagnostic::is_error).collect();
            } else {
                self.checked(&object, outcomes);
            }
            clean &= self.report_all(unit, diags);
        }
        self.memo.set(node, NodeResult::Done);
        clean
    }

    /// Says of the `check` block that a data source stands in, if it stands in one, what reading it came to. Errors become
    /// warnings then: a check does not keep anything from going on.
    ///
    /// # Errors
    /// Those of a data source that stands in no `check` block.
    pub(crate) fn nested_read<T>(&self, instance: &Instance<'_>, result: Result<T, Diags>) -> Result<Option<T>, Diags> {
        let Some(object) = self.check_around(instance) else { return result.map(Some) };
        match result {
            Ok(value) => {
                self.checked(&object, vec![Outcome::PASS]);
                Ok(Some(value))
            }
            Err(diags) => {
                let message = Some(in_one(&diags));
                self.checked(&object, vec![Outcome { status: CheckStatus::Fail, message }]);
                let warnings = diags.map(|diagnostic| Diagnostic { severity: Severity::Warning, ..diagnostic });
                self.report_all(instance.unit, warnings);
                Ok(None)
            }
        }
    }

    /// The `check` block around a data source, if it stands in one.
    pub(crate) fn check_around(&self, instance: &Instance<'_>) -> Option<Checkable> {
        let module = &self.session.modules.get(instance.module).tree.module;
        let (name, _) = check_of(module, &instance.addr.resource)?;
        Some(Checkable::named(instance.unit, Checked::Check, &instance.addr.module, name))
    }
}

/// The `check` block that a data source stands in, if it stands in one.
pub(crate) fn check_of<'m>(module: &'m Module, id: &ResourceId) -> Option<(&'m Arc<str>, &'m Check)> {
    module.checks.iter().find(|(_, check)| check.data.as_ref() == Some(id))
}

/// All errors as one text.
fn in_one(diags: &Diags) -> String {
    let each = |diagnostic: &Diagnostic| match diagnostic.detail.as_str() {
        "" => diagnostic.summary.clone(),
        detail => format!("{}: {detail}", diagnostic.summary),
    };
    let texts: Vec<String> = diags.iter().map(each).collect();
    match texts.as_slice() {
        [one] => one.clone(),
        several => {
            let lines: String = several.iter().map(|text| format!("\n- {text}")).collect();
            format!("{} problems:\n{lines}", several.len())
        }
    }
}
