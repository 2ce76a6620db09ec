use std::path::Path;

use groundplan_config::module::{Getter, ModuleSource, RemoteModule, without_secrets};
use tempfile::TempDir;

use crate::archive::Format;
use crate::buckets::{Buckets, Fetched, ObjectAddress};
use crate::checksum::Checksum;
use crate::git::Repository;
use crate::problem::Problem;
use crate::web::Web;

/// How often an address may lead to another one.
const MAX_STEPS: usize = 10;

/// What packages are obtained with.
pub(crate) struct Means<'a> {
    pub(crate) web: Web<'a>,
    pub(crate) buckets: &'a dyn Buckets,
}

impl Means<'_> {
    /// Puts the package at an address into an empty folder, and gives the folder in it that the address means beyond its
    /// own: that of the addresses it led to.
    pub(crate) fn obtain(&self, module: &RemoteModule, folder: &Path) -> Result<String, Problem> {
        self.step(module, folder, MAX_STEPS)
    }

    fn step(&self, module: &RemoteModule, folder: &Path, left: usize) -> Result<String, Problem> {
        let shown = without_secrets(&module.url);
        let mut rest = module.clone();
        let archive = rest.take_parameter("archive");
        let checksum = rest.take_parameter("checksum").map(|text| Checksum::parse(&text)).transpose();
        let checksum = checksum.map_err(|reason| Problem::fetch(&shown, reason))?;
        let path = rest.url.split('?').next().unwrap_or_default().to_owned();
        let format = Format::of(archive.as_deref(), &path);
        if let (Getter::Http | Getter::File, Some(format)) = (module.getter, format) {
            let file = temporary()?;
            let file = file.path().join("archive");
            if module.getter == Getter::File {
                let local = path.trim_start_matches("file://");
                std::fs::copy(local, &file).map_err(|error| Problem::fetch(&shown, error))?;
            } else {
                self.web.download(&rest.url, &file)?;
            }
            unpack(&shown, format, checksum.as_ref(), &file, folder)?;
            return Ok(String::new());
        }
        if checksum.is_some() && module.getter != Getter::S3 {
            return Err(Problem::fetch(&shown, "only archives have a checksum"));
        }
        match module.getter {
            Getter::Git => {
                Repository::new(&rest)?.fetch(None, folder)?;
                Ok(String::new())
            }
            Getter::S3 => {
                self.bucket(&rest, format, checksum.as_ref(), folder)?;
                Ok(String::new())
            }
            Getter::File => Err(Problem::fetch(&shown, "a folder of this machine is no package")),
            Getter::Http => {
                let location = self.web.location(&rest.url)?;
                self.follow(&shown, &location, folder, left)
            }
        }
    }

    /// Obtains what lies at an address that a registry or a server named.
    pub(crate) fn follow(&self, from: &str, location: &str, folder: &Path, left: usize) -> Result<String, Problem> {
        let wrong = |reason: String| {
            Problem::fetch(from, format!("it names the address {}: {reason}", without_secrets(location)))
        };
        if left == 0 {
            return Err(wrong("addresses lead to addresses without end".into()));
        }
        let next = match ModuleSource::parse(location) {
            Ok(ModuleSource::Remote(next)) if next.getter != Getter::File => next,
            Ok(_) => return Err(wrong("that is none of a package elsewhere".into())),
            Err(why) => return Err(wrong(why)),
        };
        let within = self.step(&next, folder, left - 1)?;
        expand(folder, &within, &next.subdir).map_err(wrong)
    }

    /// The first address of a chain.
    pub(crate) fn start(&self, from: &str, location: &str, folder: &Path) -> Result<String, Problem> {
        self.follow(from, location, folder, MAX_STEPS)
    }

    fn bucket(
        &self,
        module: &RemoteModule,
        format: Option<Format>,
        checksum: Option<&Checksum>,
        folder: &Path,
    ) -> Result<(), Problem> {
        let shown = module.package();
        let address = ObjectAddress::of(module).map_err(|reason| Problem::fetch(&shown, reason))?;
        let into = temporary()?;
        let fetched = self.buckets.fetch(&address, into.path()).map_err(|reason| Problem::fetch(&shown, reason))?;
        match (fetched, format) {
            (Fetched::Object, Some(format)) => unpack(&shown, format, checksum, &into.path().join("object"), folder),
            (Fetched::Object, None) => Err(Problem::fetch(&shown, "it is one object, and no archive by its name")
                .help("if it is an archive, say of which kind: `?archive=zip`")),
            (Fetched::Prefix, _) if checksum.is_some() => Err(Problem::fetch(&shown, "only archives have a checksum")),
            (Fetched::Prefix, _) => crate::copy::copy(into.path(), folder)
                .map_err(|cause| Problem::disk("Writing to the cache folder", folder, &cause)),
        }
    }
}

fn temporary() -> Result<TempDir, Problem> {
    tempfile::tempdir().map_err(|cause| Problem::disk("Making a folder in", &std::env::temp_dir(), &cause))
}

fn unpack(shown: &str, format: Format, checksum: Option<&Checksum>, file: &Path, folder: &Path) -> Result<(), Problem> {
    if let Some(checksum) = checksum {
        let found = std::fs::File::open(file).and_then(|mut file| checksum.check(&mut file));
        if let Err(found) = found.map_err(|cause| Problem::disk("Reading", file, &cause))? {
            let detail = format!("What {shown} gives has the checksum {found}, which is not the one in the address.");
            return Err(Problem::new("Module package does not verify", detail)
                .help("if the package was replaced with good reason, change the checksum"));
        }
    }
    format
        .unpack(file, folder)
        .map_err(|error| Problem::fetch(shown, format!("the archive cannot be unpacked: {error}")))
}

/// A folder within another one, in which a `*` stands for the only one that is there.
pub(crate) fn expand(root: &Path, base: &str, subdir: &str) -> Result<String, String> {
    let mut found: Vec<String> = base.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    for part in subdir.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if !part.contains('*') {
            found.push(part.to_owned());
            continue;
        }
        let (start, end) = part.split_once('*').unwrap_or((part, ""));
        let here = root.join(found.join("/"));
        let names = std::fs::read_dir(&here).map_err(|error| error.to_string())?;
        let names = names.flatten().filter(|entry| entry.path().is_dir());
        let names = names.filter_map(|entry| entry.file_name().into_string().ok());
        let mut fitting: Vec<String> = names
            .filter(|name| name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end))
            .collect();
        match (fitting.pop(), fitting.is_empty()) {
            (Some(name), true) => found.push(name),
            (None, _) => return Err(format!("no folder in the package fits \"{part}\"")),
            _ => return Err(format!("several folders in the package fit \"{part}\"")),
        }
    }
    Ok(found.join("/"))
}
