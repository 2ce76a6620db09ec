use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use futures::{StreamExt as _, TryStreamExt as _};
use groundplan_backend::S3Store;
use groundplan_config::live::{Unit, UnitBackend, UnitPath};
use groundplan_diag::{Diagnostic, Diags};
use groundplan_state::{State, StateStore, StoreError};

use super::layout::Layout;
use crate::Settings;
use crate::project::Project;
use crate::states::{place_of, read_stored, recovery, s3_store};

/// A state that belongs to no unit there is, and holds something.
pub(crate) struct Filed {
    pub(crate) path: UnitPath,
    pub(crate) backend: UnitBackend,
    pub(crate) store: Arc<dyn StateStore>,
    pub(crate) state: State,
}

/// How many states without a unit are looked into. Where there are more, the bucket is not this company's alone.
const MOST: usize = 200;

/// How many of them are read at the same time.
const AT_ONCE: usize = 32;

/// Looks where the units of a whole live repository keep their states for states of others, and gives those that hold objects.
///
/// # Errors
/// What kept it from looking.
pub(crate) async fn filed(settings: &Settings, project: &Project) -> Result<Vec<Filed>, Diags> {
    let known: BTreeSet<&UnitPath> = project.units.iter().map(|unit| &unit.path).chain(&project.excluded).collect();
    let mut candidates: BTreeMap<UnitPath, UnitBackend> = BTreeMap::new();
    for layout in Layout::of(project.units.iter().map(|unit| &**unit)) {
        for name in names(settings, &layout).await? {
            let path = layout.unit(&name).map(|path| UnitPath(path.into()));
            if let Some(path) = path.filter(|path| !known.contains(path)) {
                let backend = layout.backend(&path.0);
                candidates.entry(path).or_insert(backend);
            }
        }
    }
    if candidates.len() > MOST {
        return Err(Diagnostic::error("Too many states without a unit")
            .detail(format!(
                "Where the states of these units are kept there are {} others, such as that of {}: other repositories \
                 seem to keep theirs there, too.",
                candidates.len(),
                candidates.keys().next().map(ToString::to_string).unwrap_or_default()
            ))
            .help("give each live repository a bucket, or a prefix of the key, of its own")
            .into());
    }
    if candidates.is_empty() {
        return Ok(Vec::new());
    }
    let recovery = recovery(project)?;
    let reads = candidates.into_iter().map(|(path, backend)| {
        let recovery = &recovery;
        async move {
            let store = place_of(settings, Path::new("."), &backend)?;
            let state = read_stored(recovery, &path, &*store).await?;
            Ok::<_, Diags>(Filed { path, backend, store, state })
        }
    });
    let read: Vec<Filed> = futures::stream::iter(reads).buffered(AT_ONCE).try_collect().await?;
    Ok(read.into_iter().filter(|filed| filed.state.instances().next().is_some()).collect())
}

/// The state of a unit that the project does not have, kept as those that it has keep theirs; none when it is not known where.
///
/// # Errors
/// When it cannot be read.
pub(crate) async fn state_of(settings: &Settings, project: &Project, path: &UnitPath) -> Result<Option<State>, Diags> {
    let layouts = Layout::of(project.units.iter().map(|unit| &**unit));
    let [layout] = layouts.as_slice() else { return Ok(None) };
    let store = place_of(settings, Path::new("."), &layout.backend(&path.0))?;
    read_stored(&recovery(project)?, path, &*store).await.map(Some)
}

/// The names under which states may be kept in a layout.
async fn names(settings: &Settings, layout: &Layout) -> Result<Vec<String>, Diags> {
    let failed = |error: &StoreError| {
        Diags::from(
            Diagnostic::error("States cannot be listed").detail(format!("{error}.")).help(error.help().to_owned()),
        )
    };
    if layout.is_local() {
        let folder = layout.before.trim_end_matches('/').to_owned();
        let mut found = Vec::new();
        walk(Path::new(&folder), 0, &mut found);
        return Ok(found);
    }
    let store: S3Store = s3_store(settings, &layout.backend("."))?;
    store.keys(&layout.before).await.map_err(|error| failed(&error))
}

/// Folders deeper than this are not looked into: links lead in circles.
const DEEPEST: usize = 60;

/// The files below a folder; one that is not there, or cannot be read, has none.
fn walk(folder: &Path, depth: usize, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth < DEEPEST => walk(&entry.path(), depth + 1, found),
            Ok(kind) if kind.is_file() => found.extend(entry.path().to_str().map(str::to_owned)),
            _ => {}
        }
    }
}

impl Filed {
    /// A unit that stands for the one that is gone, as far as its state is concerned; all else is that of another.
    pub(crate) fn stand_in(&self, like: &Unit) -> Unit {
        Unit {
            path: self.path.clone(),
            dir: like.dir.clone(),
            module: like.module.clone(),
            inputs: groundplan_config::live::Inputs::default(),
            after: Vec::new(),
            backend: self.backend.clone(),
            prevent_destroy: None,
            account: None,
            region: None,
            hooks: Vec::new(),
            files_read: Vec::new(),
            files: like.files.clone(),
        }
    }
}
