use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use serde_json::Value as Json;

use crate::http::{Http, HttpError, resolve};
use crate::{CliConfig, Token};

/// What is known about hosts: where their services are, and what they are to be shown.
#[derive(Debug)]
pub struct Hosts {
    http: Http,
    credentials: BTreeMap<String, Token>,
    services: BTreeMap<String, BTreeMap<String, String>>,
    found: Mutex<HashMap<(String, Service), String>>,
}

/// Why it is not known where a host's service is.
#[derive(Debug, thiserror::Error)]
pub enum DiscoveryError {
    /// The host cannot be asked.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// The host says where its services are, and that one is not among them.
    #[error("the host {host} has no registry of {}", service.what())]
    NotOffered {
        /// The host.
        host: String,
        /// The service that it does not offer.
        service: Service,
    },
}

/// A service that a host may offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    /// The registry of providers ("Provider Registry Protocol").
    Providers,
    /// The registry of modules ("Module Registry Protocol").
    Modules,
}

impl Service {
    fn id(self) -> &'static str {
        match self {
            Self::Providers => "providers.v1",
            Self::Modules => "modules.v1",
        }
    }

    fn what(self) -> &'static str {
        match self {
            Self::Providers => "providers",
            Self::Modules => "modules",
        }
    }
}

impl Hosts {
    /// Hosts as a CLI configuration knows them.
    #[must_use]
    pub fn new(http: Http, config: &CliConfig) -> Self {
        let (credentials, services) = (config.credentials.clone(), config.services.clone());
        Self { http, credentials, services, found: Mutex::default() }
    }

    /// The client to ask with.
    #[must_use]
    pub fn http(&self) -> &Http {
        &self.http
    }

    /// What a host is to be shown.
    #[must_use]
    pub fn token(&self, host: &str) -> Option<&Token> {
        self.credentials.get(host)
    }

    /// The address of a host's service, which ends in `/` ("Remote Service Discovery").
    ///
    /// # Errors
    /// When the host cannot be asked or does not offer it.
    pub fn service(&self, host: &str, service: Service) -> Result<String, DiscoveryError> {
        let not_offered = || DiscoveryError::NotOffered { host: host.to_owned(), service };
        if let Some(services) = self.services.get(host) {
            return services.get(service.id()).map(|url| folder(url)).ok_or_else(not_offered);
        }
        if let Some(url) = self.found.lock().unwrap_or_else(PoisonError::into_inner).get(&(host.to_owned(), service)) {
            return Ok(url.clone());
        }
        let address = format!("https://{host}/.well-known/terraform.json");
        let answer = match self.http.get(&address, self.token(host)) {
            Err(HttpError::NotFound { .. }) => return Err(not_offered()),
            other => other?,
        };
        let from = answer.url.clone();
        let services: Json = answer.json()?;
        let url = services.get(service.id()).and_then(Json::as_str);
        let url = url.and_then(|url| resolve(&from, url)).map(|url| folder(&url)).ok_or_else(not_offered)?;
        self.found.lock().unwrap_or_else(PoisonError::into_inner).insert((host.to_owned(), service), url.clone());
        Ok(url)
    }
}

fn folder(url: &str) -> String {
    if url.ends_with('/') { url.to_owned() } else { format!("{url}/") }
}
