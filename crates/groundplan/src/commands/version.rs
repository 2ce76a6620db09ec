use serde_json::json;

use crate::cli::VersionArgs;
use crate::exit::Exit;
use crate::json;
use crate::problem::Problem;
use crate::settings::Context;
use crate::terminal::Screen;

/// `version`
pub(crate) fn run(context: &Context, args: &VersionArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let providers = groundplan_ops::provider_selections(&context.dir)?;
    let (own, platform) = (env!("CARGO_PKG_VERSION"), groundplan_ops::platform());
    if args.json {
        let document = json!({
            "groundplan_version": own,
            "terraform_version": json::TERRAFORM_VERSION,
            "platform": platform,
            "provider_selections": providers,
            "terraform_outdated": false,
        });
        screen.data(&json::line(&document))?;
        return Ok(Exit::Ok);
    }
    let mut text =
        format!("Groundplan v{own}, which does what Terraform v{} does\non {platform}\n", json::TERRAFORM_VERSION);
    for (provider, version) in providers {
        text.push_str(&format!("+ provider {provider} v{version}\n"));
    }
    screen.data(&text)?;
    Ok(Exit::Ok)
}
