use groundplan_address::InstanceAddr;
use groundplan_diag::Diagnostic;

use super::change::Action;
use super::instance::Instance;
use super::run::Run;
use crate::graph::UnitIx;

impl Run {
    /// Whether the user asked for an instance to be replaced.
    pub(crate) fn is_to_be_replaced(&self, instance: &Instance<'_>) -> bool {
        let path = &self.session.unit(instance.unit).path;
        self.options.replace.iter().any(|wanted| wanted.may_be_in(path) && wanted.what == instance.addr)
    }

    /// Says which of the wishes to replace came to nothing.
    pub(crate) fn say_what_is_not_replaced(&self) {
        for wanted in &self.options.replace {
            let units = self.session.units.iter().enumerate().filter(|(_, unit)| wanted.may_be_in(&unit.path));
            let units: Vec<UnitIx> = units.map(|(at, _)| UnitIx::at(at)).collect();
            let comes_anew = |unit: &UnitIx| {
                let anew = |unit: &mut super::run::FoundUnit| {
                    let change = unit.changes.of_instance(&wanted.what);
                    change.is_some_and(|change| change.action.is_replace() || change.action == Action::Create)
                };
                self.with_unit(*unit, anew).unwrap_or_default()
            };
            if units.iter().any(comes_anew) {
                continue;
            }
            let others: Vec<String> =
                units.iter().flat_map(|unit| self.instances_beside(*unit, &wanted.what)).collect();
            let warning = Diagnostic::warning("Nothing to replace")
                .detail(format!("No instance {} is planned, so there is none to replace.", wanted.what));
            self.report(if others.is_empty() {
                warning
            } else {
                warning.help(format!("name one of the instances of that resource: {}", others.join(", ")))
            });
        }
    }

    fn instances_beside(&self, unit: UnitIx, addr: &InstanceAddr) -> Vec<String> {
        let resource = addr.resource_addr();
        let found = |unit: &mut super::run::FoundUnit| {
            unit.changes.of_resource(&resource).map(|change| change.addr.to_string()).collect()
        };
        self.with_unit(unit, found).unwrap_or_default()
    }
}
