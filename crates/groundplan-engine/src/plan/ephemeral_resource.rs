//! Ephemeral resources: opened when the walk gets there, renewed while something uses them, closed after the last use, and
//! never stored ("Ephemeral resources" in Terraform's documentation).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use futures::future::join_all;
use groundplan_address::{InstanceAddr, ResourceId};
use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_provider::{EphemeralOpened, Provider, ProviderError};
use groundplan_value::{Marks, Value};
use tokio::task::JoinHandle;

use super::data::planned_read;
use super::instance::Instance;
use super::marks::copy_marks;
use super::options::Goal;
use super::run::Run;
use super::{pin, valid};
use crate::graph::{ModuleIx, NodeId, NodeKey, UnitIx};
use crate::host::{EphemeralStep, EventKind};
use crate::session::Session;

/// The ephemeral resources that are open, by node.
pub(crate) type OpenEphemerals = Mutex<HashMap<NodeId, Vec<Arc<Open>>>>;

/// An ephemeral resource instance that is open.
pub(crate) struct Open {
    session: Arc<Session>,
    unit: UnitIx,
    addr: InstanceAddr,
    span: Span,
    provider: Arc<dyn Provider>,
    /// The provider's bytes, as the last renewal left them.
    private: Mutex<Arc<[u8]>>,
    /// What renewals had to say.
    said: Mutex<Diags>,
    renewal: Mutex<Option<JoinHandle<()>>>,
}

/// A provider that asks for a renewal at once is not asked more often than this.
const LEAST_PAUSE: Duration = Duration::from_secs(1);

impl Run {
    /// Opens an instance, if its configuration is known. Gives what the provider knows of it, as an ephemeral value.
    pub(crate) async fn open_ephemeral(&self, instance: &Instance<'_>) -> Result<Value, Diags> {
        self.preconditions(instance)?;
        let config = match self.config_of(instance) {
            Ok(config) => config,
            // What only makes sense of things that may be gone must not keep the rest from being destroyed.
            Err(_) if self.options.goal == Goal::Destroy => {
                return Ok(super::unknown_object(&instance.schema).mark(Marks::EPHEMERAL));
            }
            Err(errors) => return Err(errors),
        };
        let block = &instance.schema.block;
        if !config.is_wholly_known() || instance.offline {
            return Ok(copy_marks(&config, &planned_read(block, &config)).mark(Marks::EPHEMERAL));
        }
        let unmarked = config.unmark_deep();
        let diags = self.validated(instance, unmarked.clone()).await?;
        self.report_all(instance.unit, diags);
        let kind = &instance.addr.resource.kind;
        let told = Told::begin(&self.session, instance.unit, &instance.addr, EphemeralStep::Open);
        let answer = instance.provider.open_ephemeral(kind, unmarked.clone()).await;
        let failed = answer.as_ref().map_or(true, groundplan_provider::Response::has_errors);
        told.end(failed);
        let answer = answer.map_err(|error| instance.no_answer(error))?;
        let diags = instance.pinned(answer.diagnostics);
        if failed {
            return Err(diags);
        }
        self.report_all(instance.unit, diags);
        let EphemeralOpened { result, private, renew_at } = answer.value;
        self.keep_open(instance, private, renew_at);
        let nothing = Value::null(block.value_type());
        let wrong = valid::errors(block, &nothing, &unmarked, &result).into_iter();
        let summary = "Provider produced invalid ephemeral resource instance";
        let wrong: Diags = wrong.map(|detail| instance.provider_bug(summary, &detail)).collect();
        if wrong.has_errors() {
            return Err(wrong);
        }
        let value = copy_marks(&config, &result).mark(Marks::EPHEMERAL);
        self.postconditions(instance, &value)?;
        Ok(value)
    }

    fn keep_open(&self, instance: &Instance<'_>, private: Arc<[u8]>, renew_at: Option<i64>) {
        let open = Arc::new(Open {
            session: self.session.clone(),
            unit: instance.unit,
            addr: instance.addr.clone(),
            span: instance.resource.span,
            provider: instance.provider.clone(),
            private: Mutex::new(private),
            said: Mutex::default(),
            renewal: Mutex::default(),
        });
        if let Some(at) = renew_at {
            let renewing = open.clone();
            let task = tokio::spawn(async move { renewing.renew_until_closed(at).await });
            *open.renewal.lock().unwrap_or_else(PoisonError::into_inner) = Some(task);
        }
        self.open_ephemerals().entry(instance.node).or_default().push(open);
    }

    /// Closes the instances of a resource: all that use them are done.
    pub(crate) async fn close_ephemeral(&self, module: ModuleIx, id: &ResourceId) -> bool {
        let node = self.session.graph.find(&NodeKey::Resource(module, id.clone()));
        let open = node.and_then(|node| self.open_ephemerals().remove(&node));
        self.close(open.unwrap_or_default()).await
    }

    /// Closes what is still open at the end of a walk, because something that uses it failed or was not done. What providers
    /// are configured with stays open until the session ends.
    pub(crate) async fn close_ephemerals(&self) {
        let open = std::mem::take(&mut *self.open_ephemerals());
        let (left, kept): (Vec<_>, Vec<_>) = open.into_iter().partition(|(node, _)| self.is_closed_by_walk(*node));
        let kept = kept.into_iter().flat_map(|(_, open)| open);
        self.session.kept.lock().unwrap_or_else(PoisonError::into_inner).extend(kept);
        self.close(left.into_iter().flat_map(|(_, open)| open).collect()).await;
    }

    fn open_ephemerals(&self) -> MutexGuard<'_, HashMap<NodeId, Vec<Arc<Open>>>> {
        self.ephemerals.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_closed_by_walk(&self, node: NodeId) -> bool {
        match self.session.graph.key(node).clone() {
            NodeKey::Resource(module, id) => self.session.graph.find(&NodeKey::CloseEphemeral(module, id)).is_some(),
            _ => true,
        }
    }

    async fn close(&self, open: Vec<Arc<Open>>) -> bool {
        let closed = open.iter().map(|open| async move { (open.unit, open.close().await) });
        let closed = join_all(closed).await.into_iter();
        closed.fold(true, |clean, (unit, diags)| self.report_all(unit, diags) && clean)
    }
}

impl Open {
    async fn renew_until_closed(&self, first: i64) {
        let mut wait = until(first);
        loop {
            tokio::time::sleep(wait).await;
            let told = Told::begin(&self.session, self.unit, &self.addr, EphemeralStep::Renew);
            let private = self.private();
            let answer = self.provider.renew_ephemeral(&self.addr.resource.kind, &private).await;
            told.end(answer.as_ref().map_or(true, groundplan_provider::Response::has_errors));
            let next = match answer {
                Ok(answer) => {
                    let failed = answer.has_errors();
                    self.say(
                        answer
                            .diagnostics
                            .into_iter()
                            .map(|message| pin(message, &self.addr.to_string(), None, self.span)),
                    );
                    let (private, next) = answer.value;
                    if !failed {
                        *self.private.lock().unwrap_or_else(PoisonError::into_inner) = private;
                    }
                    next.filter(|_| !failed)
                }
                Err(error) => {
                    self.say([self.no_answer(error)]);
                    None
                }
            };
            let Some(next) = next else { return };
            wait = until(next).max(LEAST_PAUSE);
        }
    }

    /// The unit that it belongs to.
    pub(crate) fn unit(&self) -> UnitIx {
        self.unit
    }

    /// Ends renewing, and lets the provider close it. Gives all that there is to say.
    pub(crate) async fn close(&self) -> Diags {
        if let Some(renewal) = self.renewal.lock().unwrap_or_else(PoisonError::into_inner).take() {
            renewal.abort();
        }
        let told = Told::begin(&self.session, self.unit, &self.addr, EphemeralStep::Close);
        let private = self.private();
        let answer = self.provider.close_ephemeral(&self.addr.resource.kind, &private).await;
        told.end(answer.as_ref().map_or(true, groundplan_provider::Response::has_errors));
        match answer {
            Ok(answer) => {
                let about = self.addr.to_string();
                self.say(answer.diagnostics.into_iter().map(|message| pin(message, &about, None, self.span)));
            }
            Err(error) => self.say([self.no_answer(error)]),
        }
        std::mem::take(&mut *self.said.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn private(&self) -> Arc<[u8]> {
        self.private.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn say(&self, diags: impl IntoIterator<Item = Diagnostic>) {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).extend(diags);
    }

    fn no_answer(&self, error: ProviderError) -> Diagnostic {
        Diagnostic::error("Provider did not answer").detail(error.message).about(self.addr.to_string()).at(self.span)
    }
}

/// How long it is until a moment, given in seconds since 1970.
fn until(at: i64) -> Duration {
    let at = UNIX_EPOCH + Duration::from_secs(u64::try_from(at).unwrap_or_default());
    at.duration_since(SystemTime::now()).unwrap_or_default()
}

/// A step of an ephemeral resource that the host is told about.
struct Told<'a> {
    session: &'a Session,
    unit: UnitIx,
    addr: &'a InstanceAddr,
    step: EphemeralStep,
    started: Instant,
}

impl<'a> Told<'a> {
    fn begin(session: &'a Session, unit: UnitIx, addr: &'a InstanceAddr, step: EphemeralStep) -> Self {
        session.event(unit, addr, false, EventKind::EphemeralStart { step });
        Self { session, unit, addr, step, started: Instant::now() }
    }

    fn end(self, failed: bool) {
        let (step, elapsed) = (self.step, self.started.elapsed());
        let kind = if failed {
            EventKind::EphemeralFailed { step, elapsed }
        } else {
            EventKind::EphemeralDone { step, elapsed }
        };
        self.session.event(self.unit, self.addr, false, kind);
    }
}
