//! What stands between a user's files, which know nothing of a sandbox, and the sandbox.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// What a provider process, or an AWS call of our own, needs to reach the sandbox and nothing else.
///
/// Two parts: the process's environment ([`Overlay::apply_to`]) and values of the AWS provider's configuration
/// ([`Overlay::provider`]) that would otherwise lead past it.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlay {
    /// The address that answers for every service, `http://127.0.0.1:PORT`.
    pub endpoint: String,
    /// Environment variables to set for processes that call AWS.
    pub env: Vec<(String, String)>,
    /// Environment variables to set where the user has not: the region.
    pub default_env: Vec<(String, String)>,
    /// Arguments of the `aws` provider's configuration by name, in place of what the user's files say; `null` takes an
    /// argument or a block away. All others stay as they are: region, assumed roles, default tags.
    pub provider: Vec<(String, Value)>,
}

/// Variables with this beginning are AWS's: any of them may lead to a real account or a real endpoint.
const AWS: &str = "AWS_";
/// Those that may stay: they say where and how often, not who.
const HARMLESS: [&str; 4] = ["AWS_REGION", "AWS_DEFAULT_REGION", "AWS_MAX_ATTEMPTS", "AWS_RETRY_MODE"];
/// A proxy of the user's would be asked for the sandbox's names, and exceptions would lead around the gateway.
const PROXIES: [&str; 6] = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];

impl Overlay {
    /// The overlay for a sandbox of ours, whose gateway is the processes' proxy as well: host names that carry a
    /// parameter (S3 Control's `ACCOUNT.127.0.0.1`) reach it without being looked up, and nothing reaches another machine.
    pub fn sandbox(endpoint: impl Into<String>) -> Self {
        let mut overlay = Self::endpoint(endpoint);
        for name in PROXIES.into_iter().filter(|name| !name.eq_ignore_ascii_case("no_proxy")) {
            overlay.env.push((name.to_owned(), overlay.endpoint.clone()));
        }
        overlay
    }

    /// The overlay for another endpoint that speaks AWS's protocols.
    pub fn endpoint(endpoint: impl Into<String>) -> Self {
        let endpoint = endpoint.into().trim_end_matches('/').to_owned();
        let env = [
            ("AWS_ENDPOINT_URL", endpoint.as_str()),
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
            ("AWS_CONFIG_FILE", "/dev/null"),
            ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"),
            ("AWS_EC2_METADATA_DISABLED", "true"),
        ];
        // Whatever would choose other credentials or other addresses than the environment above.
        let away = [
            "access_key",
            "secret_key",
            "token",
            "profile",
            "shared_config_files",
            "shared_credentials_files",
            "endpoints",
            "http_proxy",
            "https_proxy",
            "no_proxy",
            "custom_ca_bundle",
            "ec2_metadata_service_endpoint",
            "use_dualstack_endpoint",
            "use_fips_endpoint",
        ];
        let mut provider: Vec<(String, Value)> = away.into_iter().map(|name| (name.to_owned(), Value::Null)).collect();
        // A number as the endpoint's host makes the provider choose path style by itself; a name does not.
        provider.push(("s3_use_path_style".to_owned(), json!(true)));
        Self {
            env: env.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            endpoint,
            default_env: vec![("AWS_REGION".to_owned(), "us-east-1".to_owned())],
            provider,
        }
    }

    /// Turns an inherited environment into that of a process that reaches the sandbox only: everything of AWS's and every
    /// proxy goes, the overlay's own comes. For processes that call AWS and nothing else: others would lose their proxy.
    pub fn apply_to(&self, environment: &mut BTreeMap<String, String>) {
        environment.retain(|name, _| {
            let is_aws = name.starts_with(AWS) && !HARMLESS.contains(&name.as_str());
            !is_aws && !PROXIES.contains(&name.as_str())
        });
        let has_region =
            HARMLESS.iter().take(2).any(|name| environment.get(*name).is_some_and(|value| !value.is_empty()));
        if !has_region {
            environment.extend(self.default_env.iter().cloned());
        }
        environment.extend(self.env.iter().cloned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_real_account_is_left() {
        let mut environment: BTreeMap<String, String> = [
            ("HOME", "/home/me"),
            ("AWS_PROFILE", "production"),
            ("AWS_SESSION_TOKEN", "secret"),
            ("AWS_ACCESS_KEY_ID", "AKIAREAL"),
            ("AWS_ENDPOINT_URL_S3", "https://s3.example"),
            ("AWS_DEFAULT_REGION", "eu-central-1"),
            ("HTTPS_PROXY", "http://proxy.example"),
            ("no_proxy", "*"),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
        Overlay::sandbox("http://127.0.0.1:4566/").apply_to(&mut environment);
        let text: Vec<String> = environment.iter().map(|(name, value)| format!("{name}={value}")).collect();
        expect_test::expect![[r#"
            AWS_ACCESS_KEY_ID=test
            AWS_CONFIG_FILE=/dev/null
            AWS_DEFAULT_REGION=eu-central-1
            AWS_EC2_METADATA_DISABLED=true
            AWS_ENDPOINT_URL=http://127.0.0.1:4566
            AWS_SECRET_ACCESS_KEY=test
            AWS_SHARED_CREDENTIALS_FILE=/dev/null
            HOME=/home/me
            HTTPS_PROXY=http://127.0.0.1:4566
            HTTP_PROXY=http://127.0.0.1:4566
            http_proxy=http://127.0.0.1:4566
            https_proxy=http://127.0.0.1:4566"#]]
        .assert_eq(&text.join("\n"));
    }

    #[test]
    fn a_region_is_there_in_any_case() {
        let mut environment = BTreeMap::new();
        Overlay::endpoint("http://127.0.0.1:1").apply_to(&mut environment);
        assert_eq!(environment.get("AWS_REGION").map(String::as_str), Some("us-east-1"));
        assert!(!environment.contains_key("HTTP_PROXY"));
    }
}
