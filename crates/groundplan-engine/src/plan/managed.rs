use groundplan_address::{InstanceAddr, Mode};
use groundplan_config::module::Resource;
use groundplan_diag::{Diagnostic, Diags, Severity};
use groundplan_value::{Marks, Type, Value};

use super::action::Forced;
use super::change::{Action, ResourceChange};
use super::checks::{Checkable, Outcome};
use super::conditions::check_conditions;
use super::ephemeral;
use super::instance::Instance;
use super::options::Goal;
use super::run::Run;
use super::stored::{Attached, StoredAt};
use crate::decode::decode;
use crate::host::EventKind;
use crate::provisioner::arguments;
use crate::refactor::Wanted;
use crate::values::ModuleScope;

impl Run {
    /// Plans an instance that configuration declares. Gives the object as it will be.
    pub(crate) async fn plan_managed(&self, instance: &Instance<'_>, wanted: Option<&Wanted>) -> Result<Value, Diags> {
        self.preconditions(instance)?;
        let config = self.config_of(instance)?;
        let mut at = stored_at(instance);
        let is_there = self.prior(instance.unit).state.object(&instance.addr, None).is_some();
        if is_there {
            at.attached = Some(self.attached(instance));
        }
        // What is managed already is not imported again.
        let wanted = wanted.filter(|_| !is_there);
        let prior = match wanted {
            Some(wanted) => Some(self.take_over(instance, wanted).await?),
            None if is_there => self.read_stored(&at).await?,
            None => self.look_for(instance).await?,
        };
        let forced = match self.triggered(instance)? {
            true => Forced::ByTriggers,
            false if self.is_to_be_replaced(instance) => Forced::ByRequest,
            false => Forced::No,
        };
        let planned = self.plan_change(instance, config, prior.as_ref(), forced).await?;
        if planned.action.is_replace() && instance.resource.lifecycle.prevent_destroy {
            return Err(prevented(&instance.addr, instance.resource, "replaced").into());
        }
        if planned.action == Action::NoOp {
            self.settle_dependencies(&at);
        } else {
            self.event(instance.unit, &instance.addr, false, EventKind::Planned(planned.action));
        }
        let before = prior.as_ref().map_or_else(|| Value::null(Type::Dynamic), |prior| prior.state.value.clone());
        let before = if before.is_null() { Value::null(instance.schema.block.value_type()) } else { before };
        self.report_all(instance.unit, planned.diags);
        let after = planned.after.clone();
        let change = ResourceChange {
            addr: instance.addr.clone(),
            previous: self.prior(instance.unit).previous(&instance.addr, None),
            deposed: None,
            provider: instance.provider_addr.clone(),
            schema: instance.schema.clone(),
            action: planned.action,
            reason: planned.reason,
            before,
            after: planned.after,
            private: planned.private,
            replace_paths: planned.replace_paths,
            importing: wanted.map(|wanted| wanted.id.clone()),
            offline: instance.offline,
            configured: instance.provider.clone(),
        };
        self.with_unit(instance.unit, |unit| unit.changes.push(change));
        self.check_provisioners(instance, &after)?;
        self.postconditions(instance, &after)?;
        Ok(after)
    }

    fn attached(&self, instance: &Instance<'_>) -> Attached {
        Attached {
            dependencies: self.session.stored_dependencies(instance.node),
            creates_first: self.session.creates_first(instance.node),
        }
    }

    /// The configuration of an instance, decoded; nothing in it that must not be stored, except where nothing is stored.
    pub(crate) fn config_of(&self, instance: &Instance<'_>) -> Result<Value, Diags> {
        let mut diags = Diags::new();
        let scope = self.scope(instance.module, &instance.addr.module, &instance.repetition);
        let resource = instance.resource;
        let config = decode(&resource.body, &instance.schema.block, resource.span, &scope, &mut diags);
        self.secrets.learn(&config);
        if resource.id.mode != Mode::Ephemeral {
            ephemeral::check(&instance.schema.block, &config, &resource.body, resource.span, &mut diags);
        }
        if diags.has_errors() { Err(instance.about(diags)) } else { Ok(config) }
    }

    pub(crate) fn preconditions(&self, instance: &Instance<'_>) -> Result<(), Diags> {
        let mut diags = Diags::new();
        let scope = self.scope(instance.module, &instance.addr.module, &instance.repetition);
        let conditions = &instance.resource.lifecycle.preconditions;
        let outcomes = check_conditions(conditions, "Resource precondition", self.severity(), &scope, &mut diags);
        self.conditions_checked(instance, outcomes);
        self.without_errors(instance, diags)
    }

    pub(crate) fn postconditions(&self, instance: &Instance<'_>, value: &Value) -> Result<(), Diags> {
        let mut diags = Diags::new();
        let scope = self.scope(instance.module, &instance.addr.module, &instance.repetition);
        let scope = ModuleScope { itself: Some(value), ..scope };
        let conditions = &instance.resource.lifecycle.postconditions;
        let outcomes = check_conditions(conditions, "Resource postcondition", self.severity(), &scope, &mut diags);
        self.conditions_checked(instance, outcomes);
        self.without_errors(instance, diags)
    }

    /// How bad it is that a condition does not hold: where nothing is changed, it must not keep anyone from taking notice.
    pub(crate) fn severity(&self) -> Severity {
        if self.options.goal == Goal::Refresh { Severity::Warning } else { Severity::Error }
    }

    fn without_errors(&self, instance: &Instance<'_>, diags: Diags) -> Result<(), Diags> {
        let diags = instance.about(diags);
        if diags.has_errors() {
            return Err(diags);
        }
        self.report_all(instance.unit, diags);
        Ok(())
    }

    /// Keeps what conditions came to; with none of them, that there is an instance that has some.
    pub(crate) fn conditions_checked(&self, instance: &Instance<'_>, outcomes: Vec<Outcome>) {
        let lifecycle = &instance.resource.lifecycle;
        if !lifecycle.preconditions.is_empty() || !lifecycle.postconditions.is_empty() {
            self.checked(&Checkable::resource(instance), outcomes);
        }
    }

    /// Checks the arguments of provisioners, as far as they are known.
    fn check_provisioners(&self, instance: &Instance<'_>, value: &Value) -> Result<(), Diags> {
        let scope = self.scope(instance.module, &instance.addr.module, &instance.repetition);
        let unknown = super::unknown_object(&instance.schema);
        for provisioner in &instance.resource.provisioners {
            let itself = if provisioner.on_destroy { &unknown } else { value };
            let scope = ModuleScope { itself: Some(itself), ..scope };
            arguments(provisioner, &scope).map_err(|errors| instance.about(errors))?;
        }
        Ok(())
    }

    /// Checks an instance against schema and provider, without state.
    pub(crate) async fn validate_instance(&self, instance: &Instance<'_>) -> Result<Value, Diags> {
        debug_assert_eq!(self.options.goal, Goal::Validate);
        let config = self.config_of(instance)?.unmark_deep();
        let diags = self.validated(instance, config).await?;
        self.report_all(instance.unit, diags);
        let unknown = super::unknown_object(&instance.schema);
        self.check_provisioners(instance, &unknown)?;
        self.validate_conditions(instance, &unknown)?;
        let is_ephemeral = instance.addr.resource.mode == Mode::Ephemeral;
        Ok(if is_ephemeral { unknown.mark(Marks::EPHEMERAL) } else { unknown })
    }

    /// Checks that conditions can be evaluated. Whether they hold is no question of configuration alone.
    fn validate_conditions(&self, instance: &Instance<'_>, unknown: &Value) -> Result<(), Diags> {
        let lifecycle = &instance.resource.lifecycle;
        let mut found = Diags::new();
        let scope = self.scope(instance.module, &instance.addr.module, &instance.repetition);
        check_conditions(&lifecycle.preconditions, "Resource precondition", Severity::Warning, &scope, &mut found);
        let scope = ModuleScope { itself: Some(unknown), ..scope };
        check_conditions(&lifecycle.postconditions, "Resource postcondition", Severity::Warning, &scope, &mut found);
        let errors: Diags = found.into_iter().filter(Diagnostic::is_error).collect();
        if errors.has_errors() { Err(instance.about(errors)) } else { Ok(()) }
    }

    /// Lets the provider check a configuration. Gives its warnings.
    pub(crate) async fn validated(&self, instance: &Instance<'_>, config: Value) -> Result<Diags, Diags> {
        let kind = &instance.addr.resource.kind;
        let provider = &instance.provider;
        let answer = match instance.addr.resource.mode {
            Mode::Managed => provider.validate_resource(kind, config).await,
            Mode::Data => provider.validate_data_source(kind, config).await,
            Mode::Ephemeral => provider.validate_ephemeral(kind, config).await,
        };
        let answer = answer.map_err(|error| instance.no_answer(error))?;
        let failed = answer.has_errors();
        let diags = instance.pinned(answer.diagnostics);
        if failed { Err(diags) } else { Ok(diags) }
    }
}

pub(crate) fn prevented(addr: &InstanceAddr, resource: &Resource, what: &str) -> Diagnostic {
    Diagnostic::error("Instance cannot be destroyed")
        .detail(format!("Resource {addr} has lifecycle.prevent_destroy set, but the plan calls for it to be {what}."))
        .about(addr.to_string())
        .at(resource.span)
        .help("to go on, take lifecycle.prevent_destroy out, or change what makes the plan destroy it")
}

pub(crate) fn stored_at<'a>(instance: &'a Instance<'_>) -> StoredAt<'a> {
    StoredAt {
        unit: instance.unit,
        addr: &instance.addr,
        deposed: None,
        provider: &instance.provider,
        offline: instance.offline,
        provider_addr: &instance.provider_addr,
        schema: &instance.schema,
        span: instance.resource.span,
        attached: None,
    }
}
