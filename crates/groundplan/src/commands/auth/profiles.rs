use groundplan_diag::Diagnostic;
use groundplan_ops::auth::{Accounts, write_profiles};

use crate::cli::ProfilesArgs;
use crate::exit::Exit;
use crate::problem::Problem;
use crate::settings::Context;
use crate::terminal::Screen;

/// `auth profiles`
pub(super) fn run(
    context: &Context,
    accounts: &Accounts,
    args: &ProfilesArgs,
    screen: &mut Screen,
) -> Result<Exit, Problem> {
    let folder = context.dir.file_name().map(|name| name.to_string_lossy().into_owned());
    let company = args.company.clone().or(folder).unwrap_or_default();
    let is_name =
        |name: &str| !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || "-_.".contains(letter));
    if !is_name(&company) {
        return Err(Diagnostic::error("Company not named")
            .detail(format!("\"{company}\" is no name that profiles can begin with."))
            .help("give one with `--company NAME`")
            .into());
    }
    let home = accounts.sign_in.as_ref().map_or("us-east-1", |sign_in| sign_in.region.as_str());
    let region = args.region.as_deref().unwrap_or(home);
    let set = args.permission_set.as_deref();
    let profiles = groundplan_ops::auth::profiles(accounts, &company, region, set, &args.source_profile)?;
    if !args.write {
        screen.data(&profiles)?;
        return Ok(Exit::Ok);
    }
    let file = context.aws_config_file()?;
    write_profiles(&file, &company, &profiles)?;
    screen.talk(&format!("Profiles of {} accounts are in {}.\n", accounts.ids.len(), file.display()));
    if accounts.sign_in.is_some() {
        screen.talk(&format!("Sign in, then name one:\n    aws sso login --sso-session {company}\n"));
    }
    Ok(Exit::Ok)
}
