//! IAM: what users have beside passwords and keys.

use async_trait::async_trait;
use hyper::header::AUTHORIZATION;

use super::{Answer, Entry, Operation, World};
use crate::client::{xml_error, xml_text};
use crate::gateway::call::WholeCall;
use crate::gateway::protocol::ApiError;

const NAMESPACE: &str = "https://iam.amazonaws.com/doc/2010-05-08/";

pub(super) fn operations() -> Vec<Entry> {
    vec![("iam", "ListServiceSpecificCredentials", Box::new(ListServiceSpecificCredentials))]
}

/// Nobody can make such credentials in the sandbox, so every user has none; a user that is not there has an error.
struct ListServiceSpecificCredentials;

#[async_trait]
impl Operation for ListServiceSpecificCredentials {
    async fn answer(&self, call: &WholeCall, world: &World<'_>) -> Result<Answer, ApiError> {
        let form = get_user(call.parameter("UserName"));
        let authorization = call.parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let reply = world
            .emulator
            .ask(authorization.unwrap_or_default().to_owned(), form)
            .await
            .map_err(|reason| ApiError { status: 500, code: "ServiceFailure".to_owned(), message: reason })?;
        if !reply.status.is_success() || xml_text(&reply.body, "UserName").is_none() {
            let (code, message) = xml_error(&reply.body).unwrap_or_default();
            return Err(ApiError { status: reply.status.as_u16(), code, message });
        }
        Ok(Answer::query(&call.call.operation, NAMESPACE, "<ServiceSpecificCredentials/>"))
    }
}

/// The form of IAM's GetUser; without a name it asks for the caller.
fn get_user(name: Option<String>) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("Action", "GetUser").append_pair("Version", "2010-05-08");
    if let Some(name) = name {
        form.append_pair("UserName", &name);
    }
    form.finish()
}
