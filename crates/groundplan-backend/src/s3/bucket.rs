use aws_sdk_s3::types::{
    BucketLocationConstraint, BucketLoggingStatus, BucketVersioningStatus, CreateBucketConfiguration, LoggingEnabled,
    PublicAccessBlockConfiguration, ServerSideEncryption, ServerSideEncryptionByDefault,
    ServerSideEncryptionConfiguration, ServerSideEncryptionRule, Tag, Tagging, VersioningConfiguration,
};
use groundplan_state::StoreError;

use super::bucket_policy::bucket_policy;
use super::connect::Clients;
use super::create::{BucketEncryption, Creation, Logging};
use super::error::{code, is_missing, service};

/// A bucket as it is to be made.
struct Wanted<'a> {
    name: &'a str,
    tls_only: bool,
    block_public_access: bool,
    encryption: Option<BucketEncryption>,
    versioning: bool,
    tags: &'a [(String, String)],
    logging: Option<&'a Logging>,
    /// The bucket whose accesses it takes the logs of.
    logged: Option<&'a str>,
}

/// Makes the bucket when it is missing, and the one for its access logs. A bucket that is there stays as it is, except when a
/// killed run left it half made: without versions and with nothing in it. Says what was made.
pub(super) async fn make_missing(
    clients: &Clients,
    bucket: &str,
    creation: &Creation,
) -> Result<Vec<String>, StoreError> {
    let mut told = Vec::new();
    if let Some(logging) = &creation.logging {
        let wanted = Wanted {
            name: &logging.bucket,
            tls_only: logging.tls_only,
            block_public_access: logging.block_public_access,
            // Keys of KMS are not for log delivery.
            encryption: logging
                .encryption
                .then(|| BucketEncryption { algorithm: ServerSideEncryption::Aes256.to_string(), key: None }),
            versioning: false,
            tags: &logging.tags,
            logging: None,
            logged: Some(bucket),
        };
        if !exists(clients, &logging.bucket).await? {
            create(clients, &wanted).await?;
            told.push(format!("made the bucket {} for access logs", logging.bucket));
        }
    }
    let wanted = Wanted {
        name: bucket,
        tls_only: creation.tls_only,
        block_public_access: creation.block_public_access,
        encryption: creation.encryption.clone(),
        versioning: creation.versioning,
        tags: &creation.tags,
        logging: creation.logging.as_ref(),
        logged: None,
    };
    if !exists(clients, bucket).await? {
        create(clients, &wanted).await?;
        told.push(format!("made the bucket {bucket} for states"));
    } else if creation.versioning && is_half_made(clients, bucket).await? {
        set_up(clients, &wanted).await?;
        told.push(format!("finished the bucket {bucket} for states"));
    }
    Ok(told)
}

fn location(bucket: &str) -> String {
    format!("s3://{bucket}")
}

async fn exists(clients: &Clients, bucket: &str) -> Result<bool, StoreError> {
    match clients.s3.head_bucket().bucket(bucket).send().await {
        Ok(_) => Ok(true),
        Err(error) if is_missing(&error) => Ok(false),
        // Whoever may not ask may still use it; what is wrong shows then, with the service's own words.
        Err(error) if error.raw_response().is_some_and(|response| matches!(response.status().as_u16(), 301 | 403)) => {
            Ok(true)
        }
        Err(error) => Err(service("look for", &location(bucket), &error)),
    }
}

async fn is_half_made(clients: &Clients, bucket: &str) -> Result<bool, StoreError> {
    let Ok(versioning) = clients.s3.get_bucket_versioning().bucket(bucket).send().await else {
        // Not allowed to ask: then it is none of ours.
        return Ok(false);
    };
    if versioning.status().is_some() {
        return Ok(false);
    }
    let listed = clients.s3.list_objects_v2().bucket(bucket).max_keys(1).send().await;
    let listed = listed.map_err(|error| service("list", &location(bucket), &error))?;
    Ok(listed.contents().is_empty())
}

async fn create(clients: &Clients, wanted: &Wanted<'_>) -> Result<(), StoreError> {
    let place = (clients.region != "us-east-1").then(|| {
        let region = BucketLocationConstraint::from(clients.region.as_str());
        CreateBucketConfiguration::builder().location_constraint(region).build()
    });
    let made = clients.s3.create_bucket().bucket(wanted.name).set_create_bucket_configuration(place).send().await;
    match made {
        Ok(_) => {}
        // Another run was faster.
        Err(error) if code(&error) == Some("BucketAlreadyOwnedByYou") => {}
        Err(error) => return Err(service("make", &location(wanted.name), &error)),
    }
    set_up(clients, wanted).await
}

/// Sets a new bucket up. What protects it comes first; versions come last, as they tell a bucket that is finished.
async fn set_up(clients: &Clients, wanted: &Wanted<'_>) -> Result<(), StoreError> {
    let (s3, bucket) = (&clients.s3, wanted.name);
    let place = location(bucket);
    if wanted.block_public_access {
        let block = PublicAccessBlockConfiguration::builder()
            .block_public_acls(true)
            .block_public_policy(true)
            .ignore_public_acls(true)
            .restrict_public_buckets(true)
            .build();
        let done = s3.put_public_access_block().bucket(bucket).public_access_block_configuration(block).send().await;
        done.map_err(|error| service("block public access to", &place, &error))?;
    }
    if let Some(encryption) = &wanted.encryption {
        encrypt(clients, bucket, encryption).await?;
    }
    if let Some(policy) = bucket_policy(&clients.region, bucket, wanted.tls_only, wanted.logged) {
        let done = s3.put_bucket_policy().bucket(bucket).policy(policy).send().await;
        done.map_err(|error| service("set the policy of", &place, &error))?;
    }
    if !wanted.tags.is_empty() {
        tag(clients, bucket, wanted.tags).await?;
    }
    if let Some(logging) = wanted.logging {
        let logs = LoggingEnabled::builder().target_bucket(&logging.bucket).target_prefix(&logging.prefix).build();
        let logs = logs.map_err(|error| defect(&place, &error.to_string()))?;
        let status = BucketLoggingStatus::builder().logging_enabled(logs).build();
        let done = s3.put_bucket_logging().bucket(bucket).bucket_logging_status(status).send().await;
        done.map_err(|error| service("log accesses to", &place, &error))?;
    }
    if wanted.versioning {
        let versions = VersioningConfiguration::builder().status(BucketVersioningStatus::Enabled).build();
        let done = s3.put_bucket_versioning().bucket(bucket).versioning_configuration(versions).send().await;
        done.map_err(|error| service("keep versions in", &place, &error))?;
    }
    Ok(())
}

async fn encrypt(clients: &Clients, bucket: &str, encryption: &BucketEncryption) -> Result<(), StoreError> {
    let place = location(bucket);
    let algorithm = ServerSideEncryption::from(encryption.algorithm.as_str());
    let is_kms = algorithm == ServerSideEncryption::AwsKms;
    let default = ServerSideEncryptionByDefault::builder()
        .sse_algorithm(algorithm)
        .set_kms_master_key_id(encryption.key.clone().filter(|_| is_kms))
        .build()
        .map_err(|error| defect(&place, &error.to_string()))?;
    let rule = ServerSideEncryptionRule::builder()
        .apply_server_side_encryption_by_default(default)
        .bucket_key_enabled(is_kms)
        .build();
    let rules = ServerSideEncryptionConfiguration::builder().rules(rule).build();
    let rules = rules.map_err(|error| defect(&place, &error.to_string()))?;
    let done =
        clients.s3.put_bucket_encryption().bucket(bucket).server_side_encryption_configuration(rules).send().await;
    done.map(drop).map_err(|error| service("encrypt", &place, &error))
}

async fn tag(clients: &Clients, bucket: &str, tags: &[(String, String)]) -> Result<(), StoreError> {
    let place = location(bucket);
    let tags: Result<Vec<Tag>, _> =
        tags.iter().map(|(key, value)| Tag::builder().key(key).value(value).build()).collect();
    let tags = tags.and_then(|tags| Tagging::builder().set_tag_set(Some(tags)).build());
    let tags = tags.map_err(|error| defect(&place, &error.to_string()))?;
    let done = clients.s3.put_bucket_tagging().bucket(bucket).tagging(tags).send().await;
    done.map(drop).map_err(|error| service("tag", &place, &error))
}

/// A request that lacks something.
fn defect(place: &str, message: &str) -> StoreError {
    StoreError::Service {
        action: "set up",
        location: place.to_owned(),
        message: message.to_owned(),
        help: "This is a bug in groundplan.",
    }
}
