use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use groundplan_config::files::{normalize, relative};
use groundplan_config::module::{Getter, ModuleRequest, ModuleSource, ModuleSources, RegistryModule, RemoteModule};
use groundplan_diag::Diagnostic;
use groundplan_fetch::{CliConfig, Environment, Hosts, Http};

use crate::archive::Format;
use crate::buckets::Buckets;
use crate::cache::{Cache, Cached};
use crate::git::Repository;
use crate::layout::{Layout, Wanted};
use crate::lock::{LockFile, LockedPackage};
use crate::obtain::{Means, expand};
use crate::problem::Problem;
use crate::registry::{Registry, exact_version};
use crate::web::Web;

/// What modules are fetched with, and where they are kept.
#[derive(Clone)]
pub struct FetchSettings {
    /// What the CLI configuration says about hosts.
    pub cli_config: CliConfig,
    /// The environment.
    pub environment: Environment,
    /// This program's folder in the user's cache folder.
    pub cache_dir: PathBuf,
    /// The folder that paths in messages are seen from, absolute.
    pub base: PathBuf,
    /// Where in the project fetched modules are put.
    pub layout: Layout,
    /// Reads S3 buckets.
    pub buckets: Arc<dyn Buckets>,
    /// Whether what is installed and locked is passed over, and everything chosen anew.
    pub update: bool,
    /// Told what is being fetched, as a sentence.
    pub on_fetch: Arc<dyn Fn(String) + Send + Sync>,
}

/// Fetches modules that lie elsewhere. One serves a whole run, from any thread; its work is blocking.
pub struct ModuleFetcher {
    settings: FetchSettings,
    hosts: Hosts,
    http: Http,
    cache: Cache,
    /// What was settled in this run. Held while a module is fetched, so that none is fetched twice.
    settled: Mutex<Settled>,
}

/// A module that is asked for: the path of the call where that matters, the address, the constraints.
type Question = (Vec<Arc<str>>, String, Option<String>);

#[derive(Default)]
struct Settled {
    /// The lock file as it was read, once it has been, and as it is to be now. What this run adds settles nothing for other
    /// constraints, so that the order of calls does not matter.
    locks: Option<(LockFile, LockFile)>,
    /// The folders of modules, by what was asked for.
    folders: HashMap<Question, Result<PathBuf, Problem>>,
    /// Packages that this run has chosen, by address and constraints.
    chosen: HashMap<(String, Option<String>), (Option<String>, Cached)>,
}

impl ModuleFetcher {
    /// A fetcher with settings.
    #[must_use]
    pub fn new(settings: FetchSettings) -> Self {
        let http = Http::new();
        Self {
            hosts: Hosts::new(http.clone(), &settings.cli_config),
            cache: Cache::in_folder(&settings.cache_dir),
            http,
            settings,
            settled: Mutex::default(),
        }
    }

    /// The name of the lock file's folder and its own.
    fn lock_file(&self) -> PathBuf {
        self.settings.layout.root().join(LockFile::NAME)
    }

    fn settled(&self) -> MutexGuard<'_, Settled> {
        self.settled.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, request: &ModuleRequest<'_>) -> Result<PathBuf, Problem> {
        let mut settled = self.settled();
        // Where folders are not by call, the same question has the same answer.
        let path = if self.is_by_call() { request.path.to_vec() } else { Vec::new() };
        let question = (path, request.text.to_owned(), request.version.map(str::to_owned));
        if let Some(known) = settled.folders.get(&question) {
            return known.clone();
        }
        if settled.locks.is_none() {
            let lock = if self.settings.update { Ok(LockFile::default()) } else { LockFile::read(&self.lock_file()) };
            let lock = lock.map_err(|error| {
                Problem::new("Lock file of modules not usable", error.0)
                    .help("mend it, or remove it to choose versions anew")
            })?;
            settled.locks = Some((lock.clone(), lock));
        }
        let found = match request.source {
            ModuleSource::Registry(module) => self.of_registry(request, module, &mut settled),
            ModuleSource::Remote(module) => self.of_remote(request, module, &mut settled),
            ModuleSource::Local(path) => Ok(request.wanted_by.join(path)),
        };
        settled.folders.insert(question, found.clone());
        found
    }

    fn of_registry(
        &self,
        request: &ModuleRequest<'_>,
        module: &RegistryModule,
        settled: &mut Settled,
    ) -> Result<PathBuf, Problem> {
        let address = Registry::package(module);
        let name = format!("{}-{}-{}", module.namespace, module.name, module.provider);
        let wanted = Wanted { request, source: module.to_string(), name };
        self.settle(&wanted, &address, &module.subdir, settled, |locked| {
            let registry = Registry { hosts: &self.hosts, module };
            let version = match (locked, request.version.and_then(exact_version)) {
                (Some((Some(version), _)), _) => version.to_owned(),
                // A version that is named, and known from before, needs no registry.
                (_, Some(exact)) if self.cache.find(&format!("{address} {exact}")).is_some() => exact.to_string(),
                _ => registry.newest(request.version)?,
            };
            let noted = format!("{address} {version}");
            if let Some(package) = self.cache.find(&noted).filter(|_| locked.is_none()) {
                return Ok((Some(version), package));
            }
            (self.settings.on_fetch)(format!("Fetching {address} {version}"));
            let location = registry.location(&version)?;
            let (hash, within) = self.cache.add(|folder| self.means().start(&address, &location, folder))?;
            let package = Cached { hash, revision: None, folder: within };
            self.cache.remember(&noted, &package);
            Ok((Some(version), package))
        })
    }

    fn of_remote(
        &self,
        request: &ModuleRequest<'_>,
        module: &RemoteModule,
        settled: &mut Settled,
    ) -> Result<PathBuf, Problem> {
        let address = module.package();
        let wanted = Wanted { request, source: module.to_string(), name: name_of(&module.url) };
        let path = module.url.split('?').next().unwrap_or_default();
        if module.getter == Getter::File && Format::of(None, path).is_none() {
            let folder = Path::new(path.trim_start_matches("file://"));
            if !folder.is_dir() {
                return Err(Problem::new("Module not found", format!("There is no folder {}.", folder.display())));
            }
            return self.settings.layout.link(&wanted, folder, &module.subdir);
        }
        self.settle(&wanted, &address, &module.subdir, settled, |locked| {
            let revision = locked.and_then(|(_, package)| package.revision.as_deref());
            let told = || (self.settings.on_fetch)(format!("Fetching {address}"));
            if module.getter != Getter::Git {
                told();
                let (hash, within) = self.cache.add(|folder| self.means().obtain(module, folder))?;
                return Ok((None, Cached { hash, revision: None, folder: within }));
            }
            let repository = Repository::new(module)?;
            let commit = match revision {
                Some(revision) => Some(revision.to_owned()),
                None => repository.commit()?,
            };
            let noted = |commit: &str| format!("git::{}@{commit}", repository.shown());
            if let Some(commit) = commit.as_deref().filter(|_| locked.is_none())
                && let Some(package) = self.cache.find(&noted(commit))
            {
                return Ok((None, package));
            }
            told();
            let (hash, commit) = self.cache.add(|folder| repository.fetch(revision, folder))?;
            let package = Cached { hash, revision: Some(commit.clone()), folder: String::new() };
            self.cache.remember(&noted(&commit), &package);
            Ok((None, package))
        })
    }

    /// Finds the module where it is installed, or settles on a package and installs it. `choose` fetches the package that is
    /// locked, or else the one to be locked.
    fn settle(
        &self,
        wanted: &Wanted<'_>,
        address: &str,
        subdir: &str,
        settled: &mut Settled,
        choose: impl Fn(Option<(Option<&str>, &LockedPackage)>) -> Result<(Option<String>, Cached), Problem>,
    ) -> Result<PathBuf, Problem> {
        let (lock, new_lock) = settled.locks.get_or_insert_default();
        let locked = lock.find(address, wanted.request.version);
        let locked = locked.map(|(version, package)| (version.map(str::to_owned), package.clone()));
        let known = locked.as_ref().map(|(version, package)| (version.as_deref(), package));
        if !self.settings.update {
            let known = known.map(|(version, package)| (version, &*package.hash));
            if let Some(dir) = self.settings.layout.installed(wanted, known) {
                return Ok(dir);
            }
        }
        let chosen = (address.to_owned(), wanted.request.version.map(str::to_owned));
        // A package of the cache that turns out to be damaged is removed, and fetched once more.
        for _ in 0..2 {
            let before = settled.chosen.get(&chosen).filter(|(_, before)| self.cache.has(&before.hash));
            let (version, package) = match (before, known) {
                (Some(before), _) => before.clone(),
                (None, Some((version, locked))) if self.cache.has(&locked.hash) => {
                    (version.map(str::to_owned), Cached::from(locked))
                }
                _ => choose(known)?,
            };
            if let Some((_, locked)) = known
                && locked.hash != package.hash
            {
                return Err(mismatch(address, &locked.hash, &package.hash));
            }
            settled.chosen.insert(chosen.clone(), (version.clone(), package.clone()));
            let subdir = expand(Path::new(""), &package.folder, subdir).unwrap_or_default();
            let installed = self.settings.layout.install(wanted, version.as_deref(), &package, &self.cache, &subdir)?;
            let Some(dir) = installed else { continue };
            if !dir.is_dir() {
                let detail = format!("The package {address} has no folder {subdir}.");
                return Err(Problem::new("Module not found", detail)
                    .help("check what stands after \"//\" in the source address"));
            }
            new_lock.packages.insert((address.to_owned(), version), LockedPackage::from(&package));
            new_lock
                .write(&self.lock_file())
                .map_err(|error| Problem::new("Lock file of modules not usable", error.0))?;
            return Ok(dir);
        }
        Err(Problem::new(
            "Module package not usable",
            format!("The package {address} does not stay in the cache as it was fetched."),
        )
        .help("see to the disk that the cache folder is on"))
    }

    fn means(&self) -> Means<'_> {
        Means {
            web: Web { http: &self.http, environment: &self.settings.environment },
            buckets: &*self.settings.buckets,
        }
    }

    /// A path as messages show it: relative to the base folder, unless that is longer.
    fn shown(&self, path: &Path) -> PathBuf {
        match relative(&self.settings.base, path) {
            Some(shown) if shown.as_os_str().len() <= path.as_os_str().len() => shown,
            _ => path.to_path_buf(),
        }
    }
}

impl ModuleSources for ModuleFetcher {
    fn locate(&self, request: &ModuleRequest<'_>) -> Result<PathBuf, Diagnostic> {
        match self.find(request) {
            Ok(dir) => Ok(self.shown(&dir)),
            Err(problem) => Err(problem.at(request.span)),
        }
    }

    fn is_by_call(&self) -> bool {
        self.settings.layout.is_by_call()
    }

    fn package_of(&self, dir: &Path) -> Option<PathBuf> {
        let modules = self.settings.layout.modules();
        let absolute = normalize(&self.settings.base.join(dir));
        let name = absolute.strip_prefix(&modules).ok()?.components().next()?;
        Some(self.shown(&modules.join(name)))
    }
}

impl From<&LockedPackage> for Cached {
    fn from(locked: &LockedPackage) -> Self {
        Self { hash: locked.hash.clone(), revision: locked.revision.clone(), folder: locked.folder.clone() }
    }
}

impl From<&Cached> for LockedPackage {
    fn from(package: &Cached) -> Self {
        Self { revision: package.revision.clone(), folder: package.folder.clone(), hash: package.hash.clone() }
    }
}

/// A name for the folder of what lies at an address: `vpc` for `https://example.com/modules/vpc.git`.
fn name_of(url: &str) -> String {
    let path = url.split('?').next().unwrap_or_default().trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default();
    let name = last.split('.').next().unwrap_or_default();
    let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
    if name.is_empty() { "module".into() } else { name }
}

fn mismatch(address: &str, locked: &str, found: &str) -> Problem {
    let detail = format!(
        "What {address} gives has the hash {found}; {} settles on {locked}. It is not what was used before.",
        LockFile::NAME
    );
    Problem::new("Module package does not verify", detail)
        .help("if it was replaced with good reason, take it up with `groundplan get --update`")
}
