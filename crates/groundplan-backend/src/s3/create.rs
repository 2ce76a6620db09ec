use super::arguments::Arguments;

/// How a missing bucket and a missing lock table are made: Terragrunt's arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Creation {
    /// Whether nothing is to be made.
    pub(super) forbidden: bool,
    pub(super) versioning: bool,
    pub(super) encryption: Option<BucketEncryption>,
    pub(super) tls_only: bool,
    pub(super) block_public_access: bool,
    pub(super) tags: Vec<(String, String)>,
    pub(super) logging: Option<Logging>,
    pub(super) table_encryption: bool,
    pub(super) table_tags: Vec<(String, String)>,
}

/// How a bucket encrypts what comes without a wish of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BucketEncryption {
    pub(super) algorithm: String,
    pub(super) key: Option<String>,
}

/// Where accesses are logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Logging {
    pub(super) bucket: String,
    pub(super) prefix: String,
    pub(super) tags: Vec<(String, String)>,
    pub(super) tls_only: bool,
    pub(super) block_public_access: bool,
    pub(super) encryption: bool,
}

impl Creation {
    pub(super) fn read(arguments: &mut Arguments<'_>) -> Self {
        let mut wanted = |skip: &'static str| !arguments.bool(skip).unwrap_or(false);
        let versioning = wanted("skip_bucket_versioning");
        let encrypted = wanted("skip_bucket_ssencryption");
        let tls_only = wanted("skip_bucket_enforced_tls");
        let block_public_access = wanted("skip_bucket_public_access_blocking");
        let logged = wanted("skip_bucket_accesslogging");
        let log_tls_only = wanted("skip_accesslogging_bucket_enforced_tls");
        let log_block = wanted("skip_accesslogging_bucket_public_access_blocking");
        let log_encryption = wanted("skip_accesslogging_bucket_ssencryption");
        let forbidden = !wanted("disable_init");
        let algorithm = arguments.string("bucket_sse_algorithm").unwrap_or_else(|| "aws:kms".to_owned());
        let key = arguments.string("bucket_sse_kms_key_id");
        let log_bucket = arguments.string("accesslogging_bucket_name");
        let prefix = arguments.string("accesslogging_target_prefix").unwrap_or_else(|| "TFStateLogs/".to_owned());
        let log_tags = arguments.map("accesslogging_bucket_tags");
        // The owner's root user may use a bucket without being told so; a bucket that is there is never changed; log files are
        // let in by the bucket's policy and need no access list.
        arguments.accept(&["skip_bucket_root_access", "disable_bucket_update", "skip_accesslogging_bucket_acl"]);
        arguments.refuse(
            "accesslogging_target_object_partition_date_source",
            "logs are not partitioned by date here",
            "leave it out, or make the log bucket beforehand",
        );
        Self {
            forbidden,
            versioning,
            encryption: encrypted.then_some(BucketEncryption { algorithm, key }),
            tls_only,
            block_public_access,
            tags: arguments.map("s3_bucket_tags"),
            logging: log_bucket.filter(|_| logged).map(|bucket| Logging {
                bucket,
                prefix,
                tags: log_tags,
                tls_only: log_tls_only,
                block_public_access: log_block,
                encryption: log_encryption,
            }),
            table_encryption: arguments.bool("enable_lock_table_ssencryption").unwrap_or(false),
            table_tags: arguments.map("dynamodb_table_tags"),
        }
    }
}
