use std::path::Path;
use std::sync::Arc;

use groundplan_diag::Diags;
use groundplan_fetch::{CliConfig, Environment};
use groundplan_modules::{FetchSettings, Layout, ModuleFetcher};

use crate::{Settings, document};

/// What gets the modules of a root module, or of the live repository with that root.
pub(crate) fn module_fetcher(settings: &Settings, live_root: Option<&Path>) -> (ModuleFetcher, Diags) {
    let environment: Environment = settings.environment.iter().collect();
    // Warnings about the file are told when providers are looked for.
    let (cli_config, diags) = CliConfig::load(&environment);
    let data_dir = environment.path("TF_DATA_DIR").unwrap_or_else(|| ".terraform".into());
    let layout = match live_root {
        Some(root) => Layout::Live { root: root.to_path_buf() },
        None => Layout::RootModule { root: settings.dir.clone(), data_dir: settings.dir.join(data_dir) },
    };
    let events = settings.events.clone();
    let fetcher = ModuleFetcher::new(FetchSettings {
        cli_config,
        environment,
        cache_dir: settings.cache_dir.clone(),
        base: settings.dir.clone(),
        layout,
        buckets: Arc::new(settings.stores.buckets(settings.overlay.as_ref())),
        update: settings.update_modules,
        on_fetch: Arc::new(move |what| events(document::log(format!("{what} …")))),
    });
    (fetcher, diags)
}
