use std::time::{Duration, SystemTime};

use aws_config::SdkConfig;
use aws_credential_types::Credentials;
use aws_credential_types::provider::ProvideCredentials;
use aws_sdk_s3::primitives::{ByteStream, SdkBody};
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4::SigningParams;
use aws_smithy_http_client::Connector;
use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_runtime_api::http::Request;
use groundplan_state::StoreError;

use super::StandIn;
use super::connect::{ATTEMPTS, connector};
use super::connection_config::ConnectionConfig;
use super::error::{chain, way_out};
use super::session::SessionKeys;
use super::sts::{CREDENTIALS, as_caller};

const ACTION: &str = "find out the alias of the account of";
/// `ListAccountAliases` of IAM's query API. It is the only thing that IAM is asked, and its client takes longer to build than those of
/// all other services together.
const QUESTION: &str = "Action=ListAccountAliases&Version=2010-05-08";
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// Asks IAM for the alias of the account that the caller belongs to; none where it has none.
pub(super) async fn account_alias(
    stand_in: Option<&StandIn>,
    session: Option<&SessionKeys>,
) -> Result<Option<String>, StoreError> {
    let failed =
        |message, help| StoreError::Service { action: ACTION, location: CREDENTIALS.to_owned(), message, help };
    let network = |message| failed(message, "Check the network, proxies and the endpoint, then run the command again.");
    let sdk = as_caller(ACTION, stand_in, session).await?;
    let credentials = credentials(&sdk).await.map_err(|message| {
        failed(message, "Give credentials as for the AWS provider: environment variables, a profile, or a role.")
    })?;
    let connector = connector(&ConnectionConfig::default(), stand_in).map_err(network)?;
    let (endpoint, region) = endpoint(&sdk, stand_in);
    let mut attempt = 1;
    let (status, text) = loop {
        let answer = ask(&connector, &endpoint, region, &credentials).await;
        if attempt == ATTEMPTS || !is_passing(&answer) {
            break answer.map_err(network)?;
        }
        tokio::time::sleep(Duration::from_millis(250 << attempt)).await;
        attempt += 1;
    };
    if status == 200 {
        let listed =
            element(&text, "AccountAliases").ok_or_else(|| network("the answer is not one of IAM's".to_owned()));
        return listed.map(|_| element(&text, "member"));
    }
    let code = element(&text, "Code").unwrap_or_else(|| format!("status {status}"));
    let said = element(&text, "Message").unwrap_or_else(|| "the service says nothing about it".to_owned());
    Err(failed(format!("{code}: {said}"), way_out(&code)))
}

/// Whether an answer is one after which other services are asked again, too: not reached, busy, or throttling.
fn is_passing(answer: &Result<(u16, String), String>) -> bool {
    match answer {
        Err(_) | Ok((429 | 500.., _)) => true,
        Ok((_, text)) => element(text, "Code").is_some_and(|code| code.starts_with("Throttling")),
    }
}

/// The text of the first element of a name.
fn element(xml: &str, name: &str) -> Option<String> {
    let document = roxmltree::Document::parse(xml).ok()?;
    let node = document.descendants().find(|node| node.tag_name().name() == name)?;
    Some(node.text().unwrap_or_default().to_owned())
}

async fn credentials(sdk: &SdkConfig) -> Result<Credentials, String> {
    let provider = sdk.credentials_provider().ok_or("there are no credentials")?;
    provider.provide_credentials().await.map_err(|error| chain(&error))
}

/// Where IAM is, and the region that it signs for: a service that each partition has once.
fn endpoint(sdk: &SdkConfig, stand_in: Option<&StandIn>) -> (String, &'static str) {
    let region = sdk.region().map(AsRef::as_ref).unwrap_or_default();
    let (host, signed) = match region.split('-').next() {
        Some("cn") => ("https://iam.cn-north-1.amazonaws.com.cn", "cn-north-1"),
        _ if region.starts_with("us-gov-") => ("https://iam.us-gov.amazonaws.com", "us-gov-west-1"),
        _ => ("https://iam.amazonaws.com", "us-east-1"),
    };
    let own = std::env::var("AWS_ENDPOINT_URL_IAM").ok().filter(|_| stand_in.is_none());
    let endpoint = own.or_else(|| sdk.endpoint_url().map(ToOwned::to_owned)).unwrap_or_else(|| host.to_owned());
    (format!("{}/", endpoint.trim_end_matches('/')), signed)
}

/// Sends the question once: the status and the text of the answer.
async fn ask(
    connector: &Connector,
    endpoint: &str,
    region: &str,
    credentials: &Credentials,
) -> Result<(u16, String), String> {
    let identity = credentials.clone().into();
    let params = SigningParams::builder()
        .identity(&identity)
        .region(region)
        .name("iam")
        .time(SystemTime::now())
        .settings(SigningSettings::default())
        .build()
        .map_err(|error| chain(&error))?;
    let body = SignableBody::Bytes(QUESTION.as_bytes());
    let signable =
        SignableRequest::new("POST", endpoint, std::iter::once(FORM), body).map_err(|error| chain(&error))?;
    let (signature, _) = sign(signable, &params.into()).map_err(|error| chain(&error))?.into_parts();
    let request = http::Request::post(endpoint).header(FORM.0, FORM.1).body(SdkBody::from(QUESTION));
    let mut request = request.map_err(|error| chain(&error))?;
    signature.apply_to_request_http1x(&mut request);
    let request = Request::try_from(request).map_err(|error| chain(&error))?;
    let response = connector.call(request).await.map_err(|error| chain(&error))?;
    let status = response.status().as_u16();
    let body = ByteStream::new(response.into_body()).collect().await.map_err(|error| chain(&error))?;
    Ok((status, String::from_utf8_lossy(&body.into_bytes()).into_owned()))
}
