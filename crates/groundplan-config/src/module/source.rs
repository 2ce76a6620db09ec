use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Span};

/// Where a module comes from, as `source` says it (Terraform's language reference, "Module Sources").
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModuleSource {
    /// `./path` or `../path`, as seen from the calling module's folder.
    Local(String),
    /// A module of a registry.
    Registry(RegistryModule),
    /// Anything else: a git repository, an archive, a bucket, an absolute path.
    Remote(String),
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
        const HOSTS: [&str; 3] = ["github.com/", "bitbucket.org/", "git@"];
        let is_remote = text.contains("::")
            || text.contains("://")
            || text.starts_with('/')
            || HOSTS.iter().any(|host| text.starts_with(host))
            || text.split('/').next().is_some_and(|host| host.contains(".amazonaws.com") || host.contains(':'));
        if is_remote { Ok(Self::Remote(text.into())) } else { Err(format!("It is not clear what \"{text}\" means.")) }
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
        Err(Diagnostic::error("Module source not supported yet")
            .detail(format!(
                "The module \"{}\" is to be fetched from {what}. Modules of local folders can be used; those of \
                 registries, git repositories and archives cannot be fetched yet.",
                request.text
            ))
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
            assert_eq!(ModuleSource::parse(remote), Ok(ModuleSource::Remote(remote.into())));
        }
        assert!(ModuleSource::parse("modules/a").is_err());
        assert!(ModuleSource::parse("").is_err());
    }
}
