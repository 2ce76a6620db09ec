use std::sync::Arc;

use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::retry::RetryConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};
use aws_sdk_s3::config::{RequestChecksumCalculation, SharedHttpClient};
use aws_smithy_async::rt::sleep::TokioSleep;
use aws_smithy_async::time::SystemTimeSource;
use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_smithy_http_client::{Builder, Connector};
use groundplan_state::StoreError;

use super::StandIn;
use super::connection_config::ConnectionConfig;
use super::error::{chain, service};
use super::roles::assume;
use super::session::{RoleCredentials, Sessions};

/// The clients of one configuration.
#[derive(Clone, Debug)]
pub(super) struct Clients {
    pub(super) s3: aws_sdk_s3::Client,
    pub(super) dynamodb: aws_sdk_dynamodb::Client,
    pub(super) region: String,
}

/// Terraform tries a call five times in all.
pub(super) const ATTEMPTS: u32 = 5;

/// Puts the clients together. Asks nobody, unless a unit's role is to be assumed or accounts are to be checked.
pub(super) async fn connect(config: &ConnectionConfig, sessions: &Arc<Sessions>) -> Result<Clients, StoreError> {
    let stand_in = sessions.stand_in();
    let failed = |message: String, help| StoreError::Service {
        action: "connect to",
        location: "the state's backend".to_owned(),
        message,
        help,
    };
    let http = http_client(config, stand_in).map_err(|message| {
        failed(message, "Check \"http_proxy\", \"https_proxy\" and \"custom_ca_bundle\" of the backend.")
    })?;
    let retries = RetryConfig::standard().with_max_attempts(config.max_attempts.unwrap_or(ATTEMPTS));
    let mut base = match stand_in {
        Some(stand_in) => stand_in_base(stand_in, config, http.clone(), retries),
        None => aws_base(config, http.clone(), retries).await,
    };
    if let Some(role) = &config.unit_role {
        // Asked for here, so that what is wrong is told as what it is.
        sessions.of(role).await?;
        let credentials = RoleCredentials { sessions: sessions.clone(), role: role.clone() };
        base = base.into_builder().credentials_provider(SharedCredentialsProvider::new(credentials)).build();
    }
    let Some(region) = base.region().map(ToString::to_string) else {
        return Err(failed(
            "no region is given".to_owned(),
            "Set the backend's \"region\", or AWS_REGION in the environment.",
        ));
    };
    let provider =
        ProviderConfig::without_region().with_http_client(http).with_region(Some(Region::new(region.clone())));
    let mut builder = base.clone().into_builder();
    builder.set_credentials_provider(assume(&base, &provider, config).await);
    let sdk = builder.build();

    let mut s3 = aws_sdk_s3::config::Builder::from(&sdk).force_path_style(config.path_style || stand_in.is_some());
    if let Some(endpoint) = config.endpoint_s3.as_ref().filter(|_| stand_in.is_none()) {
        s3 = s3.endpoint_url(endpoint);
    }
    if config.checksum_when_required {
        s3 = s3.request_checksum_calculation(RequestChecksumCalculation::WhenRequired);
    }
    let mut dynamodb = aws_sdk_dynamodb::config::Builder::from(&sdk);
    if let Some(endpoint) = config.endpoint_dynamodb.as_ref().filter(|_| stand_in.is_none()) {
        dynamodb = dynamodb.endpoint_url(endpoint);
    }
    check_account(&sdk, config, stand_in).await?;
    Ok(Clients {
        s3: aws_sdk_s3::Client::from_conf(s3.build()),
        dynamodb: aws_sdk_dynamodb::Client::from_conf(dynamodb.build()),
        region,
    })
}

/// What configuration and the environment say.
pub(super) async fn aws_base(config: &ConnectionConfig, http: SharedHttpClient, retries: RetryConfig) -> SdkConfig {
    let files = profile_files(config);
    let mut loader = aws_config::defaults(BehaviorVersion::latest()).http_client(http.clone()).retry_config(retries);
    if let Some(region) = &config.region {
        loader = loader.region(Region::new(region.clone()));
    }
    if let Some(files) = &files {
        loader = loader.profile_files(files.clone());
    }
    if config.fips {
        loader = loader.use_fips(true);
    }
    if config.dual_stack {
        loader = loader.use_dual_stack(true);
    }
    if let Some(profile) = &config.profile {
        loader = loader.profile_name(profile);
    }
    if let Some(keys) = &config.keys {
        loader = loader.credentials_provider(Credentials::new(
            &keys.id,
            &keys.secret,
            keys.token.clone(),
            None,
            "backend configuration",
        ));
    } else if let Some(profile) = &config.profile {
        // A profile that configuration names comes before keys in the environment, as in Terraform.
        let region = config.region.clone().map(Region::new);
        let provider = ProviderConfig::without_region().with_http_client(http).with_region(region);
        let mut profile = ProfileFileCredentialsProvider::builder().configure(&provider).profile_name(profile);
        if let Some(files) = files {
            profile = profile.profile_files(files);
        }
        loader = loader.credentials_provider(profile.build());
    }
    loader.load().await
}

/// What stands in for AWS, and nothing of the environment.
pub(super) fn stand_in_base(
    stand_in: &StandIn,
    config: &ConnectionConfig,
    http: SharedHttpClient,
    retries: RetryConfig,
) -> SdkConfig {
    let keys = Credentials::new(&stand_in.access_key, &stand_in.secret_key, None, None, "stand-in");
    let region = config.region.clone().unwrap_or_else(|| stand_in.region.clone());
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(region))
        .endpoint_url(&stand_in.endpoint)
        .credentials_provider(SharedCredentialsProvider::new(keys))
        .http_client(http)
        .retry_config(retries)
        .sleep_impl(TokioSleep::new())
        .time_source(SystemTimeSource::new())
        .build()
}

fn profile_files(config: &ConnectionConfig) -> Option<EnvConfigFiles> {
    if config.config_files.is_empty() && config.credentials_files.is_empty() {
        return None;
    }
    let mut files = EnvConfigFiles::builder();
    for (kind, paths) in
        [(EnvConfigFileKind::Config, &config.config_files), (EnvConfigFileKind::Credentials, &config.credentials_files)]
    {
        if paths.is_empty() {
            files = match kind {
                EnvConfigFileKind::Config => files.include_default_config_file(true),
                EnvConfigFileKind::Credentials => files.include_default_credentials_file(true),
            };
        }
        for path in paths {
            files = files.with_file(kind, path);
        }
    }
    Some(files.build())
}

pub(super) fn http_client(config: &ConnectionConfig, stand_in: Option<&StandIn>) -> Result<SharedHttpClient, String> {
    let (proxy, tls) = proxy_and_trust(config, stand_in)?;
    Ok(Builder::new().build_with_connector_fn(move |settings, components| {
        let mut connector = Connector::builder().proxy_config(proxy.clone());
        connector.set_connector_settings(settings.cloned());
        connector.set_sleep_impl(components.and_then(aws_sdk_s3::config::RuntimeComponents::sleep_impl));
        connector.tls_provider(Provider::Rustls(CryptoMode::Ring)).tls_context(tls.clone()).build()
    }))
}

/// What sends the requests that no client knows, the same way as the clients' requests.
pub(super) fn connector(config: &ConnectionConfig, stand_in: Option<&StandIn>) -> Result<Connector, String> {
    let (proxy, tls) = proxy_and_trust(config, stand_in)?;
    let connector = Connector::builder().proxy_config(proxy).sleep_impl(TokioSleep::new());
    Ok(connector.tls_provider(Provider::Rustls(CryptoMode::Ring)).tls_context(tls).build())
}

/// The proxies and the authorities on the way to AWS.
fn proxy_and_trust(config: &ConnectionConfig, stand_in: Option<&StandIn>) -> Result<(ProxyConfig, TlsContext), String> {
    let mut trust = TrustStore::default();
    if let Some(path) = &config.ca_bundle {
        let pem = std::fs::read(path).map_err(|error| format!("cannot read {path}: {error}"))?;
        trust = TrustStore::empty().with_pem_certificate(pem);
    }
    let tls = TlsContext::builder().with_trust_store(trust).build().map_err(|error| chain(&error))?;
    let proxy = match stand_in {
        Some(_) => ProxyConfig::disabled(),
        None => proxy(config)?,
    };
    Ok((proxy, tls))
}

fn proxy(config: &ConnectionConfig) -> Result<ProxyConfig, String> {
    // One given for HTTP serves HTTPS too, as in the AWS provider.
    let proxy = match (&config.https_proxy, &config.http_proxy) {
        (Some(url), _) => ProxyConfig::https(url.as_str()),
        (None, Some(url)) => ProxyConfig::all(url.as_str()),
        (None, None) => return Ok(ProxyConfig::from_env()),
    };
    let proxy = proxy.map_err(|error| format!("the proxy's address cannot be used: {}", chain(&error)))?;
    Ok(match &config.no_proxy {
        Some(rules) => proxy.no_proxy(rules),
        None => proxy,
    })
}

/// Keeps the backend out of accounts that it was told to stay out of.
async fn check_account(
    sdk: &SdkConfig,
    config: &ConnectionConfig,
    stand_in: Option<&StandIn>,
) -> Result<(), StoreError> {
    if config.allowed_accounts.is_empty() && config.forbidden_accounts.is_empty() {
        return Ok(());
    }
    let mut sts = aws_sdk_sts::config::Builder::from(sdk);
    if let Some(endpoint) = config.endpoint_sts.as_ref().filter(|_| stand_in.is_none()) {
        sts = sts.endpoint_url(endpoint);
    }
    let identity = aws_sdk_sts::Client::from_conf(sts.build()).get_caller_identity().send().await;
    let identity = identity.map_err(|error| service("find out the account of", "the state's backend", &error))?;
    let account = identity.account().unwrap_or_default();
    let is = |accounts: &[String]| accounts.iter().any(|known| known == account);
    if is(&config.forbidden_accounts) || !(config.allowed_accounts.is_empty() || is(&config.allowed_accounts)) {
        return Err(StoreError::Service {
            action: "use",
            location: "the state's backend".to_owned(),
            message: format!("its credentials are those of the account {account}, which it must not use"),
            help: "Use other credentials, or change \"allowed_account_ids\" or \"forbidden_account_ids\" of the backend.",
        });
    }
    Ok(())
}
