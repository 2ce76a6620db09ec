use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use groundplan_config::files::{DiskFiles, normalize};
use groundplan_diag::Diagnostic;
use groundplan_lang::functions::{FileAccess, FileKind};

use crate::git::git;

/// How many commits are looked through.
pub(super) const FARTHEST: usize = 1000;

/// How long a chain of links may be.
const LINKS: usize = 16;

/// What git remembers of the folder of a live repository.
pub(super) struct History {
    top: PathBuf,
    /// The newest first: the one that is checked out, then those that changed something in the live repository.
    pub(super) commits: Vec<String>,
}

impl History {
    /// The history of a live repository.
    ///
    /// # Errors
    /// When it lies in no repository of git's.
    pub(super) fn of(root: &Path) -> Result<Self, String> {
        let top = git(&["rev-parse", "--show-toplevel"], root)?;
        let top = PathBuf::from(String::from_utf8_lossy(&top).trim_end_matches('\n').to_owned());
        let head = git(&["rev-parse", "HEAD"], root)?;
        let most = format!("--max-count={FARTHEST}");
        let older = git(&["rev-list", &most, "HEAD", "--", "."], root)?;
        let mut commits = vec![String::from_utf8_lossy(&head).trim().to_owned()];
        for commit in String::from_utf8_lossy(&older).lines() {
            if !commits.iter().any(|known| known == commit) {
                commits.push(commit.to_owned());
            }
        }
        Ok(Self { top, commits })
    }

    /// The files of the repository as a commit has them; all others as they are.
    ///
    /// # Errors
    /// When git does not list them.
    pub(super) fn files(&self, commit: &str, home: Option<PathBuf>) -> Result<CommitFiles, Diagnostic> {
        let failed = |why: String| {
            Diagnostic::error("Commit cannot be read").detail(format!("git cannot list the commit {commit}: {why}."))
        };
        let listed = git(&["ls-tree", "-r", "-z", "--full-tree", commit], &self.top).map_err(failed)?;
        let mut entries = BTreeMap::new();
        for line in listed.split(|byte| *byte == 0).filter(|line| !line.is_empty()) {
            // MODE SP TYPE SP OBJECT TAB PATH
            let line = String::from_utf8_lossy(line);
            let Some((meta, path)) = line.split_once('\t') else { continue };
            let mut words = meta.split(' ');
            if let (Some(mode), Some("blob"), Some(object)) = (words.next(), words.next(), words.next()) {
                entries.insert(PathBuf::from(path), Entry { is_link: mode == "120000", object: object.to_owned() });
            }
        }
        Ok(CommitFiles { top: self.top.clone(), entries, disk: DiskFiles::new(home) })
    }
}

struct Entry {
    is_link: bool,
    object: String,
}

/// The files of a commit, in place of those of the work tree.
pub(super) struct CommitFiles {
    top: PathBuf,
    entries: BTreeMap<PathBuf, Entry>,
    disk: DiskFiles,
}

enum Found<'a> {
    /// It does not belong to what git keeps: as it is.
    Disk,
    File(&'a Entry),
    Folder(PathBuf),
    Nothing,
}

impl CommitFiles {
    fn find(&self, path: &Path) -> io::Result<Found<'_>> {
        let Ok(within) = path.strip_prefix(&self.top) else { return Ok(Found::Disk) };
        // What programs keep for themselves: git's own folder, fetched modules and providers.
        let is_ours = |part: &str| part == ".git" || part == ".groundplan" || part == ".terraform";
        if within.iter().any(|part| part.to_str().is_some_and(is_ours)) {
            return Ok(Found::Disk);
        }
        let mut path = within.to_path_buf();
        for _ in 0..LINKS {
            let Some((link, entry)) = path.ancestors().find_map(|at| Some((at.to_path_buf(), self.link(at)?))) else {
                return Ok(match self.entries.get(&path) {
                    Some(entry) => Found::File(entry),
                    None if self.children(&path).next().is_some() => Found::Folder(path),
                    None => Found::Nothing,
                });
            };
            let target = String::from_utf8_lossy(&self.content(entry)?).into_owned();
            let rest = path.strip_prefix(&link).map(Path::to_path_buf).unwrap_or_default();
            let target = normalize(&self.top.join(link.parent().unwrap_or(Path::new(""))).join(target).join(rest));
            match target.strip_prefix(&self.top) {
                Ok(within) => path = within.to_path_buf(),
                Err(_) => return Ok(Found::Nothing),
            }
        }
        Ok(Found::Nothing)
    }

    fn link(&self, path: &Path) -> Option<&Entry> {
        self.entries.get(path).filter(|entry| entry.is_link)
    }

    fn content(&self, entry: &Entry) -> io::Result<Vec<u8>> {
        git(&["cat-file", "blob", &entry.object], &self.top).map_err(io::Error::other)
    }

    fn children<'a>(&'a self, folder: &'a Path) -> impl Iterator<Item = String> + 'a {
        // Paths are in order by their parts, so what lies in a folder stands together.
        let all = self.entries.range(folder.to_path_buf()..).map(|(path, _)| path);
        let near = all.take_while(move |path| path.starts_with(folder));
        let within = near.filter_map(move |path| path.strip_prefix(folder).ok()?.components().next());
        within.map(|first| first.as_os_str().to_string_lossy().into_owned())
    }
}

impl FileAccess for CommitFiles {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.find(path)? {
            Found::Disk => self.disk.read(path),
            Found::File(entry) => self.content(entry),
            Found::Folder(_) => Err(io::ErrorKind::IsADirectory.into()),
            Found::Nothing => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        match self.find(path)? {
            Found::Disk => self.disk.kind(path),
            Found::File(_) => Ok(FileKind::File),
            Found::Folder(_) => Ok(FileKind::Folder),
            Found::Nothing => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn list(&self, path: &Path) -> io::Result<Vec<String>> {
        match self.find(path)? {
            Found::Disk => self.disk.list(path),
            Found::File(_) => Err(io::ErrorKind::NotADirectory.into()),
            Found::Folder(folder) => {
                let mut names: Vec<String> = self.children(&folder).collect();
                names.sort();
                names.dedup();
                Ok(names)
            }
            Found::Nothing => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn home(&self) -> Option<PathBuf> {
        self.disk.home()
    }
}
