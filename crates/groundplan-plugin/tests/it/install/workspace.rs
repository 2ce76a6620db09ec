use std::fs::Permissions;
use std::io::{Cursor, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use groundplan_address::ProviderAddr;
use groundplan_plugin::install::{
    InstallError, InstallSettings, InstalledPackage, Installer, LockFile, PackageRequest, Platform, VersionConstraints,
};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A folder with mirrors, a cache and a lock file.
pub(crate) struct Workspace {
    pub(crate) folder: TempDir,
    pub(crate) settings: InstallSettings,
    pub(crate) lock: LockFile,
}

impl Workspace {
    /// Nothing in it; the cache and the mirror `mirror` are where the settings say.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = InstallSettings::new(folder.path().join("cache"));
        settings.implied_mirrors.push(folder.path().join("mirror"));
        settings.platform = Platform { os: "linux".into(), arch: "amd64".into() };
        // No test asks the real registry.
        settings.cli_config.services.insert(ProviderAddr::DEFAULT_HOST.into(), Default::default());
        Self { folder, settings, lock: LockFile::default() }
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    /// Adds an unpacked package to the mirror of that name; its program is a script without use.
    pub(crate) fn add_unpacked(&self, mirror: &str, provider: &str, version: &str) -> PathBuf {
        let kind = provider.rsplit('/').next().unwrap();
        let folder = self.path(&format!("{mirror}/{provider}/{version}/linux_amd64"));
        std::fs::create_dir_all(&folder).unwrap();
        let program = folder.join(format!("terraform-provider-{kind}_v{version}"));
        std::fs::write(&program, script(kind, version)).unwrap();
        std::fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
        folder
    }

    /// Adds a zip file with such a package.
    pub(crate) fn add_packed(&self, mirror: &str, provider: &str, version: &str) -> PathBuf {
        let kind = provider.rsplit('/').next().unwrap();
        let folder = self.path(&format!("{mirror}/{provider}"));
        std::fs::create_dir_all(&folder).unwrap();
        let archive = folder.join(format!("terraform-provider-{kind}_{version}_linux_amd64.zip"));
        std::fs::write(&archive, zip(kind, version)).unwrap();
        archive
    }

    /// Installs with the settings as they are now, by an installer of its own.
    pub(crate) fn install(&mut self, provider: &str, constraints: &str) -> Result<InstalledPackage, InstallError> {
        let request = PackageRequest {
            provider: ProviderAddr::parse(provider).unwrap(),
            constraints: VersionConstraints::parse(constraints).unwrap(),
            installed_in: Some(self.path("installed")),
        };
        Installer::new(self.settings.clone()).install(&request, &mut self.lock)
    }

    /// The version that is installed, and the place of its folder below the workspace.
    pub(crate) fn installed(&mut self, provider: &str, constraints: &str) -> (String, String) {
        let package = self.install(provider, constraints).unwrap();
        let place = package.folder.strip_prefix(self.folder.path()).unwrap().display().to_string();
        (package.version.unwrap().to_string(), place)
    }

    /// The whole text of the error, with the workspace's path left out.
    pub(crate) fn error(&mut self, provider: &str, constraints: &str) -> String {
        let error = self.install(provider, constraints).unwrap_err();
        let text = std::iter::once(error.to_string()).chain(error.help).collect::<Vec<_>>().join("\n");
        text.replace(&*self.folder.path().to_string_lossy(), "")
    }
}

fn script(kind: &str, version: &str) -> String {
    format!("#!/bin/sh\necho {kind} {version}\n")
}

/// A zip file of a package.
pub(crate) fn zip(kind: &str, version: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().unix_permissions(0o755);
    zip.start_file(format!("terraform-provider-{kind}_v{version}"), options).unwrap();
    zip.write_all(script(kind, version).as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

/// Runs a package's program.
pub(crate) fn run(program: &Path) -> String {
    let output = std::process::Command::new(program).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}
