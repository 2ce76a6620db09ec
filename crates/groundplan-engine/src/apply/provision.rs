//! Provisioners of objects that were just made, or that are about to be destroyed.

use std::sync::{Arc, Mutex, PoisonError};

use groundplan_address::{InstanceAddr, InstanceKey};
use groundplan_config::module::Provisioner;
use groundplan_diag::{Diagnostic, Diags};
use groundplan_value::Value;

use super::Applying;
use crate::graph::{ModuleIx, NodeKey, UnitIx};
use crate::host::{EventKind, LineSink};
use crate::plan::{Instance, ResourceChange};
use crate::provisioner::{self, LocalExec};
use crate::refactor::removed_block;
use crate::values::{ModuleScope, Repetition};

/// The object that provisioners are for.
struct Provisioned<'a> {
    unit: UnitIx,
    module: ModuleIx,
    addr: &'a InstanceAddr,
    provisioners: &'a [Provisioner],
    repetition: Repetition,
    value: &'a Value,
}

/// So much of what a command printed stands in the message about its failure.
const TOLD_OUTPUT: usize = 8 * 1024;

impl Applying {
    /// Runs the provisioners of an object that was just created.
    pub(super) async fn provision_created(&self, instance: &Instance<'_>, value: &Value) -> Result<(), Diags> {
        let made = Provisioned {
            unit: instance.unit,
            module: instance.module,
            addr: &instance.addr,
            provisioners: &instance.resource.provisioners,
            repetition: instance.repetition.clone(),
            value,
        };
        self.provision(&made, false).await
    }

    /// Runs the provisioners of an object that is about to be destroyed. Of its place in configuration they only see its key.
    pub(super) async fn provision_doomed(&self, unit: UnitIx, change: &ResourceChange) -> Result<(), Diags> {
        let Some((module, provisioners)) = self.declared_provisioners(unit, &change.addr) else { return Ok(()) };
        let repetition = match &change.addr.key {
            InstanceKey::None => Repetition::default(),
            InstanceKey::Index(at) => Repetition { index: Some(Value::number(*at)), each: None },
            InstanceKey::Key(key) => Repetition { index: None, each: Some((Value::string(key), Value::DYNAMIC)) },
        };
        let addr = &change.addr;
        let doomed = Provisioned { unit, module, addr, provisioners, repetition, value: &change.before };
        self.provision(&doomed, true).await
    }

    /// The provisioners of a resource, or of the `removed` block that it has left behind, and the module that holds them.
    fn declared_provisioners(&self, unit: UnitIx, addr: &InstanceAddr) -> Option<(ModuleIx, &[Provisioner])> {
        let session = &self.run.session;
        let declared = session.modules.at(unit, &addr.module.path()).and_then(|module| {
            let resource = session.modules.get(module).tree.module.resources.get(&addr.resource)?;
            Some((module, resource.provisioners.as_slice()))
        });
        declared.or_else(|| {
            let (module, block) = removed_block(session, unit, &addr.resource_addr())?;
            Some((module, block.provisioners.as_slice()))
        })
    }

    async fn provision(&self, object: &Provisioned<'_>, on_destroy: bool) -> Result<(), Diags> {
        for provisioner in object.provisioners.iter().filter(|it| it.on_destroy == on_destroy) {
            let exec = self.local_exec_of(object, provisioner).map_err(|errors| about(object, errors))?;
            let done = self.run_local_exec(object, provisioner, &exec).await;
            if let Err(error) = done
                && !provisioner.continue_on_failure
            {
                return Err(about(object, error.into()));
            }
        }
        Ok(())
    }

    fn local_exec_of(&self, object: &Provisioned<'_>, provisioner: &Provisioner) -> Result<LocalExec, Diags> {
        let scope = self.run.scope(object.module, &object.addr.module, &object.repetition);
        let key = NodeKey::Resource(object.module, object.addr.resource.clone());
        // Its own name means the object too, unless it is one of several.
        let by_name = (object.addr.key == InstanceKey::None).then_some((&key, object.value));
        let scope = ModuleScope { itself: Some(object.value), overlay: by_name, ..scope };
        let arguments = provisioner::arguments(provisioner, &scope)?;
        if !arguments.is_wholly_known() {
            return Err(Diagnostic::error("Configuration is not known")
                .detail("The provisioner's arguments still hold values that are not known.")
                .at(provisioner.span)
                .into());
        }
        Ok(LocalExec::new(provisioner, &arguments)?)
    }

    async fn run_local_exec(
        &self,
        object: &Provisioned<'_>,
        provisioner: &Provisioner,
        exec: &LocalExec,
    ) -> Result<(), Diagnostic> {
        let kind = provisioner.kind.name.clone();
        let event = |what| self.run.event(object.unit, object.addr, false, what);
        event(EventKind::ProvisionStart { provisioner: kind.clone() });
        let told = |line: &str| exec.hidden.unwrap_or(line).to_owned();
        let announcement = told(&exec.announcement);
        event(EventKind::ProvisionOutput { provisioner: kind.clone(), output: announcement });
        let printed: Arc<Mutex<String>> = Arc::default();
        let session = &self.run.session;
        let sink: LineSink = {
            let (printed, hidden, kind) = (printed.clone(), exec.hidden, kind.clone());
            let (session, unit, addr) = (session.clone(), object.unit, object.addr.clone());
            Arc::new(move |line: &str| {
                let output = hidden.unwrap_or(line).to_owned();
                session.event(unit, &addr, false, EventKind::ProvisionOutput { provisioner: kind.clone(), output });
                keep(&mut printed.lock().unwrap_or_else(PoisonError::into_inner), line);
            })
        };
        match session.host.local_exec(session.unit(object.unit), exec.command.clone(), sink).await {
            Ok(()) => {
                event(EventKind::ProvisionDone { provisioner: kind });
                Ok(())
            }
            Err(why) => {
                event(EventKind::ProvisionFailed { provisioner: kind });
                let detail = match exec.hidden {
                    Some(_) => format!(
                        "Error running the command: {why}. The command and its output are not shown, because its \
                         configuration holds a value that must not be shown."
                    ),
                    None => {
                        let printed = printed.lock().unwrap_or_else(PoisonError::into_inner);
                        format!("Error running command '{}': {why}. Output: {printed}", exec.text)
                    }
                };
                Err(Diagnostic::error("local-exec provisioner error").detail(detail).at(provisioner.span))
            }
        }
    }
}

/// Adds a line to what was printed; of too much only the end is kept.
fn keep(printed: &mut String, line: &str) {
    printed.push_str(line);
    printed.push('\n');
    if printed.len() > TOLD_OUTPUT {
        let mut start = printed.len() - TOLD_OUTPUT;
        while !printed.is_char_boundary(start) {
            start += 1;
        }
        printed.drain(..start);
    }
}

fn about(object: &Provisioned<'_>, diags: Diags) -> Diags {
    let addr = object.addr.to_string();
    diags.map(|diagnostic| if diagnostic.address.is_none() { diagnostic.about(addr.clone()) } else { diagnostic })
}
