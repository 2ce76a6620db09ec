use aws_config::SdkConfig;
use aws_config::provider_config::ProviderConfig;
use aws_config::sts::AssumeRoleProvider;
use aws_config::web_identity_token::{StaticConfiguration, WebIdentityTokenCredentialsProvider};
use aws_credential_types::provider::SharedCredentialsProvider;

use super::connection_config::{ConnectionConfig, Role, WebIdentity};

/// The name of a session when configuration has none: whoever reads an audit log sees what it was.
const SESSION: &str = "groundplan";

/// The credentials with which states are reached: the roles assumed one after the other, from the base's credentials on.
pub(super) async fn assume(
    base: &SdkConfig,
    provider: &ProviderConfig,
    config: &ConnectionConfig,
) -> Option<SharedCredentialsProvider> {
    let mut credentials = match &config.web_identity {
        Some(identity) => Some(SharedCredentialsProvider::new(web_identity(provider, identity))),
        None => base.credentials_provider(),
    };
    let mut sts = base.clone().into_builder();
    if let Some(endpoint) = &config.endpoint_sts {
        sts.set_endpoint_url(Some(endpoint.clone()));
    }
    if let Some(region) = &config.sts_region {
        sts.set_region(Some(aws_config::Region::new(region.clone())));
    }
    let sts = sts.build();
    for role in &config.roles {
        let from = credentials?;
        credentials = Some(SharedCredentialsProvider::new(assume_one(&sts, role, from).await));
    }
    credentials
}

async fn assume_one(sts: &SdkConfig, role: &Role, from: SharedCredentialsProvider) -> AssumeRoleProvider {
    let mut builder = AssumeRoleProvider::builder(&role.arn)
        .configure(sts)
        .session_name(role.session_name.as_deref().unwrap_or(SESSION));
    if let Some(id) = &role.external_id {
        builder = builder.external_id(id);
    }
    if let Some(length) = role.duration {
        builder = builder.session_length(length);
    }
    if let Some(policy) = &role.policy {
        builder = builder.policy(policy);
    }
    if !role.policy_arns.is_empty() {
        builder = builder.policy_arns(role.policy_arns.clone());
    }
    if !role.tags.is_empty() {
        builder = builder.tags(role.tags.clone());
    }
    builder.build_from_provider(from).await
}

fn web_identity(provider: &ProviderConfig, identity: &WebIdentity) -> WebIdentityTokenCredentialsProvider {
    let mut builder =
        WebIdentityTokenCredentialsProvider::builder().configure(provider).static_configuration(StaticConfiguration {
            web_identity_token_file: identity.token_file.clone().into(),
            role_arn: identity.role_arn.clone(),
            session_name: identity.session_name.clone().unwrap_or_else(|| SESSION.to_owned()),
        });
    if let Some(policy) = &identity.policy {
        builder = builder.policy(policy);
    }
    if !identity.policy_arns.is_empty() {
        builder = builder.policy_arns(identity.policy_arns.clone());
    }
    builder.build()
}
