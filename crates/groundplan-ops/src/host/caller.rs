use std::future::Future;

use groundplan_backend::Connections;
use groundplan_config::live::{Caller, Callers, UnitRole};

use super::role::assumed;

/// Asks AWS, or what stands in for it, with the credentials that providers would use by themselves, or those of a role.
pub(crate) struct AwsCaller(pub(crate) Connections);

impl Callers for AwsCaller {
    fn caller(&self, role: Option<&UnitRole>) -> Result<Caller, String> {
        let (connections, role) = (self.0.clone(), role.map(assumed));
        waited(async move {
            let identity = connections.caller_identity(role.as_ref()).await.map_err(|error| error.to_string())?;
            Ok(Caller { account: identity.account, arn: identity.arn, user_id: identity.user_id })
        })
    }

    fn account_alias(&self, role: Option<&UnitRole>) -> Result<Option<String>, String> {
        let (connections, role) = (self.0.clone(), role.map(assumed));
        waited(async move { connections.account_alias(role.as_ref()).await.map_err(|error| error.to_string()) })
    }
}

/// Waits for AWS's answer where nothing else can be done meanwhile. Files are read by ordinary functions, in a thread that
/// may belong to a runtime already.
pub(super) fn waited<T: Send + 'static>(
    asking: impl Future<Output = Result<T, String>> + Send + 'static,
) -> Result<T, String> {
    let asked = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.map_err(|error| error.to_string())?.block_on(asking)
    });
    asked.join().unwrap_or_else(|_| Err("the question ended in a panic".to_owned()))
}
