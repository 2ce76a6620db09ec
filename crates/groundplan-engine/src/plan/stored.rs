use std::collections::BTreeSet;
use std::sync::Arc;

use groundplan_address::{InstanceAddr, ProviderConfigAddr};
use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_provider::{AttributeDiagnostic, ObjectState, Provider, ReadRequest, Schema};
use groundplan_state::{Attributes, Change, DeposedKey, InstanceObject, ObjectStatus};
use groundplan_value::{Type, Value};

use super::change::Drift;
use super::marks::{copy_marks, mark_sensitive};
use super::run::Run;
use super::write_only::without_write_only;
use crate::graph::UnitIx;
use crate::host::EventKind;
use crate::objects::{mark_stored, private_of, shown_id, to_stored};

/// An object that the state holds, read as a value and, if wanted, as it is now.
#[derive(Clone)]
pub(crate) struct Prior {
    /// As it is, with marks; null when it is gone.
    pub(crate) state: ObjectState,
    pub(crate) tainted: bool,
    /// As the state had it, with marks.
    pub(crate) stored: Value,
}

/// What came of asking the provider for an object.
#[derive(Clone)]
pub(super) struct Read {
    /// As the state has it, in the form of today's schema.
    before: Value,
    /// As it is now, or as the state has it when it was not to be read.
    state: ObjectState,
    /// The provider's warnings.
    diags: Diags,
}

/// Which object of the state, and what is needed to read it.
pub(crate) struct StoredAt<'a> {
    pub(crate) unit: UnitIx,
    pub(crate) addr: &'a InstanceAddr,
    pub(crate) deposed: Option<&'a DeposedKey>,
    pub(crate) provider: &'a Arc<dyn Provider>,
    /// The provider has no account to look in.
    pub(crate) offline: bool,
    pub(crate) provider_addr: &'a ProviderConfigAddr,
    pub(crate) schema: &'a Arc<Schema>,
    pub(crate) span: Span,
    /// What configuration says now of how the object is bound to others.
    pub(crate) attached: Option<Attached>,
}

/// What a stored object says beside its attributes, and configuration decides.
#[derive(Clone)]
pub(crate) struct Attached {
    pub(crate) dependencies: Arc<[String]>,
    pub(crate) creates_first: bool,
}

impl StoredAt<'_> {
    fn diags(&self, messages: Vec<AttributeDiagnostic>) -> Diags {
        let about = self.addr.to_string();
        messages.into_iter().map(|message| super::pin(message, &about, None, self.span)).collect()
    }

    pub(crate) fn error(&self, summary: &str, detail: String) -> Diags {
        Diagnostic::error(summary).detail(detail).about(self.addr.to_string()).at(self.span).into()
    }
}

impl Run {
    /// Reads an object of the state: upgraded to the schema of today, then as it is now. `None` when the state has none.
    /// What it found goes into the refreshed state, and what differs counts as drift.
    pub(crate) async fn read_stored(&self, at: &StoredAt<'_>) -> Result<Option<Prior>, Diags> {
        self.read_as(at, self.options.refresh).await
    }

    /// Reads an object of the state without asking how it is now.
    pub(crate) async fn believe_stored(&self, at: &StoredAt<'_>) -> Result<Option<Prior>, Diags> {
        self.read_as(at, false).await
    }

    async fn read_as(&self, at: &StoredAt<'_>, refresh: bool) -> Result<Option<Prior>, Diags> {
        let Some(object) = self.prior(at.unit).state.object(at.addr, at.deposed) else { return Ok(None) };
        if at.offline {
            return Err(without_account(at).into());
        }
        let read = if refresh {
            let cell = self.ahead.take(at);
            cell.get_or_init(|| self.read(at, refresh)).await.clone()?
        } else {
            self.read(at, refresh).await?
        };
        let Read { before, state, diags } = read;
        let tainted = object.status == ObjectStatus::Tainted;
        let result = Prior { state, tainted, stored: before.clone() };
        self.note(at, object, &before, &result)?;
        self.report_all(at.unit, diags);
        Ok(Some(result))
    }

    /// Asks the provider for an object of the state, which is there, and takes no note of it.
    pub(super) async fn read(&self, at: &StoredAt<'_>, refresh: bool) -> Result<Read, Diags> {
        let Some(object) = self.prior(at.unit).state.object(at.addr, at.deposed) else {
            return Err(at.error("Object not found", "The state does not hold it. This is a bug in groundplan.".into()));
        };
        let (value, mut diags) = self.upgrade(at, object).await?;
        let before = mark_sensitive(&at.schema.block, &mark_stored(&value, object));
        let mut state = ObjectState { value: before.clone(), private: private_of(object) };
        if refresh {
            let (now, more) = self.refresh(at, &state).await?;
            diags.extend(more);
            state = now;
        }
        Ok(Read { before, state, diags })
    }

    async fn upgrade(&self, at: &StoredAt<'_>, object: &InstanceObject) -> Result<(Value, Diags), Diags> {
        let json: &[u8] = match &object.attributes {
            Attributes::Json(json) => json.as_str().as_bytes(),
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
        let answer = at.provider.upgrade_state(&at.addr.resource.kind, object.schema_version, json).await;
        let answer = answer.map_err(|error| at.error("Provider did not answer", error.message))?;
        let failed = answer.has_errors();
        let diags = at.diags(answer.diagnostics);
        if failed {
            return Err(diags);
        }
        if answer.value.is_null() || !answer.value.is_wholly_known() {
            return Err(at.error(
                "Invalid resource state upgrade",
                "The provider made nothing, or something that is not known, of the stored object. This is a bug in the \
                 provider."
                    .into(),
            ));
        }
        Ok((answer.value, diags))
    }

    async fn refresh(&self, at: &StoredAt<'_>, prior: &ObjectState) -> Result<(ObjectState, Diags), Diags> {
        let id = shown_id(&prior.value);
        self.event(at.unit, at.addr, at.deposed.is_some(), EventKind::RefreshStart { id });
        let unmarked = ObjectState { value: prior.value.unmark_deep(), private: prior.private.clone() };
        let request = ReadRequest { kind: at.addr.resource.kind.clone(), current: unmarked };
        let answer = at.provider.read(request).await;
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
        let value = without_write_only(&at.schema.block, &state.value);
        let marked = mark_sensitive(&at.schema.block, &copy_marks(&prior.value, &value));
        Ok((ObjectState { value: marked, private: state.private }, diags))
    }

    /// Puts what was found into the refreshed state, and keeps the difference as drift.
    fn note(&self, at: &StoredAt<'_>, stored: &InstanceObject, before: &Value, found: &Prior) -> Result<(), Diags> {
        let gone = found.state.value.is_null();
        let change = if gone {
            Change::remove(at.addr.clone(), at.deposed.cloned())
        } else {
            let known = stored.dependencies.iter();
            let (dependencies, creates_first) = match &at.attached {
                Some(attached) => (merged(known, &attached.dependencies), attached.creates_first),
                None => (known.cloned().collect(), stored.create_before_destroy),
            };
            let object = to_stored(&found.state, at.schema, dependencies, creates_first, found.tainted);
            let object = object.map_err(|why| at.error("Object cannot be stored", why))?;
            Change::put(at.addr.clone(), at.deposed.cloned(), at.provider_addr.clone(), object)
        };
        let drifted = at.deposed.is_none() && before.unmark_deep() != found.state.value.unmark_deep();
        let drift = drifted.then(|| Drift {
            addr: at.addr.clone(),
            previous: self.prior(at.unit).previous(at.addr, None),
            deposed: None,
            provider: at.provider_addr.clone(),
            schema: at.schema.clone(),
            before: before.clone(),
            after: if gone { Value::null(Type::Dynamic) } else { found.state.value.clone() },
        });
        self.with_unit(at.unit, |unit| {
            unit.refreshed.apply(&change);
            unit.drift.extend(drift);
        });
        Ok(())
    }

    /// An object that nothing is to be done to depends on what configuration says it depends on, and on nothing else.
    pub(crate) fn settle_dependencies(&self, at: &StoredAt<'_>) {
        let Some(attached) = &at.attached else { return };
        self.with_unit(at.unit, |unit| {
            let Some(object) = unit.refreshed.object(at.addr, at.deposed) else { return };
            if object.dependencies == *attached.dependencies {
                return;
            }
            let mut object = InstanceObject::clone(object);
            object.dependencies = attached.dependencies.to_vec();
            unit.refreshed.put(at.addr, at.deposed, at.provider_addr, object);
        });
    }
}

/// Until a change is made, an object depends on what it was made with and on what configuration says now.
fn merged<'a>(stored: impl Iterator<Item = &'a String>, configured: &'a [String]) -> Vec<String> {
    let all: BTreeSet<&String> = stored.chain(configured).collect();
    all.into_iter().cloned().collect()
}

/// An account that does not exist yet holds nothing. A state that says otherwise cannot be refreshed or changed.
fn without_account(at: &StoredAt<'_>) -> Diagnostic {
    Diagnostic::error("Provider configuration is not known yet")
        .detail(
            "The state holds this object, but the configuration of its provider depends on something that is only known after \
             apply, so the object cannot be read.",
        )
        .about(at.addr.to_string())
        .at(at.span)
        .help("apply what the provider's configuration depends on first")
}
