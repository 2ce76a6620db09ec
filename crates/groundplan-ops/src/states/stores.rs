use std::path::Path;
use std::sync::{Arc, OnceLock};

use groundplan_backend::{Connections, LocalStore, S3Config, S3Store, StandIn};
use groundplan_config::live::{Callers, Unit, UnitBackend};
use groundplan_diag::{Diagnostic, Diags};
use groundplan_sandbox::Overlay;
use groundplan_state::StateStore;
use groundplan_value::{Value, to_json};

use crate::Settings;
use crate::host::{AwsBuckets, AwsCaller, assumed};

/// The connections of a run to where states are kept. Clones share them.
#[derive(Clone, Default)]
pub struct Stores {
    connections: Arc<OnceLock<Connections>>,
    unreachable: Option<Diagnostic>,
}

impl Stores {
    /// Connections that cannot be made: only states that need none can be used, and others are told this.
    #[must_use]
    pub fn unreachable(why: Diagnostic) -> Self {
        Self { unreachable: Some(why), ..Self::default() }
    }

    pub(crate) fn connections(&self, overlay: Option<&Overlay>) -> &Connections {
        self.connections.get_or_init(|| Connections::new(overlay.map(stand_in)))
    }
}

impl Stores {
    /// What asks AWS whose credentials are used; none when it cannot be reached.
    pub(crate) fn callers(&self, overlay: Option<&Overlay>) -> Option<Arc<dyn Callers>> {
        self.unreachable.is_none().then(|| Arc::new(AwsCaller(self.connections(overlay).clone())) as Arc<dyn Callers>)
    }

    /// What reads modules from buckets.
    pub(crate) fn buckets(&self, overlay: Option<&Overlay>) -> AwsBuckets {
        AwsBuckets(match &self.unreachable {
            None => Ok(self.connections(overlay).clone()),
            Some(why) => Err(format!("{}: {}", why.summary, why.detail.trim_end_matches('.'))),
        })
    }
}

fn stand_in(overlay: &Overlay) -> StandIn {
    let all = || overlay.env.iter().chain(&overlay.default_env);
    let of = |name: &str| all().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default();
    StandIn {
        endpoint: overlay.endpoint.clone(),
        region: of("AWS_REGION"),
        access_key: of("AWS_ACCESS_KEY_ID"),
        secret_key: of("AWS_SECRET_ACCESS_KEY"),
    }
}

/// Where a unit's state is kept.
pub(crate) fn store(settings: &Settings, unit: &Unit) -> Result<Arc<dyn StateStore>, Diags> {
    place_of(settings, &unit.dir, &unit.backend)
}

/// The place that a backend means. Relative paths are meant from a folder.
pub(crate) fn place_of(settings: &Settings, dir: &Path, backend: &UnitBackend) -> Result<Arc<dyn StateStore>, Diags> {
    match &*backend.kind {
        "local" => {
            let text = |name: &str| backend.config.get_attr(name).and_then(|value| value.as_str().cloned());
            let path = local_path(text("path").as_deref(), text("workspace_dir").as_deref(), &backend.workspace);
            Ok(Arc::new(LocalStore::new(groundplan_config::files::join(&settings.dir.join(dir), &path))))
        }
        "s3" => Ok(Arc::new(s3_store(settings, backend)?)),
        other => Err(Diagnostic::error("Backend not supported")
            .detail(format!("The backend \"{other}\" is not supported."))
            .help("use \"s3\" or \"local\"")
            .at(backend.span)
            .into()),
    }
}

/// The file of a workspace's state, by the arguments of Terraform's `local` backend.
pub(crate) fn local_path(path: Option<&str>, workspace_dir: Option<&str>, workspace: &str) -> String {
    match workspace {
        UnitBackend::DEFAULT_WORKSPACE => path.unwrap_or(LocalStore::DEFAULT_NAME).to_owned(),
        workspace => {
            format!("{}/{workspace}/{}", workspace_dir.unwrap_or("terraform.tfstate.d"), LocalStore::DEFAULT_NAME)
        }
    }
}

/// A place in S3.
pub(crate) fn s3_store(settings: &Settings, backend: &UnitBackend) -> Result<S3Store, Diags> {
    if let Some(why) = &settings.stores.unreachable {
        return Err(why.clone().into());
    }
    let connections = settings.stores.connections(settings.overlay.as_ref());
    let mut config = s3_config(backend)?;
    if let Some(role) = &backend.role {
        config = config.under(assumed(role));
    }
    Ok(S3Store::new(config, &backend.workspace, connections))
}

/// Whether a unit's lock stays when the process that holds it dies.
pub(super) fn lock_outlives_process(unit: &Unit) -> bool {
    &*unit.backend.kind != "local"
}

fn s3_config(backend: &UnitBackend) -> Result<S3Config, Diags> {
    let config: Value = backend.config.unmark_deep();
    let json = to_json(&config, &config.ty()).ok();
    let Some(serde_json::Value::Object(arguments)) = json else {
        return Err(Diagnostic::error("Invalid backend configuration")
            .detail("Where the state is kept has to be known before anything else: values that are only known after an apply cannot be used.")
            .at(backend.span)
            .into());
    };
    S3Config::read(&arguments).map_err(|errors| {
        let mut diags = Diags::new();
        for error in errors {
            let diagnostic = Diagnostic::error("Invalid backend configuration")
                .detail(format!("Backend \"s3\", argument \"{}\": {error}.", error.argument))
                .at(backend.span);
            diags.push(match error.help {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
        }
        diags
    })
}
