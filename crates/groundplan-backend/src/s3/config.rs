use serde_json::{Map, Value};

use super::arguments::Arguments;
use super::connection_config::ConnectionConfig;
use super::create::Creation;
use super::{ArgumentError, AssumedRole};

/// What configuration says about a state in S3: the arguments of Terraform's `s3` backend (1.11, and those that it dropped
/// with 1.10), and those with which Terragrunt's `remote_state` says how a missing bucket is to be made.
#[derive(Clone, Debug)]
pub struct S3Config {
    pub(super) bucket: String,
    pub(super) key: String,
    pub(super) workspace_key_prefix: String,
    pub(super) encryption: Encryption,
    pub(super) acl: Option<String>,
    pub(super) lock_file: bool,
    pub(super) lock_table: Option<String>,
    pub(super) connection: ConnectionConfig,
    pub(super) creation: Creation,
}

/// How objects are encrypted by S3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Encryption {
    /// As the bucket has it.
    Default,
    /// With S3's own keys.
    Aes256,
    /// With a key of KMS.
    Kms(String),
}

impl S3Config {
    /// Reads the arguments.
    ///
    /// # Errors
    /// All that is wrong with them.
    pub fn read(arguments: &Map<String, Value>) -> Result<Self, Vec<ArgumentError>> {
        let mut arguments = Arguments::new(arguments, "");
        let bucket = arguments.needed("bucket");
        let key = arguments.needed("key");
        if key.starts_with('/') || key.ends_with('/') {
            arguments.error("key", "the value must neither begin nor end with \"/\"", None);
        }
        let workspace_key_prefix = arguments.string("workspace_key_prefix").unwrap_or_else(|| "env:".to_owned());
        if workspace_key_prefix.starts_with('/') || workspace_key_prefix.ends_with('/') {
            arguments.error("workspace_key_prefix", "the value must neither begin nor end with \"/\"", None);
        }
        arguments.refuse(
            "sse_customer_key",
            "states encrypted with keys that S3 does not keep are not supported",
            "use \"kms_key_id\" with a key of KMS",
        );
        let encrypt = arguments.bool("encrypt").unwrap_or(false);
        let encryption = match arguments.string("kms_key_id") {
            Some(key) if encrypt => Encryption::Kms(key),
            // Terraform does not look at the key without `encrypt`.
            _ if encrypt => Encryption::Aes256,
            _ => Encryption::Default,
        };
        let lock_table = arguments.string("dynamodb_table");
        let lock_table = lock_table.or(arguments.string("lock_table"));
        let config = Self {
            bucket,
            key,
            workspace_key_prefix,
            encryption,
            acl: arguments.string("acl"),
            // Unlike Terraform, a state is not without any lock when nothing is said.
            lock_file: arguments.bool("use_lockfile").unwrap_or(lock_table.is_none()),
            lock_table,
            connection: ConnectionConfig::read(&mut arguments),
            creation: Creation::read(&mut arguments),
        };
        let errors = arguments.finish();
        if errors.is_empty() { Ok(config) } else { Err(errors) }
    }

    /// The same, reached with the credentials of a role, as if they were the environment's: unless the configuration says itself
    /// whose credentials it wants.
    #[must_use]
    pub fn under(mut self, role: AssumedRole) -> Self {
        let connection = &mut self.connection;
        if connection.keys.is_none() && connection.profile.is_none() && connection.web_identity.is_none() {
            connection.unit_role = Some(role);
        }
        self
    }

    /// What the keys of a workspace's states begin with.
    pub(super) fn key_prefix(&self, workspace: &str) -> String {
        match workspace {
            "default" => String::new(),
            workspace => format!("{}/{workspace}/", self.workspace_key_prefix),
        }
    }

    /// The object's key for a workspace.
    pub(super) fn object_key(&self, workspace: &str) -> String {
        format!("{}{}", self.key_prefix(workspace), self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<S3Config, String> {
        let Value::Object(map) = serde_json::from_str(json).unwrap() else { unreachable!() };
        S3Config::read(&map).map_err(|errors| {
            errors.iter().map(|error| format!("{}: {}\n", error.argument, error.message)).collect::<String>()
        })
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once_and_no_value_with_it() {
        let wrong = read(
            r#"{"bucket": "", "key": "/a", "region": ["x"], "encrypt": "perhaps", "buckets": "b", "sse_customer_key": "c2VjcmV0",
                "access_key": "AKIA", "assume_role": {"role": "r"}, "insecure": true, "max_retries": "many"}"#,
        );
        expect_test::expect![[r#"
            bucket: the argument "bucket" is required, but it is missing or empty
            key: the value must neither begin nor end with "/"
            sse_customer_key: states encrypted with keys that S3 does not keep are not supported
            encrypt: true or false is needed here
            region: text is needed here
            access_key: an access key needs its "secret_key"
            max_retries: a whole number is needed here
            assume_role.role_arn: the argument "role_arn" is required, but it is missing or empty
            assume_role.role: there is no argument "role" here
            insecure: connections whose certificate is not verified are not made
            buckets: there is no argument "buckets" here
        "#]]
        .assert_eq(&wrong.unwrap_err());
    }

    #[test]
    fn what_terragrunt_knows_beyond_terraform_is_understood() {
        let config = read(
            r#"{"bucket": "b", "key": "k", "region": "eu-central-1", "encrypt": "true", "dynamodb_table": "locks",
                "s3_bucket_tags": {"a": "b"}, "dynamodb_table_tags": {"c": "d"}, "skip_bucket_versioning": false,
                "skip_bucket_ssencryption": false, "skip_bucket_root_access": true, "skip_bucket_enforced_tls": false,
                "skip_bucket_public_access_blocking": false, "skip_bucket_accesslogging": false,
                "accesslogging_bucket_name": "logs", "accesslogging_target_prefix": "p/", "accesslogging_bucket_tags": {},
                "enable_lock_table_ssencryption": true, "disable_bucket_update": true, "disable_init": false,
                "bucket_sse_algorithm": "aws:kms", "bucket_sse_kms_key_id": "alias/x"}"#,
        )
        .unwrap();
        assert_eq!(config.encryption, Encryption::Aes256);
        assert!(!config.lock_file);
        assert_eq!(config.lock_table.as_deref(), Some("locks"));
    }

    #[test]
    fn workspaces_have_keys_of_their_own() {
        let config = read(r#"{"bucket": "b", "key": "a/b.tfstate"}"#).unwrap();
        assert_eq!(config.object_key("default"), "a/b.tfstate");
        assert_eq!(config.object_key("blue"), "env:/blue/a/b.tfstate");
        assert!(config.lock_file);
    }

    #[test]
    fn roles_are_assumed_in_both_spellings() {
        let role = r#"{"bucket": "b", "key": "k", "role_arn": "arn:aws:iam::1:role/r", "external_id": "x"}"#;
        let block = r#"{"bucket": "b", "key": "k",
                        "assume_role": [{"role_arn": "arn:aws:iam::1:role/r", "external_id": "x", "duration": "1h30m"}]}"#;
        let (role, block) = (read(role).unwrap().connection.roles, read(block).unwrap().connection.roles);
        assert_eq!(block[0].duration, Some(std::time::Duration::from_secs(5400)));
        assert_eq!((&role[0].arn, &role[0].external_id), (&block[0].arn, &block[0].external_id));
    }
}
