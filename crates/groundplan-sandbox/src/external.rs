//! Another endpoint in the sandbox's place.

use std::time::Duration;

use crate::client::{Client, Credentials};
use crate::error::Error;
use crate::overlay::Overlay;

/// Checks that an endpoint speaks AWS's protocols (STS GetCallerIdentity) and gives the overlay for it.
///
/// # Errors
///
/// [`Error::Endpoint`] when it does not answer, or not as AWS does. Only `http://` addresses can be checked.
pub async fn external(endpoint: &str) -> Result<Overlay, Error> {
    let client = Client::with_timeout(endpoint, Duration::from_secs(10));
    match client.caller_identity(&Credentials::first_account()).await {
        Ok(_) => Ok(Overlay::endpoint(endpoint)),
        Err(Error::Refused { code, message, .. }) => {
            Err(Error::Endpoint { endpoint: endpoint.to_owned(), reason: format!("{code}: {message}") })
        }
        Err(error) => Err(error),
    }
}
