use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use async_trait::async_trait;
use groundplan_address::ProviderAddr;
use groundplan_backend::Connections;
use groundplan_config::live::{Unit, UnitRole};
use groundplan_diag::{Diagnostic, Diags};
use groundplan_engine::{Configured, Event, Host, LineSink, LocalCommand, RemoteState};
use groundplan_lang::eval::Templates;
use groundplan_lang::functions::{CallContext, Clock};
use groundplan_plugin::install::{InstalledPackage, Installer};
use groundplan_plugin::{KnownAnswers, LaunchSettings, Plugin, SchemaCache, schemas_of};
use groundplan_provider::{AttributeDiagnostic, Provider, Schemas};
use groundplan_sandbox::Overlay;
use groundplan_state::State;
use groundplan_value::{Value, to_msgpack};
use sha2::{Digest, Sha256};

use super::clock::SystemClock;
use super::packages::Packages;
use super::pool::{Key, Pool, Pooled, Started, likely_limit};
use super::programs::program_environment;
use super::provider_log::ProviderLog;
use super::stop::StopSignal;
use super::{aws, local_exec, remote_state, role};
use crate::{PlanKey, document};

/// Takes progress of a run. Must not block.
pub type EventSink = Arc<dyn Fn(groundplan_format::Event) + Send + Sync>;

/// What the host is made of.
pub(crate) struct HostSettings<'a> {
    pub(crate) installer: Installer,
    pub(crate) schema_cache: &'a Path,
    pub(crate) temp_dir: &'a Path,
    pub(crate) environment: &'a BTreeMap<String, String>,
    pub(crate) overlay: Option<Overlay>,
    /// Whether every account is planned as one that does not exist yet.
    pub(crate) offline: bool,
    pub(crate) events: EventSink,
    pub(crate) stop: StopSignal,
    /// The connections to where states are kept.
    pub(crate) connections: Connections,
    /// How many provider processes may run at a time; by default what the memory has room for.
    pub(crate) providers: Option<usize>,
    /// What of the providers' logs is wanted.
    pub(crate) log: Option<ProviderLog>,
    /// The folder that relative folders of units and modules are taken from, absolute.
    pub(crate) base: &'a Path,
}

/// The engine's outside.
pub(crate) struct EngineHost {
    packages: Packages,
    pool: Pool<Plugin>,
    launch: LaunchSettings,
    overlay: Option<Overlay>,
    offline: bool,
    events: EventSink,
    stop: StopSignal,
    clock: Option<Arc<dyn Clock>>,
    plan_time: SystemTime,
    applying: AtomicBool,
    /// The folder that relative folders of units and modules are taken from.
    base: PathBuf,
    connections: Connections,
    /// What commands of provisioners get, with the sandbox in place of AWS if there is one.
    environment: BTreeMap<String, String>,
}

impl EngineHost {
    pub(crate) fn new(settings: HostSettings<'_>) -> Self {
        let schemas = Arc::new(SchemaCache::in_folder(settings.schema_cache));
        let known = Arc::new(KnownAnswers::in_folder(settings.schema_cache));
        let mut launch = LaunchSettings::new(settings.temp_dir, schemas);
        launch.known = known;
        if let Some(overlay) = &settings.overlay {
            launch.env = overlay_environment(overlay, settings.environment);
        }
        if let Some(log) = settings.log {
            (launch.log_level, launch.logs) = (log.level, log.sink);
        }
        launch.env.push((PlanKey::VARIABLE.into(), None));
        Self {
            environment: program_environment(settings.environment, settings.overlay.as_ref()),
            connections: settings.connections,
            packages: Packages::new(settings.installer, settings.base),
            pool: Pool::new(settings.providers.unwrap_or_else(likely_limit)),
            launch,
            overlay: settings.overlay,
            offline: settings.offline,
            events: settings.events,
            stop: settings.stop,
            clock: Some(Arc::new(SystemClock)),
            plan_time: SystemTime::now(),
            applying: AtomicBool::new(false),
            base: settings.base.to_path_buf(),
        }
    }

    /// Passes the user's wish to cancel on to the providers, as long as there is a host.
    pub(crate) fn watch_for_cancel(self: &Arc<Self>) {
        let (host, stop) = (Arc::downgrade(self), self.stop.clone());
        tokio::spawn(async move {
            stop.cancelled().await;
            if let Some(host) = host.upgrade() {
                host.interrupt().await;
            }
        });
    }

    /// From now on functions may look at the clock, as they do while applying.
    pub(crate) fn start_applying(&self) {
        self.applying.store(true, Ordering::Relaxed);
    }

    /// Asks all providers to end what they are doing as soon as they safely can.
    async fn interrupt(&self) {
        let processes = self.pool.processes().await;
        futures::future::join_all(processes.iter().map(|plugin| plugin.stop())).await;
    }

    /// The checksums of the provider programs that the run uses, by provider and version.
    pub(crate) fn packages(&self) -> BTreeMap<String, String> {
        self.packages.used()
    }

    /// Ends all provider processes.
    pub(crate) async fn end(&self) {
        self.pool.end().await;
    }

    /// Starts a process, and configures it if there is a configuration. With a role, its environment holds the role's
    /// credentials, as it would when Terragrunt had assumed the role.
    async fn launch(
        package: Arc<InstalledPackage>,
        mut launch: LaunchSettings,
        config: Option<Value>,
        role: Option<(UnitRole, Connections)>,
    ) -> Started<Plugin> {
        let mut good_until = None;
        if let Some((role, connections)) = role {
            let keys = role::keys(&role, &connections).await?;
            launch.env.extend(keys.environment().map(|(name, value)| (name.into(), Some(value.into()))));
            good_until = Some(keys.good_until);
        }
        let plugin = Plugin::launch(&package, &launch).await.map_err(|error| {
            Diagnostic::error("Provider could not be started").detail(format!("{}: {error}.", package.label()))
        })?;
        let Some(config) = config else { return Ok((plugin, good_until)) };
        let mut diags = Diags::new();
        let no_answer = |message: String| Diags::from(Diagnostic::error("Provider did not answer").detail(message));
        let checked = plugin.validate_provider(config.clone()).await.map_err(|error| no_answer(error.message))?;
        collect(checked.diagnostics, &mut diags);
        if diags.has_errors() {
            return Err(diags);
        }
        let configured = plugin.configure(config).await.map_err(|error| no_answer(error.message))?;
        collect(configured.diagnostics, &mut diags);
        if diags.has_errors() {
            return Err(diags);
        }
        Ok((plugin, good_until))
    }

    /// The provider of a package with a configuration, or without for validation only, and with the credentials of a role.
    async fn pooled(
        &self,
        package: Arc<InstalledPackage>,
        config: Option<(Value, [u8; 32])>,
        role: Option<&UnitRole>,
    ) -> Result<Arc<dyn Provider>, Diags> {
        let key = Key {
            program: package.program.clone(),
            config: config.as_ref().map(|(_, hash)| *hash),
            role: role.map(role::assumed),
        };
        let slot = self.pool.slot(key, || {
            let (launch, config) = (self.launch.clone(), config.map(|(config, _)| config));
            let role = role.map(|role| (role.clone(), self.connections.clone()));
            Box::new(move || Box::pin(Self::launch(package.clone(), launch.clone(), config.clone(), role.clone())))
        });
        Ok(Arc::new(Pooled::start(slot).await?))
    }
}

fn collect(messages: Vec<AttributeDiagnostic>, diags: &mut Diags) {
    for message in messages {
        let diagnostic = match message.severity {
            groundplan_diag::Severity::Error => Diagnostic::error(message.summary),
            groundplan_diag::Severity::Warning => Diagnostic::warning(message.summary),
        };
        diags.push(diagnostic.detail(message.detail));
    }
}

/// The changes to our own environment that make a process reach the sandbox only.
fn overlay_environment(overlay: &Overlay, own: &BTreeMap<String, String>) -> Vec<(OsString, Option<OsString>)> {
    let mut changed = own.clone();
    overlay.apply_to(&mut changed);
    let removed = own.keys().filter(|name| !changed.contains_key(*name)).map(|name| (name.into(), None));
    let set = changed.iter().filter(|(name, value)| own.get(*name) != Some(value));
    removed.chain(set.map(|(name, value)| (name.into(), Some(value.into())))).collect()
}

#[async_trait]
impl Host for EngineHost {
    fn call_context(&self, unit: &Unit) -> Arc<CallContext> {
        Arc::new(CallContext {
            base: self.base.join(&unit.module.module.dir).into(),
            files: unit.files.clone(),
            clock: self.clock.clone().filter(|_| self.applying.load(Ordering::Relaxed)),
            plan_time: Some(self.plan_time),
            templates: Arc::new(Templates),
            within: None,
        })
    }

    async fn schemas(&self, unit: &Unit, provider: &ProviderAddr) -> Result<Arc<dyn Schemas>, Diags> {
        let package = self.packages.of(unit, provider).await?;
        schemas_of(&package, &self.launch).await.map_err(|error| {
            Diagnostic::error("Provider could not be started").detail(format!("{}: {error}.", package.label())).into()
        })
    }

    async fn provider(&self, unit: &Unit, provider: &ProviderAddr, config: Value) -> Result<Configured, Diags> {
        let schemas = self.schemas(unit, provider).await?;
        let schema = schemas.provider();
        let mut config = config;
        let offline = aws::is_aws(provider) && (self.offline || !config.is_wholly_known());
        if offline {
            config = aws::offline(&schema.block, &config);
        }
        if let Some(overlay) = self.overlay.as_ref().filter(|_| aws::is_aws(provider) && !offline) {
            config = aws::overlaid(&schema.block, &config, &overlay.provider);
        }
        let bytes = to_msgpack(&config, &schema.block.value_type())
            .map_err(|error| Diagnostic::error("Provider configuration cannot be sent").detail(error.to_string()))?;
        let package = self.packages.of(unit, provider).await?;
        // Nobody is asked for credentials that nothing is called with.
        let role = unit.role().filter(|_| !offline && !self.offline);
        let provider = self.pooled(package, Some((config, Sha256::digest(&bytes).into())), role).await?;
        Ok(Configured { provider, offline })
    }

    async fn unconfigured(&self, unit: &Unit, provider: &ProviderAddr) -> Result<Arc<dyn Provider>, Diags> {
        self.pooled(self.packages.of(unit, provider).await?, None, None).await
    }

    async fn remote_state(&self, unit: &Unit, wanted: RemoteState) -> Result<Option<State>, AttributeDiagnostic> {
        if self.offline {
            return Err(remote_state::not_read());
        }
        remote_state::read(&wanted, &self.base.join(&unit.module.module.dir), unit.role(), &self.connections).await
    }

    async fn local_exec(&self, unit: &Unit, command: LocalCommand, output: LineSink) -> Result<(), String> {
        let base = self.base.join(&unit.module.module.dir);
        let mut environment = Cow::Borrowed(&self.environment);
        if let Some(role) = unit.role() {
            let keys = role::keys(role, &self.connections).await.map_err(|error| error.detail)?;
            let set = keys.environment().map(|(name, value)| (name.to_owned(), value.to_owned()));
            environment.to_mut().extend(set);
        }
        local_exec::run(command, &base, &environment, &self.stop, output).await
    }

    fn wait<'a>(&self, work: Pin<Box<dyn Future<Output = ()> + Send + 'a>>) {
        // The other work of this thread goes on in another meanwhile.
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(work));
    }

    fn event(&self, event: Event) {
        (self.events)(document::event(&event));
    }

    fn stopped(&self) -> bool {
        self.stop.is_set()
    }
}
