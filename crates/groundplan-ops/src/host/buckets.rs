use std::path::Path;

use groundplan_backend::{Connections, Downloaded, ObjectPlace};
use groundplan_modules::{Buckets, Fetched, ObjectAddress};

use super::caller::waited;

/// Reads modules from S3, or what stands in for it, with the credentials that providers would use by themselves. An error says
/// why there is nothing to ask.
pub(crate) struct AwsBuckets(pub(crate) Result<Connections, String>);

impl Buckets for AwsBuckets {
    fn fetch(&self, address: &ObjectAddress, folder: &Path) -> Result<Fetched, String> {
        let connections = self.0.clone()?;
        let ObjectAddress { bucket, key, region, version, profile, endpoint } = address.clone();
        let place = ObjectPlace { bucket, key, region, version, profile, endpoint };
        let folder = folder.to_path_buf();
        let downloaded = waited(async move {
            let file = folder.join("object");
            connections.download(&place, &file, &folder).await.map_err(|error| error.to_string())
        })?;
        Ok(match downloaded {
            Downloaded::Object => Fetched::Object,
            Downloaded::Prefix => Fetched::Prefix,
        })
    }
}
