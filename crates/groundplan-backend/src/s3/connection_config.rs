use std::time::Duration;

use super::AssumedRole;
use super::arguments::Arguments;

/// How to reach S3, DynamoDB and STS, and as whom. Two stores with equal ones share clients and credentials.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct ConnectionConfig {
    pub(super) region: Option<String>,
    pub(super) sts_region: Option<String>,
    pub(super) keys: Option<Keys>,
    pub(super) profile: Option<String>,
    pub(super) config_files: Vec<String>,
    pub(super) credentials_files: Vec<String>,
    /// The role whose credentials the others are assumed with, or which is used itself: that of the unit.
    pub(super) unit_role: Option<AssumedRole>,
    /// Roles to assume, one with the credentials of the one before.
    pub(super) roles: Vec<Role>,
    pub(super) web_identity: Option<WebIdentity>,
    pub(super) endpoint_s3: Option<String>,
    pub(super) endpoint_dynamodb: Option<String>,
    pub(super) endpoint_sts: Option<String>,
    pub(super) path_style: bool,
    pub(super) fips: bool,
    pub(super) dual_stack: bool,
    pub(super) checksum_when_required: bool,
    pub(super) max_attempts: Option<u32>,
    pub(super) http_proxy: Option<String>,
    pub(super) https_proxy: Option<String>,
    pub(super) no_proxy: Option<String>,
    pub(super) ca_bundle: Option<String>,
    pub(super) allowed_accounts: Vec<String>,
    pub(super) forbidden_accounts: Vec<String>,
}

/// An access key. Its secrets are not for printing.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Keys {
    pub(super) id: String,
    pub(super) secret: String,
    pub(super) token: Option<String>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A role to assume.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Role {
    pub(super) arn: String,
    pub(super) session_name: Option<String>,
    pub(super) external_id: Option<String>,
    pub(super) duration: Option<Duration>,
    pub(super) policy: Option<String>,
    pub(super) policy_arns: Vec<String>,
    pub(super) tags: Vec<(String, String)>,
}

/// A role to assume with a token that another identity provider has put into a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct WebIdentity {
    pub(super) role_arn: String,
    pub(super) session_name: Option<String>,
    pub(super) token_file: String,
    pub(super) policy: Option<String>,
    pub(super) policy_arns: Vec<String>,
}

impl ConnectionConfig {
    pub(super) fn read(arguments: &mut Arguments<'_>) -> Self {
        let mut config = Self {
            region: arguments.string("region"),
            sts_region: arguments.string("sts_region"),
            keys: keys(arguments),
            profile: arguments.string("profile"),
            config_files: arguments.strings("shared_config_files"),
            credentials_files: arguments.strings("shared_credentials_files"),
            path_style: arguments.bool("use_path_style").or(arguments.bool("force_path_style")).unwrap_or(false),
            fips: arguments.bool("use_fips_endpoint").unwrap_or(false),
            dual_stack: arguments.bool("use_dualstack_endpoint").unwrap_or(false),
            checksum_when_required: arguments.bool("skip_s3_checksum").unwrap_or(false)
                || arguments.bool("disable_aws_client_checksums").unwrap_or(false),
            max_attempts: arguments.number("max_retries").map(|retries| retries.saturating_add(1)),
            http_proxy: arguments.string("http_proxy"),
            https_proxy: arguments.string("https_proxy"),
            no_proxy: arguments.string("no_proxy"),
            ca_bundle: arguments.string("custom_ca_bundle"),
            allowed_accounts: arguments.strings("allowed_account_ids"),
            forbidden_accounts: arguments.strings("forbidden_account_ids"),
            ..Self::default()
        };
        config.credentials_files.extend(arguments.string("shared_credentials_file"));
        config.read_endpoints(arguments);
        config.read_roles(arguments);
        let by_environment =
            "set AWS_EC2_METADATA_SERVICE_ENDPOINT or AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE in its place";
        for name in ["ec2_metadata_service_endpoint", "ec2_metadata_service_endpoint_mode"] {
            arguments.refuse(name, "the address of the metadata service cannot be set here", by_environment);
        }
        arguments.refuse(
            "insecure",
            "connections whose certificate is not verified are not made",
            "name the certificate's authority with \"custom_ca_bundle\"",
        );
        // Nothing of this is done in any case, or it is the SDK's own business.
        arguments.accept(&[
            "skip_credentials_validation",
            "skip_metadata_api_check",
            "skip_requesting_account_id",
            "skip_region_validation",
            "retry_mode",
        ]);
        config
    }

    fn read_endpoints(&mut self, arguments: &mut Arguments<'_>) {
        self.endpoint_s3 = arguments.string("endpoint");
        self.endpoint_dynamodb = arguments.string("dynamodb_endpoint");
        self.endpoint_sts = arguments.string("sts_endpoint");
        if let Some(mut endpoints) = arguments.object("endpoints") {
            self.endpoint_s3 = endpoints.string("s3").or(self.endpoint_s3.take());
            self.endpoint_dynamodb = endpoints.string("dynamodb").or(self.endpoint_dynamodb.take());
            self.endpoint_sts = endpoints.string("sts").or(self.endpoint_sts.take());
            // Nothing is asked of them here.
            endpoints.accept(&["iam", "sso"]);
            arguments.finish_nested(endpoints);
        }
        arguments.accept(&["iam_endpoint"]);
    }

    fn read_roles(&mut self, arguments: &mut Arguments<'_>) {
        if let Some(mut block) = arguments.object("assume_role") {
            self.roles.extend(role(&mut block));
            arguments.finish_nested(block);
        }
        // As Terraform wrote it up to 1.9, and many live repositories still do.
        if let Some(arn) = arguments.string("role_arn") {
            self.roles.push(Role {
                arn,
                session_name: arguments.string("session_name"),
                external_id: arguments.string("external_id"),
                duration: seconds(arguments, "assume_role_duration_seconds"),
                policy: arguments.string("assume_role_policy"),
                policy_arns: arguments.strings("assume_role_policy_arns"),
                tags: arguments.map("assume_role_tags"),
            });
        } else {
            arguments.accept(&["session_name", "external_id", "assume_role_duration_seconds", "assume_role_policy"]);
            arguments.accept(&["assume_role_policy_arns", "assume_role_tags"]);
        }
        arguments.refuse(
            "assume_role_transitive_tag_keys",
            "session tags cannot be made transitive here",
            "assume the role in a profile, or leave the argument out",
        );
        if let Some(mut block) = arguments.object("assume_role_with_web_identity") {
            block.refuse(
                "web_identity_token",
                "a token in the configuration would be a secret in a file",
                "name a file that holds it with \"web_identity_token_file\"",
            );
            let duration = seconds(&mut block, "duration");
            if duration.is_some() {
                block.error("duration", "the session's length cannot be set here", Some("leave it out: it is renewed"));
            }
            self.web_identity = Some(WebIdentity {
                role_arn: block.needed("role_arn"),
                session_name: block.string("session_name"),
                token_file: block.needed("web_identity_token_file"),
                policy: block.string("policy"),
                policy_arns: block.strings("policy_arns"),
            });
            arguments.finish_nested(block);
        }
    }
}

fn keys(arguments: &mut Arguments<'_>) -> Option<Keys> {
    let (id, secret) = (arguments.string("access_key"), arguments.string("secret_key"));
    let token = arguments.string("token");
    match (id, secret) {
        (Some(id), Some(secret)) => Some(Keys { id, secret, token }),
        (None, None) => None,
        (Some(_), None) => {
            arguments.error("access_key", "an access key needs its \"secret_key\"", None);
            None
        }
        (None, Some(_)) => {
            arguments.error("secret_key", "a secret key needs its \"access_key\"", None);
            None
        }
    }
}

fn role(block: &mut Arguments<'_>) -> Option<Role> {
    let arn = block.needed("role_arn");
    let role = Role {
        arn,
        session_name: block.string("session_name"),
        external_id: block.string("external_id"),
        duration: seconds(block, "duration"),
        policy: block.string("policy"),
        policy_arns: block.strings("policy_arns"),
        tags: block.map("tags"),
    };
    let help = "assume the role in a profile, or leave the argument out";
    block.refuse("transitive_tag_keys", "session tags cannot be made transitive here", help);
    block.refuse("source_identity", "a source identity cannot be set here", help);
    Some(role).filter(|role| !role.arn.is_empty())
}

/// A length of time: seconds as a number, or as Go writes it (`1h30m`).
fn seconds(arguments: &mut Arguments<'_>, name: &'static str) -> Option<Duration> {
    let text = arguments.string(name)?;
    let mut seconds = 0_u64;
    let mut digits = String::new();
    for letter in text.chars() {
        let factor = match letter {
            '0'..='9' => {
                digits.push(letter);
                continue;
            }
            'h' => 3600,
            'm' => 60,
            's' => 1,
            _ => 0,
        };
        match digits.parse::<u64>() {
            Ok(number) if factor > 0 => seconds = seconds.saturating_add(number.saturating_mul(factor)),
            _ => {
                arguments.error(name, "a time such as \"1h\" or \"30m\" is needed here", None);
                return None;
            }
        }
        digits.clear();
    }
    let rest = digits.parse().unwrap_or(0);
    Some(Duration::from_secs(seconds.saturating_add(rest)))
}
