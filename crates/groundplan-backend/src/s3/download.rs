use std::path::{Component, Path, PathBuf};

use aws_sdk_s3::primitives::ByteStream;
use groundplan_state::StoreError;
use tokio::io::AsyncWriteExt as _;

use super::connect::{Clients, connect};
use super::connection_config::ConnectionConfig;
use super::connections::Connections;
use super::error::{chain, code, service};

/// Where objects lie that are no states: packages of modules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectPlace {
    /// The bucket.
    pub bucket: String,
    /// The object's key, or the prefix of several without the slash at its end.
    pub key: String,
    /// The bucket's region.
    pub region: String,
    /// The object's version, if one is named.
    pub version: Option<String>,
    /// The profile whose credentials are used, in place of those that the environment says.
    pub profile: Option<String>,
    /// The address of the server, where it is not AWS.
    pub endpoint: Option<String>,
}

/// What lay at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Downloaded {
    /// One object.
    Object,
    /// Objects under a prefix.
    Prefix,
}

impl Connections {
    /// Puts an object into `file`, or, when there is none with that key, all objects under it as a prefix into files below
    /// `folder`.
    ///
    /// # Errors
    /// When there is neither, it cannot be read, or a key would lead out of the folder.
    pub async fn download(&self, place: &ObjectPlace, file: &Path, folder: &Path) -> Result<Downloaded, StoreError> {
        let config = ConnectionConfig {
            region: Some(place.region.clone()),
            profile: place.profile.clone(),
            endpoint_s3: place.endpoint.clone(),
            path_style: place.endpoint.is_some(),
            ..ConnectionConfig::default()
        };
        // Not one of the run's connections: who asks for modules may wait in a runtime of its own, which ends before those do.
        let reading = Reading { clients: connect(&config, self.sessions()).await?, place };
        if reading.object(&place.key, place.version.as_deref(), file).await? {
            return Ok(Downloaded::Object);
        }
        if place.version.is_some() || !reading.prefix(folder).await? {
            return Err(reading.failed("there is neither an object nor a prefix of that name".to_owned()));
        }
        Ok(Downloaded::Prefix)
    }
}

struct Reading<'a> {
    clients: Clients,
    place: &'a ObjectPlace,
}

impl Reading<'_> {
    /// Puts one object into a file; false when there is none.
    async fn object(&self, key: &str, version: Option<&str>, file: &Path) -> Result<bool, StoreError> {
        let get = self.clients.s3.get_object().bucket(&self.place.bucket).key(key);
        let got = match get.set_version_id(version.map(str::to_owned)).send().await {
            Ok(got) => got,
            Err(error) if code(&error) == Some("NoSuchKey") => return Ok(false),
            Err(error) => return Err(service("read", &self.location(), &error)),
        };
        self.write(got.body, file).await?;
        Ok(true)
    }

    /// Puts all objects under the prefix into files below a folder; false when there are none.
    async fn prefix(&self, folder: &Path) -> Result<bool, StoreError> {
        let prefix = format!("{}/", self.place.key);
        let list = self.clients.s3.list_objects_v2().bucket(&self.place.bucket).prefix(&prefix);
        let mut pages = list.into_paginator().send();
        let mut found = false;
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| service("list", &self.location(), &error))?;
            for key in page.contents().iter().filter_map(aws_sdk_s3::types::Object::key) {
                found = true;
                // Consoles make folders visible by objects without content.
                if key.ends_with('/') {
                    continue;
                }
                let within = relative(key.strip_prefix(&prefix).unwrap_or(key));
                let within = within.ok_or_else(|| self.failed(format!("the key {key:?} is no path in a folder")))?;
                self.object(key, None, &folder.join(within)).await?;
            }
        }
        Ok(found)
    }

    async fn write(&self, mut body: ByteStream, path: &Path) -> Result<(), StoreError> {
        let disk = |error: std::io::Error| self.failed(format!("writing {} failed: {error}", path.display()));
        if let Some(folder) = path.parent() {
            tokio::fs::create_dir_all(folder).await.map_err(disk)?;
        }
        let mut file = tokio::fs::File::create(path).await.map_err(disk)?;
        while let Some(part) = body.next().await {
            let part = part.map_err(|error| self.failed(format!("the download breaks off: {}", chain(&error))))?;
            file.write_all(&part).await.map_err(disk)?;
        }
        file.flush().await.map_err(disk)
    }

    fn location(&self) -> String {
        format!("s3://{}/{}", self.place.bucket, self.place.key)
    }

    fn failed(&self, message: String) -> StoreError {
        StoreError::Service { action: "read", location: self.location(), message, help: "Check the module's address." }
    }
}

/// The path that the rest of a key is, if it stays where it is put.
fn relative(key: &str) -> Option<PathBuf> {
    let path = Path::new(key);
    path.components().all(|part| matches!(part, Component::Normal(_))).then(|| path.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_in_the_folder() {
        for (key, stays) in
            [("a/b.tf", true), ("a//b.tf", true), ("../b.tf", false), ("a/../../b", false), ("/etc/x", false)]
        {
            assert_eq!(relative(key).is_some(), stays, "{key}");
        }
    }
}
