//! Launches a provider, says its process's number and waits to be killed: what becomes of the provider then?
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a program of the tests fails by panicking")]

use std::path::PathBuf;
use std::sync::Arc;

use groundplan_address::ProviderAddr;
use groundplan_plugin::install::InstalledPackage;
use groundplan_plugin::{LaunchSettings, Plugin, SchemaCache};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let program = PathBuf::from(std::env::args_os().nth(1).unwrap());
    let package = InstalledPackage {
        provider: ProviderAddr::implied("fake"),
        version: None,
        folder: program.parent().unwrap().to_owned(),
        program,
        program_sha256: "held".into(),
    };
    let settings = LaunchSettings::new(std::env::args_os().nth(2).unwrap(), Arc::new(SchemaCache::in_memory()));
    let plugin = Plugin::launch(&package, &settings).await.unwrap();
    println!("{}", plugin.process_id());
    std::future::pending::<()>().await;
}
