use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use groundplan_address::ProviderAddr;
use groundplan_config::live::{Unit, UnitPath};
use groundplan_config::module::ModuleTree;
use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_plugin::install::{InstalledPackage, Installer, LockFile, PackageRequest, VersionConstraints};

/// The name of the dependency lock file, beside a root module or in a unit's folder.
const LOCK_FILE: &str = ".terraform.lock.hcl";

/// Which provider package each unit uses: found or installed once, locked in the unit's lock file.
pub(super) struct Packages {
    installer: Arc<Installer>,
    known: Mutex<HashMap<(UnitPath, ProviderAddr), Arc<InstalledPackage>>>,
    /// One lock file at a time is read, settled and written, so that no entry gets lost.
    settling: tokio::sync::Mutex<()>,
    base: PathBuf,
}

impl Packages {
    pub(super) fn new(installer: Installer, base: &Path) -> Self {
        Self {
            installer: Arc::new(installer),
            known: Mutex::default(),
            settling: tokio::sync::Mutex::default(),
            base: base.to_path_buf(),
        }
    }

    /// The package of a provider for a unit.
    pub(super) async fn of(&self, unit: &Unit, provider: &ProviderAddr) -> Result<Arc<InstalledPackage>, Diags> {
        let key = (unit.path.clone(), provider.clone());
        if let Some(found) = self.known().get(&key) {
            return Ok(found.clone());
        }
        let _settling = self.settling.lock().await;
        if let Some(found) = self.known().get(&key) {
            return Ok(found.clone());
        }
        let (constraints, span) = constraints(&unit.module, provider)?;
        let dir = self.base.join(&unit.dir);
        let lock_path = dir.join(LOCK_FILE);
        let installer = self.installer.clone();
        let request = PackageRequest { provider: provider.clone(), constraints, installed_in: installed_in(&dir) };
        // Hashing and unpacking keep a core busy for seconds.
        let installed = tokio::task::spawn_blocking(move || install(&installer, &request, &lock_path)).await;
        let installed = installed
            .map_err(|error| Diagnostic::error("Provider could not be installed").detail(error.to_string()))?;
        let package = Arc::new(installed.map_err(|error| Diags::from(error.at(span)))?);
        self.known().insert(key, package.clone());
        Ok(package)
    }

    /// The checksums of the programs of all packages that were asked for, by label.
    pub(super) fn used(&self) -> BTreeMap<String, String> {
        self.known().values().map(|package| (package.label(), package.program_sha256.clone())).collect()
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<(UnitPath, ProviderAddr), Arc<InstalledPackage>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn install(installer: &Installer, request: &PackageRequest, lock_path: &Path) -> Result<InstalledPackage, Diagnostic> {
    let failed = |summary: &str, detail: String, help: &[String]| {
        let error = Diagnostic::error(summary).detail(detail);
        help.iter().fold(error, |error, help| error.help(help.clone()))
    };
    let mut lock = LockFile::read(lock_path).map_err(|error| {
        failed(
            "Dependency lock file cannot be read",
            error.to_string(),
            &["mend it, or remove it to choose versions anew".into()],
        )
    })?;
    let package =
        installer.install(request, &mut lock).map_err(|error| failed(error.summary, error.detail, &error.help))?;
    lock.write(lock_path).map_err(|error| failed("Dependency lock file cannot be written", error.to_string(), &[]))?;
    Ok(package)
}

fn installed_in(dir: &Path) -> Option<PathBuf> {
    let folder = dir.join(".terraform/providers");
    folder.is_dir().then_some(folder)
}

/// The constraints of all modules of a unit on a provider, and the place of one of them.
fn constraints(tree: &ModuleTree, provider: &ProviderAddr) -> Result<(VersionConstraints, Span), Diags> {
    fn collect(tree: &ModuleTree, provider: &ProviderAddr, all: &mut BTreeMap<String, Span>) {
        for required in tree.module.required_providers.values() {
            if required.source == *provider && !required.version.is_empty() {
                all.entry(required.version.clone()).or_insert(required.span);
            }
        }
        tree.children.values().for_each(|child| collect(child, provider, all));
    }
    let mut all = BTreeMap::new();
    collect(tree, provider, &mut all);
    let mut constraints = VersionConstraints::default();
    let mut place = Span::NONE;
    for (text, span) in all {
        let parsed = VersionConstraints::parse(&text).map_err(|error| {
            Diagnostic::error("Invalid version constraint").detail(format!("{}: {}", error.text, error.reason)).at(span)
        })?;
        constraints = constraints.and(&parsed);
        place = span;
    }
    Ok((constraints, place))
}
