use std::sync::Arc;

use groundplan_address::{InstanceAddr, ProviderConfigAddr};
use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_provider::{AttributeDiagnostic, ObjectState, Provider, ReadRequest, Schema};
use groundplan_state::{Attributes, Change, DeposedKey, InstanceObject, ObjectStatus};
use groundplan_value::{Type, Value};

use super::change::Drift;
use super::marks::{copy_marks, mark_sensitive};
use super::run::Run;
use crate::graph::UnitIx;
use crate::host::EventKind;
use crate::objects::{mark_stored, private_of, shown_id, to_stored};

/// An object that the state holds, read as a value and, if wanted, as it is now.
#[derive(Clone)]
pub(crate) struct Prior {
    /// As it is, with marks; null when it is gone.
    pub(crate) state: ObjectState,
    pub(crate) tainted: bool,
}

/// Which object of the state, and what is needed to read it.
pub(crate) struct StoredAt<'a> {
    pub(crate) unit: UnitIx,
    pub(crate) addr: &'a InstanceAddr,
    pub(crate) deposed: Option<&'a DeposedKey>,
    pub(crate) provider: &'a Arc<dyn Provider>,
    pub(crate) provider_addr: &'a ProviderConfigAddr,
    pub(crate) schema: &'a Arc<Schema>,
    pub(crate) span: Span,
}

impl StoredAt<'_> {
    fn diags(&self, messages: Vec<AttributeDiagnostic>) -> Diags {
        let about = self.addr.to_string();
        messages.into_iter().map(|message| super::pin(message, &about, None, self.span)).collect()
    }

    fn error(&self, summary: &str, detail: String) -> Diags {
        Diagnostic::error(summary).detail(detail).about(self.addr.to_string()).at(self.span).into()
    }
}

impl Run {
    /// Reads an object of the state: upgraded to the schema of today, then as it is now. `None` when the state has none.
    /// What it found goes into the refreshed state, and what differs counts as drift.
    pub(crate) async fn read_stored(&self, at: &StoredAt<'_>) -> Result<Option<Prior>, Diags> {
        let given = &self.session.given[at.unit.0 as usize].state;
        let Some(object) = given.object(at.addr, at.deposed).cloned() else { return Ok(None) };
        let (value, mut diags) = self.upgrade(at, &object).await?;
        let before = mark_sensitive(&at.schema.block, &mark_stored(&value, &object));
        let prior = ObjectState { value: before.clone(), private: private_of(&object) };
        let mut result = Prior { state: prior, tainted: object.status == ObjectStatus::Tainted };
        if self.options.refresh {
            let (state, more) = self.refresh(at, &result.state).await?;
            diags.extend(more);
            result.state = state;
        }
        self.note(at, &object, &before, &result)?;
        self.report_all(at.unit, diags);
        Ok(Some(result))
    }

    async fn upgrade(&self, at: &StoredAt<'_>, object: &InstanceObject) -> Result<(Value, Diags), Diags> {
        let json: Vec<u8> = match &object.attributes {
            Attributes::Json(json) => json.as_str().as_bytes().to_vec(),
            Attributes::Flat(_) => {
                return Err(at.error(
                    "State of an old form",
                    "The state holds this object in the form of Terraform 0.11 or older. Run `terraform refresh` with \
                     Terraform 0.12 or later once to renew it."
                        .into(),
                ));
            }
        };
        if object.schema_version > at.schema.version {
            return Err(at.error(
                "Resource instance managed by newer provider version",
                format!(
                    "The state has version {} of this object's form; the provider in use knows up to {}. Use a newer \
                     version of the provider.",
                    object.schema_version, at.schema.version
                ),
            ));
        }
        let answer = at.provider.upgrade_state(&at.addr.resource.kind, object.schema_version, &json).await;
        let answer = answer.map_err(|error| at.error("Provider did not answer", error.message))?;
        let failed = answer.has_errors();
        let diags = at.diags(answer.diagnostics);
        if failed { Err(diags) } else { Ok((answer.value, diags)) }
    }

    async fn refresh(&self, at: &StoredAt<'_>, prior: &ObjectState) -> Result<(ObjectState, Diags), Diags> {
        let id = shown_id(&prior.value);
        self.event(at.unit, at.addr, at.deposed.is_some(), EventKind::RefreshStart { id });
        let unmarked = ObjectState { value: prior.value.unmark_deep(), private: prior.private.clone() };
        let request = ReadRequest { kind: at.addr.resource.kind.clone(), current: unmarked };
        let permit = self.calls.acquire().await;
        let answer = at.provider.read(request).await;
        drop(permit);
        self.event(at.unit, at.addr, at.deposed.is_some(), EventKind::RefreshDone);
        let answer = answer.map_err(|error| at.error("Provider did not answer", error.message))?;
        let failed = answer.has_errors();
        let diags = at.diags(answer.diagnostics);
        if failed {
            return Err(diags);
        }
        let state = answer.value.state;
        if !state.value.is_wholly_known() {
            return Err(at.error(
                "Provider produced invalid object",
                "The provider answered a read with values that are not known. This is a bug in the provider.".into(),
            ));
        }
        let marked = mark_sensitive(&at.schema.block, &copy_marks(&prior.value, &state.value));
        Ok((ObjectState { value: marked, private: state.private }, diags))
    }

    /// Puts what was found into the refreshed state, and keeps the difference as drift.
    fn note(&self, at: &StoredAt<'_>, stored: &InstanceObject, before: &Value, found: &Prior) -> Result<(), Diags> {
        let gone = found.state.value.is_null();
        let change = if gone {
            Change::remove(at.addr.clone(), at.deposed.cloned())
        } else {
            let object = to_stored(
                &found.state,
                at.schema,
                stored.dependencies.clone(),
                stored.create_before_destroy,
                found.tainted,
            );
            let object = object.map_err(|why| at.error("Object cannot be stored", why))?;
            Change::put(at.addr.clone(), at.deposed.cloned(), at.provider_addr.clone(), object)
        };
        let drifted = before.unmark_deep() != found.state.value.unmark_deep();
        let drift = Drift {
            addr: at.addr.clone(),
            deposed: at.deposed.cloned(),
            provider: at.provider_addr.clone(),
            schema: at.schema.clone(),
            before: before.clone(),
            after: if gone { Value::null(Type::Dynamic) } else { found.state.value.clone() },
        };
        self.with_unit(at.unit, |unit| {
            unit.refreshed.apply(&change);
            if drifted {
                unit.drift.push(drift);
            }
        });
        Ok(())
    }
}
