use groundplan_provider::ProviderError;
use tonic::{Code, Status};

use super::plugin::Call;
use crate::process::Process;
use crate::wire::Rpc;

/// A call had no answer.
pub(super) async fn no_answer(label: &str, call: Call<'_>, status: &Status, process: &Process) -> ProviderError {
    let deed = deed(call);
    if status.code() == Code::Unimplemented {
        return ProviderError {
            message: format!("The provider {label} cannot do this: {deed}. A newer version of it may."),
        };
    }
    let message = match process.death().await {
        Some(death) => {
            format!("The process of the provider {label} ended ({}) while {deed}{}", death.status, death.tail)
        }
        None => format!("The provider {label} failed while {deed}: {}", status.message()),
    };
    ProviderError { message }
}

/// A value is not of the type that the schema says.
pub(super) fn not_sent(label: &str, call: Call<'_>, cause: &str) -> ProviderError {
    ProviderError {
        message: format!("A value does not fit the schema of the provider {label} while {}: {cause}.", deed(call)),
    }
}

/// The answer does not fit the schema.
pub(super) fn not_understood(label: &str, call: Call<'_>, cause: &str) -> ProviderError {
    let message = format!(
        "The provider {label} gave an answer that does not fit its own schema while {}: {cause}. \
         This is a fault of the provider.",
        deed(call)
    );
    ProviderError { message }
}

fn deed(call: Call<'_>) -> String {
    let Call { rpc, subject } = call;
    match rpc {
        Rpc::GetSchema => "giving its schema".into(),
        Rpc::ValidateProvider => "validating its configuration".into(),
        Rpc::Configure => "being configured".into(),
        Rpc::ValidateResource | Rpc::ValidateDataSource | Rpc::ValidateEphemeral => format!("validating {subject}"),
        Rpc::UpgradeState => format!("reading the stored state of {subject}"),
        Rpc::Read | Rpc::ReadDataSource => format!("reading {subject}"),
        Rpc::Plan => format!("planning {subject}"),
        Rpc::Apply => format!("applying {subject}"),
        Rpc::Import => format!("importing {subject}"),
        Rpc::MoveState => format!("moving the state of another resource to {subject}"),
        Rpc::OpenEphemeral => format!("opening {subject}"),
        Rpc::RenewEphemeral => format!("renewing {subject}"),
        Rpc::CloseEphemeral => format!("closing {subject}"),
        Rpc::CallFunction => format!("calling the function {subject}"),
        Rpc::Stop => "stopping".into(),
    }
}
