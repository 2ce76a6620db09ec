//! EC2's settings of an account in a region that are one text each: whether images and snapshots may be public, the
//! serial console, the default key of volumes.

use async_trait::async_trait;
use serde_json::Value;

use super::{Answer, Entry, Operation, World};
use crate::gateway::call::WholeCall;
use crate::gateway::protocol::{ApiError, escape};

/// A setting: under which name it is kept, how answers show it, what it is before anybody sets it.
#[derive(Clone, Copy)]
struct Setting {
    document: &'static str,
    element: &'static str,
    initial: &'static str,
}

/// What an operation does to the setting before it shows it.
#[derive(Clone, Copy)]
enum Change {
    Nothing,
    /// Takes the parameter's value; the list holds what is allowed, anything if it is empty.
    Parameter(&'static str, &'static [&'static str]),
    Value(&'static str),
    Initial,
}

struct SettingOperation {
    setting: Setting,
    change: Change,
}

const IMAGES: Setting =
    Setting { document: "image-block-public-access", element: "imageBlockPublicAccessState", initial: "unblocked" };
const SNAPSHOTS: Setting = Setting { document: "snapshot-block-public-access", element: "state", initial: "unblocked" };
const SERIAL_CONSOLE: Setting =
    Setting { document: "serial-console-access", element: "serialConsoleAccessEnabled", initial: "false" };
const VOLUME_KEY: Setting = Setting { document: "ebs-default-kms-key", element: "kmsKeyId", initial: "alias/aws/ebs" };

pub(super) fn operations() -> Vec<Entry> {
    use Change::{Initial, Nothing, Parameter, Value};
    let blocking_images: Change = Parameter("ImageBlockPublicAccessState", &["block-new-sharing"]);
    let blocking_snapshots: Change = Parameter("State", &["block-all-sharing", "block-new-sharing"]);
    let table = [
        ("EnableImageBlockPublicAccess", IMAGES, blocking_images),
        ("DisableImageBlockPublicAccess", IMAGES, Initial),
        ("GetImageBlockPublicAccessState", IMAGES, Nothing),
        ("EnableSnapshotBlockPublicAccess", SNAPSHOTS, blocking_snapshots),
        ("DisableSnapshotBlockPublicAccess", SNAPSHOTS, Initial),
        ("GetSnapshotBlockPublicAccessState", SNAPSHOTS, Nothing),
        ("EnableSerialConsoleAccess", SERIAL_CONSOLE, Value("true")),
        ("DisableSerialConsoleAccess", SERIAL_CONSOLE, Initial),
        ("GetSerialConsoleAccessStatus", SERIAL_CONSOLE, Nothing),
        ("ModifyEbsDefaultKmsKeyId", VOLUME_KEY, Parameter("KmsKeyId", &[])),
        ("ResetEbsDefaultKmsKeyId", VOLUME_KEY, Initial),
        ("GetEbsDefaultKmsKeyId", VOLUME_KEY, Nothing),
    ];
    table
        .into_iter()
        .map(|(name, setting, change)| {
            let operation: Box<dyn Operation> = Box::new(SettingOperation { setting, change });
            ("ec2", name, operation)
        })
        .collect()
}

#[async_trait]
impl Operation for SettingOperation {
    async fn answer(&self, call: &WholeCall, world: &World<'_>) -> Result<Answer, ApiError> {
        let Setting { document, element, initial } = self.setting;
        match self.change {
            Change::Nothing => {}
            Change::Parameter(name, allowed) => {
                let value = required(call, name)?;
                if !allowed.is_empty() && !allowed.contains(&value.as_str()) {
                    return Err(invalid(name, &value));
                }
                world.documents.put(&call.call, document, Value::String(value));
            }
            Change::Value(value) => world.documents.put(&call.call, document, Value::String(value.to_owned())),
            Change::Initial => world.documents.delete(&call.call, document),
        }
        let value = world.documents.get(&call.call, document);
        let value = value.as_ref().and_then(Value::as_str).unwrap_or(initial);
        Ok(Answer::ec2(&call.call.operation, &format!("<{element}>{}</{element}>", escape(value))))
    }
}

/// A parameter that must be there.
pub(super) fn required(call: &WholeCall, name: &str) -> Result<String, ApiError> {
    call.parameter(name)
        .filter(|value| !value.is_empty())
        .ok_or_else(|| ApiError::client("MissingParameter", format!("The request must contain the parameter {name}")))
}

/// The error for a value that is not one of those allowed.
pub(super) fn invalid(name: &str, value: &str) -> ApiError {
    ApiError::client("InvalidParameterValue", format!("Value ({value}) for parameter {name} is invalid."))
}
