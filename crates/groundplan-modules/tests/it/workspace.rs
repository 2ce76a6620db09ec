//! A project whose root module calls modules, and what loading it comes to.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};

use groundplan_config::files::{DiskFiles, Overlay, Reader};
use groundplan_config::module::{LoadContext, ModuleCache, ModuleTree, load_tree};
use groundplan_diag::SourceMap;
use groundplan_fetch::{CliConfig, Environment};
use groundplan_modules::{FetchSettings, Layout, ModuleFetcher, NoBuckets};
use tempfile::TempDir;

pub(crate) struct Workspace {
    folder: TempDir,
    pub(crate) cli_config: CliConfig,
    pub(crate) update: bool,
    fetched: Arc<Mutex<Vec<String>>>,
}

impl Workspace {
    pub(crate) fn new() -> Self {
        let work = Self {
            folder: TempDir::new().unwrap(),
            cli_config: CliConfig::default(),
            update: false,
            fetched: Arc::default(),
        };
        fs::create_dir(work.path("root")).unwrap();
        fs::create_dir(work.path("home")).unwrap();
        work
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// A root module with calls of these names, sources and other arguments.
    pub(crate) fn calls(&self, calls: &[(&str, &str, &str)]) {
        let mut text = String::new();
        for (name, source, more) in calls {
            writeln!(text, "module \"{name}\" {{\n  source = \"{source}\"\n{more}\n}}").unwrap();
        }
        self.write("root/main.tf", &text);
    }

    /// Loads the root module: its tree as lines `CALL FOLDER OUTPUTS`, or the errors.
    pub(crate) fn load(&self) -> String {
        let root = self.path("root");
        self.load_with(Layout::RootModule { data_dir: root.join(".terraform"), root })
    }

    pub(crate) fn load_with(&self, layout: Layout) -> String {
        let root = self.path("root");
        let fetched = self.fetched.clone();
        let fetcher = ModuleFetcher::new(FetchSettings {
            cli_config: self.cli_config.clone(),
            environment: [("HOME", self.path("home"))].into_iter().collect::<Environment>(),
            cache_dir: self.path("cache"),
            base: root.clone(),
            layout,
            buckets: Arc::new(NoBuckets),
            update: self.update,
            on_fetch: Arc::new(move |what| fetched.lock().unwrap().push(what)),
        });
        let (sources, cache) = (SourceMap::new(), ModuleCache::new());
        let files = Reader { base: root.into(), files: Arc::new(DiskFiles::new(None)) };
        let context = LoadContext { sources: &sources, files: &files, modules: &fetcher, cache: &cache };
        let (tree, diags) = load_tree(Path::new("."), &Overlay::default(), &context);
        let mut text = String::new();
        for diagnostic in &diags {
            let at = diagnostic.primary.as_ref().and_then(|label| sources.locate(label.span)).unwrap_or_default();
            writeln!(text, "{at}: {}: {}", diagnostic.summary, diagnostic.detail).unwrap();
            diagnostic.help.iter().for_each(|help| writeln!(text, "  help: {help}").unwrap());
        }
        if !diags.has_errors() {
            describe(&tree.unwrap(), "", &mut text);
        }
        text.replace(&self.path("").display().to_string(), "WORK/")
    }

    /// What was told since this was called last.
    pub(crate) fn fetched(&self) -> String {
        let all = std::mem::take(&mut *self.fetched.lock().unwrap());
        all.join("; ").replace(&self.path("").display().to_string(), "WORK/")
    }

    /// A git repository with these files, tagged.
    pub(crate) fn repository(&self, name: &str, files: &[(&str, &str)], tag: &str) -> String {
        let dir = self.path(name);
        fs::create_dir_all(&dir).unwrap();
        self.git(name, &["init", "--quiet", "--initial-branch=main"]);
        self.commit(name, files, tag);
        format!("git::file://{}", dir.display())
    }

    pub(crate) fn commit(&self, name: &str, files: &[(&str, &str)], tag: &str) {
        files.iter().for_each(|(file, text)| self.write(&format!("{name}/{file}"), text));
        self.git(name, &["add", "--all"]);
        self.git(name, &["commit", "--quiet", "--message", tag]);
        self.git(name, &["tag", "--annotate", "--message", tag, tag]);
    }

    pub(crate) fn git(&self, name: &str, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .args(["-c", "user.name=T", "-c", "user.email=t@example.com"])
            .args(arguments)
            .current_dir(self.path(name))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }
}

fn describe(tree: &ModuleTree, path: &str, text: &mut String) {
    for (name, child) in &tree.children {
        let path = if path.is_empty() { name.to_string() } else { format!("{path}.{name}") };
        let outputs: Vec<&str> = child.module.outputs.keys().map(|name| &**name).collect();
        writeln!(text, "{path} {} {}", child.module.dir.display(), outputs.join(",")).unwrap();
        describe(child, &path, text);
    }
}

/// A module with an output of that name.
pub(crate) fn module(output: &str) -> String {
    format!("output \"{output}\" {{ value = 1 }}\n")
}

/// A zip file with these files.
pub(crate) fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A tar file with these files; a text `-> TARGET` makes a link.
pub(crate) fn tar(files: &[(&str, &str)]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, text) in files {
        let mut header = tar::Header::new_gnu();
        header.set_mode(0o644);
        if let Some(target) = text.strip_prefix("-> ") {
            header.set_entry_type(tar::EntryType::Symlink);
            header.set_size(0);
            tar.append_link(&mut header, name, target).unwrap();
        } else {
            header.set_size(text.len() as u64);
            tar.append_data(&mut header, name, text.as_bytes()).unwrap();
        }
    }
    tar.into_inner().unwrap()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}
