use std::collections::{BTreeMap, BTreeSet};

use groundplan_address::ProviderAddr;
use groundplan_fetch::{Hosts, HttpError, resolve};
use semver::Version;
use serde::Deserialize;
use serde_json::Value as Json;

use super::download::RemotePackage;
use crate::install::{InstallError, PackageHash, Platform};

/// A server that speaks the network mirror protocol.
#[derive(Clone, Copy, Debug)]
pub(in crate::install) struct NetworkMirror<'a> {
    pub(in crate::install) hosts: &'a Hosts,
    /// Its address, which ends in `/`.
    pub(in crate::install) base: &'a str,
    pub(in crate::install) provider: &'a ProviderAddr,
}

#[derive(Deserialize)]
struct Index {
    versions: BTreeMap<String, Json>,
}

#[derive(Deserialize)]
struct Archives {
    archives: BTreeMap<String, Archive>,
}

#[derive(Deserialize)]
struct Archive {
    url: String,
    #[serde(default)]
    hashes: Vec<String>,
}

impl NetworkMirror<'_> {
    /// The versions of the provider; none if the mirror does not know it.
    pub(in crate::install) fn versions(&self) -> Result<Vec<Version>, InstallError> {
        match self.get::<Index>("index.json") {
            Ok((index, _)) => Ok(index.versions.keys().filter_map(|version| Version::parse(version).ok()).collect()),
            Err(HttpError::NotFound { .. }) => Ok(Vec::new()),
            Err(error) => Err(self.failed(&error)),
        }
    }

    /// The package of a version for a platform; `None` if the mirror has none for it.
    pub(in crate::install) fn package(
        &self,
        version: &Version,
        platform: &Platform,
    ) -> Result<Option<RemotePackage>, InstallError> {
        let answer = self.get::<Archives>(&format!("{version}.json"));
        let (mut archives, from) = answer.map_err(|error| self.failed(&error))?;
        let Some(archive) = archives.archives.remove(&platform.to_string()) else { return Ok(None) };
        let wrong = |what: &str| InstallError::server(self.provider, &format!("the mirror {} gives {what}", self.base));
        let url = resolve(&from, &archive.url).ok_or_else(|| wrong("a package whose URL is none"))?;
        let hash = |text: &String| PackageHash::parse(text).ok_or_else(|| wrong("a hash that is none"));
        let expected = archive.hashes.iter().map(hash).collect::<Result<_, _>>()?;
        // Nobody but the mirror vouches for these hashes.
        Ok(Some(RemotePackage { url, expected, signed: BTreeSet::new() }))
    }

    fn get<T: serde::de::DeserializeOwned>(&self, file: &str) -> Result<(T, String), HttpError> {
        let ProviderAddr { hostname, namespace, kind } = self.provider;
        let url = format!("{}{hostname}/{namespace}/{kind}/{file}", self.base);
        let host = self.base.split("://").nth(1).and_then(|rest| rest.split(['/', ':']).next()).unwrap_or_default();
        let answer = self.hosts.http().get(&url, self.hosts.token(host))?;
        let from = answer.url.clone();
        Ok((answer.json()?, from))
    }

    fn failed(&self, error: &HttpError) -> InstallError {
        match error {
            HttpError::Unreachable { .. } => InstallError::unreachable(self.provider, error),
            _ => InstallError::server(self.provider, error),
        }
    }
}
