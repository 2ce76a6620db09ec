use std::path::Path;

use groundplan_config::module::RemoteModule;

/// An object, or all objects under a prefix, as an address with `s3::` names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectAddress {
    /// The bucket.
    pub bucket: String,
    /// The object's key, or the prefix without the slash at its end.
    pub key: String,
    /// The bucket's region.
    pub region: String,
    /// The object's version, if one is named.
    pub version: Option<String>,
    /// The profile of the AWS configuration files to use, if one is named.
    pub profile: Option<String>,
    /// The address of the server, where it is not AWS: `https://minio.example.com`.
    pub endpoint: Option<String>,
}

/// Reads objects of S3 buckets.
pub trait Buckets: Send + Sync {
    /// Puts an object into the file `object` in the folder, or all objects under the prefix into files of their own, and
    /// says which of them it was.
    ///
    /// # Errors
    /// When there is neither, or the bucket cannot be read, with the reason.
    fn fetch(&self, address: &ObjectAddress, folder: &Path) -> Result<Fetched, String>;
}

/// What lay at the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// One object, which is in the file `object` now.
    Object,
    /// Objects under a prefix.
    Prefix,
}

/// No way to read buckets.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoBuckets;

impl Buckets for NoBuckets {
    fn fetch(&self, _: &ObjectAddress, _: &Path) -> Result<Fetched, String> {
        Err("S3 buckets cannot be read here".into())
    }
}

impl ObjectAddress {
    /// Reads the address of a module; an error is the reason why it is none.
    pub(crate) fn of(module: &RemoteModule) -> Result<Self, String> {
        let mut rest = module.clone();
        let mut parameter = |name: &str| rest.take_parameter(name).filter(|value| !value.is_empty());
        let (version, profile, region) = (parameter("version"), parameter("aws_profile"), parameter("region"));
        if ["aws_access_key_id", "aws_access_key_secret", "aws_access_token"]
            .iter()
            .any(|name| parameter(name).is_some())
        {
            return Err(
                "keys do not belong into an address; use the environment or a profile (`?aws_profile=NAME`)".into()
            );
        }
        let none = || "it has none of the forms of addresses of S3".to_owned();
        let (scheme, address) = rest.url.split_once("://").ok_or_else(none)?;
        let (host, path) = address.split_once('/').ok_or_else(none)?;
        let address = |region: &str, bucket: &str, key: &str, endpoint: Option<String>| {
            let key = key.trim_end_matches('/');
            if bucket.is_empty() || key.is_empty() {
                return Err(none());
            }
            Ok(Self {
                bucket: bucket.into(),
                key: key.into(),
                region: region.into(),
                version: version.clone(),
                profile: profile.clone(),
                endpoint,
            })
        };
        let Some(aws) = host.strip_suffix(".amazonaws.com") else {
            let (bucket, key) = path.split_once('/').ok_or_else(none)?;
            let endpoint = Some(format!("{scheme}://{host}"));
            return address(region.as_deref().unwrap_or("us-east-1"), bucket, key, endpoint);
        };
        let region_of = |s3: &str| s3.strip_prefix("s3-").unwrap_or("us-east-1").to_owned();
        match aws.split('.').collect::<Vec<_>>().as_slice() {
            [s3] if s3.starts_with("s3") => {
                let (bucket, key) = path.split_once('/').ok_or_else(none)?;
                address(&region_of(s3), bucket, key, None)
            }
            ["s3", region] => {
                let (bucket, key) = path.split_once('/').ok_or_else(none)?;
                address(region, bucket, key, None)
            }
            [bucket, s3] if s3.starts_with("s3") => address(&region_of(s3), bucket, path, None),
            [bucket, "s3", region] => address(region, bucket, path, None),
            _ => Err(none()),
        }
    }
}
