use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Span};

use super::RemoteModule;

/// Where a module comes from, as `source` says it (Terraform's language reference, "Module Sources").
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModuleSource {
    /// `./path` or `../path`, as seen from the calling module's folder.
    Local(String),
    /// A module of a registry.
    Registry(RegistryModule),
    /// Anything else: a git repository, an archive, a bucket, an absolute path.
    Remote(RemoteModule),
}

/// `[HOST/]NAMESPACE/NAME/PROVIDER[//SUBDIR]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryModule {
    /// The registry's host name.
    pub host: Arc<str>,
    /// Namespace.
    pub namespace: Arc<str>,
    /// The module's name.
    pub name: Arc<str>,
    /// The provider that it is for.
    pub provider: Arc<str>,
    /// The folder within the module's package, empty for its root.
    pub subdir: String,
}

impl ModuleSource {
    /// Reads a source address.
    ///
    /// # Errors
    /// When nothing can be meant by it, with the reason as a sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        let is_local = ["./", "../", ".\\", "..\\"].iter().any(|prefix| text.starts_with(prefix));
        if is_local || matches!(text, "." | "..") {
            return Ok(Self::Local(text.replace('\\', "/")));
        }
        if text.trim().is_empty() {
            return Err("The address is empty.".into());
        }
        if let Some(module) = RegistryModule::parse(text) {
            return Ok(Self::Registry(module));
        }
        let remote = RemoteModule::parse(text)?;
        remote.map(Self::Remote).ok_or_else(|| format!("It is not clear what \"{text}\" means."))
    }

    /// Reads a source address as Terragrunt does, which writes modules of registries as
    /// `tfr://HOST/NAMESPACE/NAME/PROVIDER?version=VERSION`, and the version that it names.
    ///
    /// # Errors
    /// When nothing can be meant by it, with the reason as a sentence.
    pub fn parse_terragrunt(text: &str) -> Result<(Self, Option<String>), String> {
        let Some(rest) = text.strip_prefix("tfr://") else { return Self::parse(text).map(|source| (source, None)) };
        let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
        let version =
            query.split('&').find_map(|pair| pair.strip_prefix("version=")).filter(|version| !version.is_empty());
        let version =
            version.ok_or_else(|| format!("\"{text}\" names no version; write \"?version=…\" at its end."))?;
        let module = RegistryModule::parse(address.strip_prefix('/').unwrap_or(address));
        let module = module.ok_or_else(|| {
            format!("\"{text}\" does not have the form \"tfr://HOST/NAMESPACE/NAME/PROVIDER?version=VERSION\".")
        })?;
        Ok((Self::Registry(module), Some(version.into())))
    }
}

impl RegistryModule {
    fn parse(text: &str) -> Option<Self> {
        let (package, subdir) = text.split_once("//").unwrap_or((text, ""));
        let parts: Vec<&str> = package.split('/').collect();
        let (host, rest) = match parts.as_slice() {
            [namespace, name, provider] => ("registry.terraform.io", [*namespace, *name, *provider]),
            [host, namespace, name, provider] if host.contains('.') && !host.starts_with('-') => {
                (*host, [*namespace, *name, *provider])
            }
            _ => return None,
        };
        let is_name = |part: &str| {
            !part.is_empty()
                && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
                && !part.starts_with(['-', '_'])
                && !part.ends_with(['-', '_'])
        };
        // Terraform reads these two hosts as git repositories, never as registries.
        if !rest.iter().all(|part| is_name(part)) || matches!(host, "github.com" | "bitbucket.org") {
            return None;
        }
        let [namespace, name, provider] = rest.map(Arc::from);
        Some(Self { host: host.into(), namespace, name, provider, subdir: subdir.into() })
    }
}

impl fmt::Display for RegistryModule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}/{}", self.host, self.namespace, self.name, self.provider)?;
        if self.subdir.is_empty() { Ok(()) } else { write!(f, "//{}", self.subdir) }
    }
}

/// A module that is wanted and does not lie in a folder beside its caller.
#[derive(Clone, Debug)]
pub struct ModuleRequest<'a> {
    /// The source address, never [`ModuleSource::Local`].
    pub source: &'a ModuleSource,
    /// The address as it is written.
    pub text: &'a str,
    /// The version constraints, as written.
    pub version: Option<&'a str>,
    /// The names of the calls that lead to it from the root module, its own last; empty for a unit's root module.
    pub path: &'a [Arc<str>],
    /// Where the address is written.
    pub span: Span,
    /// The folder of the module or unit that wants it.
    pub wanted_by: &'a Path,
}

/// Gets modules that do not lie beside their callers, from wherever they are.
pub trait ModuleSources: Send + Sync {
    /// The folder that holds the module's files.
    ///
    /// # Errors
    /// When it cannot be had.
    fn locate(&self, request: &ModuleRequest<'_>) -> Result<PathBuf, Diagnostic>;

    /// Whether the same module lies in different folders when different calls ask for it.
    fn is_by_call(&self) -> bool {
        false
    }

    /// The folder of the package that a folder is part of; none for what was not fetched.
    fn package_of(&self, _dir: &Path) -> Option<PathBuf> {
        None
    }
}

/// Refuses all modules but those in local folders.
#[derive(Clone, Copy, Debug, Default)]
pub struct LocalModules;

impl ModuleSources for LocalModules {
    fn locate(&self, request: &ModuleRequest<'_>) -> Result<PathBuf, Diagnostic> {
        let what = match request.source {
            ModuleSource::Registry(_) => "a module registry",
            _ => "another place than a local folder",
        };
        Err(Diagnostic::error("Module cannot be fetched here")
            .detail(format!("The module \"{}\" is to be fetched from {what}, which is not done here.", request.text))
            .at(request.span)
            .help("copy or clone the module into this repository and write its path, beginning with \"./\" or \"../\""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_told_apart() {
        let registry = |text: &str| match ModuleSource::parse(text) {
            Ok(ModuleSource::Registry(module)) => Some(module.to_string()),
            _ => None,
        };
        assert_eq!(ModuleSource::parse("../a"), Ok(ModuleSource::Local("../a".into())));
        assert_eq!(
            registry("terraform-aws-modules/vpc/aws//modules/endpoints").as_deref(),
            Some("registry.terraform.io/terraform-aws-modules/vpc/aws//modules/endpoints")
        );
        assert_eq!(registry("app.terraform.io/a/b/c").as_deref(), Some("app.terraform.io/a/b/c"));
        for remote in
            ["github.com/a/b", "git::https://example.com/a.git?ref=v1", "git@github.com:a/b.git", "s3::https://x", "/a"]
        {
            assert!(matches!(ModuleSource::parse(remote), Ok(ModuleSource::Remote(_))), "{remote}");
        }
        assert!(ModuleSource::parse("modules/a").is_err());
        assert!(ModuleSource::parse("").is_err());
    }

    #[test]
    fn terragrunts_registry_addresses_name_a_version() {
        let read = |text: &str| match ModuleSource::parse_terragrunt(text) {
            Ok((ModuleSource::Registry(module), version)) => format!("{module} {}", version.unwrap_or_default()),
            Ok((other, _)) => format!("{other:?}"),
            Err(why) => why,
        };
        let long = "registry.terraform.io/a/b/c//d 1.2.3";
        assert_eq!(read("tfr:///a/b/c//d?version=1.2.3"), long);
        assert_eq!(read("tfr://h.example.com/a/b/c?version=1"), "h.example.com/a/b/c 1");
        assert!(read("tfr:///a/b/c").contains("names no version"));
        assert!(read("tfr:///a/b?version=1").contains("does not have the form"));
    }
}
