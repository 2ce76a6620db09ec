//! Blocking the internet gateways of an account's networks in a region.

use async_trait::async_trait;
use serde_json::Value;

use super::ec2_settings::{invalid, required};
use super::{Answer, Entry, Operation, World};
use crate::gateway::call::WholeCall;
use crate::gateway::protocol::{ApiError, escape};

const DOCUMENT: &str = "vpc-block-public-access";
const MODES: [&str; 3] = ["off", "block-bidirectional", "block-ingress"];

pub(super) fn operations() -> Vec<Entry> {
    vec![
        ("ec2", "ModifyVpcBlockPublicAccessOptions", Box::new(Options { changes: true })),
        ("ec2", "DescribeVpcBlockPublicAccessOptions", Box::new(Options { changes: false })),
    ]
}

struct Options {
    changes: bool,
}

#[async_trait]
impl Operation for Options {
    async fn answer(&self, call: &WholeCall, world: &World<'_>) -> Result<Answer, ApiError> {
        if self.changes {
            const MODE: &str = "InternetGatewayBlockMode";
            let mode = required(call, MODE)?;
            if !MODES.contains(&mode.as_str()) {
                return Err(invalid(MODE, &mode));
            }
            world.documents.put(&call.call, DOCUMENT, Value::String(mode));
        }
        let stored = world.documents.get(&call.call, DOCUMENT);
        let state = if stored.is_some() { "update-complete" } else { "default-state" };
        let mode = stored.as_ref().and_then(Value::as_str).unwrap_or("off");
        let elements = format!(
            "<vpcBlockPublicAccessOptions><awsAccountId>{}</awsAccountId><awsRegion>{}</awsRegion><state>{state}</state>\
             <internetGatewayBlockMode>{}</internetGatewayBlockMode><managedBy>account</managedBy>\
             <exclusionsAllowed>allowed</exclusionsAllowed></vpcBlockPublicAccessOptions>",
            escape(&call.call.account),
            escape(&call.call.region),
            escape(mode),
        );
        Ok(Answer::ec2(&call.call.operation, &elements))
    }
}
