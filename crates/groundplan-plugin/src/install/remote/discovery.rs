use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use serde_json::Value as Json;

use crate::install::cli_config::{CliConfig, Token};
use crate::install::http::{Http, HttpError, resolve};

/// What is known about hosts: where their registries are, and what they are to be shown.
#[derive(Debug)]
pub(in crate::install) struct Hosts {
    http: Http,
    credentials: BTreeMap<String, Token>,
    services: BTreeMap<String, BTreeMap<String, String>>,
    found: Mutex<HashMap<String, String>>,
}

/// Why it is not known where a host's registry is.
#[derive(Debug, thiserror::Error)]
pub(in crate::install) enum DiscoveryError {
    #[error(transparent)]
    Http(#[from] HttpError),
    #[error("the host {0} has no registry of providers")]
    NoRegistry(String),
}

/// The service of provider registries.
const PROVIDERS: &str = "providers.v1";

impl Hosts {
    pub(in crate::install) fn new(http: Http, config: &CliConfig) -> Self {
        let (credentials, services) = (config.credentials.clone(), config.services.clone());
        Self { http, credentials, services, found: Mutex::default() }
    }

    pub(in crate::install) fn http(&self) -> &Http {
        &self.http
    }

    /// What a host is to be shown.
    pub(in crate::install) fn token(&self, host: &str) -> Option<&Token> {
        self.credentials.get(host)
    }

    /// The address of a host's registry of providers, which ends in `/` ("Remote Service Discovery").
    pub(super) fn registry(&self, host: &str) -> Result<String, DiscoveryError> {
        let no_registry = || DiscoveryError::NoRegistry(host.to_owned());
        if let Some(services) = self.services.get(host) {
            return services.get(PROVIDERS).map(|url| folder(url)).ok_or_else(no_registry);
        }
        if let Some(url) = self.found.lock().unwrap_or_else(PoisonError::into_inner).get(host) {
            return Ok(url.clone());
        }
        let address = format!("https://{host}/.well-known/terraform.json");
        let answer = match self.http.get(&address, self.token(host)) {
            Err(HttpError::NotFound { .. }) => return Err(no_registry()),
            other => other?,
        };
        let from = answer.url.clone();
        let services: Json = answer.json()?;
        let service = services.get(PROVIDERS).and_then(Json::as_str);
        let url = service.and_then(|url| resolve(&from, url)).map(|url| folder(&url)).ok_or_else(no_registry)?;
        self.found.lock().unwrap_or_else(PoisonError::into_inner).insert(host.to_owned(), url.clone());
        Ok(url)
    }
}

fn folder(url: &str) -> String {
    if url.ends_with('/') { url.to_owned() } else { format!("{url}/") }
}
