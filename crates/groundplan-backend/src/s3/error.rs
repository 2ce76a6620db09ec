use std::error::Error;

use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use groundplan_state::StoreError;

/// The code that a service gave its error, if it was the service that said no.
pub(super) fn code<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> Option<&str> {
    error.as_service_error().and_then(ProvideErrorMetadata::code)
}

/// Whether what was asked for does not exist.
pub(super) fn is_missing<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> bool {
    matches!(code(error), Some("NoSuchKey" | "NoSuchBucket" | "NotFound" | "ResourceNotFoundException"))
}

/// Whether a write's condition did not hold.
pub(super) fn is_condition_failed<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> bool {
    matches!(code(error), Some("PreconditionFailed" | "ConditionalCheckFailedException"))
}

/// Whether two conditional writes met: the write is to be tried again.
pub(super) fn is_conflict<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> bool {
    code(error) == Some("ConditionalRequestConflict")
}

/// An error of a service, or of getting there, as the store tells it.
pub(super) fn service<E, R>(action: &'static str, location: &str, error: &SdkError<E, R>) -> StoreError
where
    E: ProvideErrorMetadata + Error + 'static,
    R: std::fmt::Debug,
{
    let (message, help) = match error.as_service_error() {
        Some(refusal) => {
            let code = refusal.code().unwrap_or("error without a code");
            (format!("{code}: {}", refusal.message().unwrap_or("the service says nothing about it")), way_out(code))
        }
        None => {
            let text = chain(error);
            let help = if text.contains("redential") || text.contains("oken") {
                "Give credentials as for the AWS provider: environment variables, a profile (for single sign-on after `aws sso login`), or a role."
            } else {
                "Check the network, proxies and the endpoint, then run the command again."
            };
            (text, help)
        }
    };
    StoreError::Service { action, location: location.to_owned(), message, help }
}

/// The way out of a refusal, by its code.
pub(super) fn way_out(code: &str) -> &'static str {
    match code {
        "AccessDenied" | "AccessDeniedException" => {
            "These credentials may not do that. Terraform's documentation of the s3 backend lists the permissions it takes; without s3:ListBucket a state that does not exist yet looks forbidden."
        }
        "ExpiredToken" | "ExpiredTokenException" | "RequestExpired" => "The credentials have expired: log in again.",
        "InvalidAccessKeyId" | "SignatureDoesNotMatch" | "InvalidClientTokenId" | "UnrecognizedClientException" => {
            "Check the credentials, and the profile or role that they come from."
        }
        "PermanentRedirect" | "AuthorizationHeaderMalformed" | "IllegalLocationConstraintException" => {
            "The bucket lies in another region than the backend's \"region\" says."
        }
        "BucketAlreadyExists" => "Bucket names are unique in the world: choose another one.",
        "NoSuchBucket" => "Check the backend's \"bucket\". `groundplan apply` makes a bucket that is missing.",
        "ResourceNotFoundException" => {
            "Check the backend's \"dynamodb_table\". `groundplan apply` makes a table that is missing."
        }
        _ => "What was done before is recorded. Run the command again when the cause is gone.",
    }
}

/// The error with its causes, each said once.
pub(super) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let said = error.to_string();
        if !text.contains(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        cause = error.source();
    }
    text
}
