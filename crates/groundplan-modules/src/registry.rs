use groundplan_config::module::{RegistryModule, Version, VersionConstraints};
use groundplan_fetch::{Answer, DiscoveryError, Hosts, HttpError, Service, resolve};
use serde::Deserialize;

use crate::problem::Problem;

/// The registry of a module ("Module Registry Protocol").
pub(crate) struct Registry<'a> {
    pub(crate) hosts: &'a Hosts,
    pub(crate) module: &'a RegistryModule,
}

#[derive(Deserialize)]
struct Versions {
    modules: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    #[serde(default)]
    versions: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    version: String,
}

/// The body of an answer that has no header.
#[derive(Default, Deserialize)]
struct Location {
    #[serde(default)]
    location: String,
}

impl Registry<'_> {
    /// The module without the folder in it: `HOST/NAMESPACE/NAME/PROVIDER`.
    pub(crate) fn package(module: &RegistryModule) -> String {
        format!("{}/{}/{}/{}", module.host, module.namespace, module.name, module.provider)
    }

    /// The newest version that meets the constraints, as the registry writes it.
    pub(crate) fn newest(&self, constraints: Option<&str>) -> Result<String, Problem> {
        let Some(answer) = self.ask("versions")? else {
            let detail = format!("The registry {} has no module {}.", self.module.host, self.name());
            return Err(Problem::new("Module not found", detail).help("check the module's source address"));
        };
        let listed: Versions = answer.json().map_err(|error| self.failed(&error))?;
        let all = listed.modules.into_iter().flat_map(|module| module.versions).map(|entry| entry.version);
        let mut versions: Vec<(Version, String)> =
            all.filter_map(|text| Version::parse(&text).map(|version| (version, text))).collect();
        versions.sort_by(|a, b| b.0.cmp(&a.0));
        let wanted = constraints.and_then(VersionConstraints::parse).unwrap_or_default();
        let exact = constraints.and_then(exact_version);
        // A prerelease must be asked for by its name.
        let fits =
            |version: &Version| wanted.allow(version) && (!version.is_prerelease() || exact.as_ref() == Some(version));
        if let Some((_, text)) = versions.iter().find(|(version, _)| fits(version)) {
            return Ok(text.clone());
        }
        let newest: Vec<&str> = versions.iter().take(8).map(|(_, text)| text.as_str()).collect();
        let more = if versions.len() > newest.len() { ", …" } else { "" };
        let there = if newest.is_empty() {
            "There is none at all.".into()
        } else {
            format!("There are: {}{more}.", newest.join(", "))
        };
        let detail = match constraints {
            Some(constraints) => {
                format!("No version of {} meets the constraints \"{constraints}\". {there}", self.name())
            }
            None => format!("No version of {} can be used. {there}", self.name()),
        };
        Err(Problem::new("No matching module version", detail).help("change the argument \"version\""))
    }

    /// Where a version is to be fetched from: an address as `source` has it.
    pub(crate) fn location(&self, version: &str) -> Result<String, Problem> {
        let answer = self.ask(&format!("{version}/download"))?.ok_or_else(|| {
            let detail = format!("The registry {} has no version {version} of {}.", self.module.host, self.name());
            Problem::new("Module version not found", detail)
        })?;
        let from = answer.url.clone();
        let location = match answer.header("X-Terraform-Get") {
            Some(location) => location.to_owned(),
            None => answer.json::<Location>().unwrap_or_default().location,
        };
        if location.is_empty() {
            return Err(Problem::fetch(&self.name(), format!("{from} does not say where version {version} is")));
        }
        if ["/", "./", "../"].iter().any(|start| location.starts_with(start)) {
            let absolute = resolve(&from, &location);
            return absolute.ok_or_else(|| Problem::fetch(&self.name(), format!("{location:?} is no address")));
        }
        Ok(location)
    }

    fn name(&self) -> String {
        Self::package(self.module)
    }

    /// The answer about the module, none if the registry does not know what is asked about.
    fn ask(&self, about: &str) -> Result<Option<Answer>, Problem> {
        let RegistryModule { host, namespace, name, provider, .. } = self.module;
        let base = self.hosts.service(host, Service::Modules).map_err(|error| match error {
            DiscoveryError::Http(error) => self.failed(&error),
            error @ DiscoveryError::NotOffered { .. } => {
                Problem::fetch(&self.name(), error).help("check the host in the module's source address")
            }
        })?;
        match self.hosts.http().get(&format!("{base}{namespace}/{name}/{provider}/{about}"), self.hosts.token(host)) {
            Ok(answer) => Ok(Some(answer)),
            Err(HttpError::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.failed(&error)),
        }
    }

    fn failed(&self, error: &HttpError) -> Problem {
        let problem = Problem::fetch(&self.name(), error);
        match error {
            HttpError::Unreachable { .. } => problem
                .help("behind a proxy, set HTTPS_PROXY and NO_PROXY; with a certificate authority of your own, SSL_CERT_FILE")
                .help("without a network, modules are taken from the cache if the lock file names their versions"),
            HttpError::Unauthorized { .. } => {
                let variable = self.module.host.replace('-', "__").replace('.', "_");
                problem.help(format!(
                    "set the environment variable TF_TOKEN_{variable}, or a credentials block in the CLI configuration file"
                ))
            }
            _ => problem,
        }
    }
}

/// The version that constraints are, if they name one only.
pub(crate) fn exact_version(constraints: &str) -> Option<Version> {
    Version::parse(constraints.trim().trim_start_matches('=').trim())
}
