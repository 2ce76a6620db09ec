use groundplan_diag::Diagnostic;
use groundplan_init::Given;
use groundplan_init::answers::{GivenEnvironment, usual_environments};

use crate::cli::GivenArgs;

/// What the options say, over what a file says.
///
/// # Errors
/// When an option names an environment that there is not.
pub(super) fn over(args: GivenArgs, file: Given) -> Result<Given, Diagnostic> {
    let some = |list: Vec<String>| (!list.is_empty()).then_some(list);
    let options = Given {
        company: args.company,
        domain: args.domain,
        email: args.email,
        region: args.region,
        regions: some(args.regions),
        states: args.states,
        github_organization: args.github_organization,
        repository: args.repository,
        vpn_allow: some(args.vpn_allow),
        cluster: args.cluster,
        database: args.database,
        cache: args.cache,
        environments: some(args.environments)
            .map(|names| names.into_iter().map(|name| (name, GivenEnvironment::default())).collect()),
        ..Given::default()
    };
    let mut given = options.over(file);
    // An option for all environments comes before what a file says of one.
    for environment in given.environments.iter_mut().flat_map(indexmap::IndexMap::values_mut) {
        environment.cluster = args.cluster.or(environment.cluster);
        environment.database = args.database.or(environment.database);
        environment.cache = args.cache.or(environment.cache);
    }
    if args.production.is_empty() && args.size.is_empty() && args.cidr_block.is_empty() {
        return Ok(given);
    }
    let environments = given.environments.get_or_insert_with(usual_environments);
    let known: Vec<String> = environments.keys().cloned().collect();
    let mut named = |option: &str, name: &str, change: &mut dyn FnMut(&mut GivenEnvironment)| {
        let Some(environment) = environments.get_mut(name) else {
            return Err(Diagnostic::error("Environment not found")
                .detail(format!("{option} names \"{name}\", and the environments are {}.", known.join(", ")))
                .help("name all of them with `--environments`"));
        };
        change(environment);
        Ok(())
    };
    if !args.production.is_empty() {
        for name in known.iter().chain(&args.production) {
            let production = args.production.contains(name);
            named("--production", name, &mut |environment| environment.production = Some(production))?;
        }
    }
    for (name, size) in args.size {
        named("--size", &name, &mut |environment| environment.size = Some(size))?;
    }
    for (name, block) in args.cidr_block {
        named("--cidr-block", &name, &mut |environment| environment.cidr_block = Some(block.clone()))?;
    }
    Ok(given)
}
