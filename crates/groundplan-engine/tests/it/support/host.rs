//! The engine's outside, in memory.

use std::path::Path;
use std::pin::Pin;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Waker};

use async_trait::async_trait;
use groundplan_address::ProviderAddr;
use groundplan_config::live::Unit;
use groundplan_diag::Diags;
use groundplan_engine::{Configured, Event, EventKind, Host, LineSink, LocalCommand, RemoteState};
use groundplan_lang::eval::Templates;
use groundplan_lang::functions::{CallContext, Clock};
use groundplan_provider::{AttributeDiagnostic, Provider, Schemas};
use groundplan_state::State;
use groundplan_value::Value;

use super::provider::{FakeProvider, Shared};

pub(crate) struct FakeHost {
    pub(crate) shared: Arc<Shared>,
    pub(crate) events: Mutex<Vec<String>>,
}

impl FakeHost {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared, events: Mutex::default() }
    }
}

struct Moment;

impl Clock for Moment {
    fn now(&self) -> std::time::SystemTime {
        std::time::SystemTime::UNIX_EPOCH
    }

    fn random(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        bytes.fill(7);
        Ok(())
    }
}

#[async_trait]
impl Host for FakeHost {
    fn call_context(&self, unit: &Unit) -> Arc<CallContext> {
        let clock: Arc<dyn Clock> = Arc::new(Moment);
        Arc::new(CallContext {
            base: Path::new("/work").into(),
            files: unit.files.clone(),
            clock: self.shared.applying.load(Ordering::Relaxed).then_some(clock),
            plan_time: Some(std::time::SystemTime::UNIX_EPOCH),
            templates: Arc::new(Templates),
            within: None,
        })
    }

    async fn schemas(&self, _unit: &Unit, _provider: &ProviderAddr) -> Result<Arc<dyn Schemas>, Diags> {
        Ok(self.shared.schemas.clone())
    }

    async fn provider(&self, _unit: &Unit, _provider: &ProviderAddr, config: Value) -> Result<Configured, Diags> {
        let offline = !config.is_wholly_known();
        let account = config.as_map().and_then(|map| map.get("account")).and_then(|account| account.as_str().cloned());
        let account = if offline { "offline".into() } else { account.unwrap_or_else(|| "default".into()) };
        let provider = FakeProvider { shared: self.shared.clone(), account: account.to_string(), offline };
        Ok(Configured { provider: Arc::new(provider), offline })
    }

    async fn unconfigured(&self, _unit: &Unit, _provider: &ProviderAddr) -> Result<Arc<dyn Provider>, Diags> {
        Ok(Arc::new(FakeProvider { shared: self.shared.clone(), account: "none".into(), offline: true }))
    }

    /// The state in the fixture's file `/remote/PATH`.
    async fn remote_state(&self, _unit: &Unit, wanted: RemoteState) -> Result<Option<State>, AttributeDiagnostic> {
        let path = wanted.config.get_attr("path").and_then(|path| path.as_str().cloned()).unwrap_or_default();
        let text = self.shared.remote.get(&format!("{}/{path}", wanted.workspace));
        Ok(text.map(|text| State::decode(text.as_bytes()).unwrap()))
    }

    /// Prints its folder and variables; a command that begins with `fail` fails.
    async fn local_exec(&self, _unit: &Unit, command: LocalCommand, output: LineSink) -> Result<(), String> {
        self.shared.world.call(format!("exec {}", command.program.join(" ")));
        output(&format!("in {:?} with {:?}", command.working_dir.unwrap_or_default(), command.environment));
        let text = command.program.last().unwrap();
        if text.starts_with("fail") { Err("exit status 1".into()) } else { Ok(()) }
    }

    fn wait<'a>(&self, work: Pin<Box<dyn Future<Output = ()> + Send + 'a>>) {
        // Nothing here ever waits for anything.
        let mut work = work;
        assert!(work.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready());
    }

    fn event(&self, event: Event) {
        if let EventKind::ProvisionOutput { output, .. } = &event.kind {
            self.shared.world.call(format!("told {}: {output}", event.addr));
        }
        let what = match event.kind {
            EventKind::RefreshStart { .. } => "refresh",
            EventKind::RefreshDone => "refreshed",
            EventKind::ReadStart => "read",
            EventKind::ReadDone { .. } => "was read",
            EventKind::Planned(_) => "planned",
            EventKind::ApplyStart { .. } => "apply",
            EventKind::ApplyDone { .. } => "applied",
            EventKind::ApplyFailed { .. } => "failed",
            EventKind::EphemeralStart { .. } => "ephemeral",
            EventKind::EphemeralDone { .. } => "ephemeral done",
            EventKind::EphemeralFailed { .. } => "ephemeral failed",
            EventKind::ProvisionStart { .. } => "provision",
            EventKind::ProvisionOutput { .. } => "output",
            EventKind::ProvisionDone { .. } => "provisioned",
            EventKind::ProvisionFailed { .. } => "provisioning failed",
        };
        let deposed = if event.deposed { " (deposed)" } else { "" };
        let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        events.push(format!("{what} {}{deposed}", event.addr));
    }

    fn stopped(&self) -> bool {
        self.shared.stop.load(Ordering::Relaxed)
    }
}
