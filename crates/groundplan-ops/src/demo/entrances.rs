use std::collections::BTreeMap;

use groundplan_state::State;
use serde_json::Value as Json;

/// Where one comes into an environment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entrance {
    /// The environment: `ACCOUNT/REGION/NAME`.
    pub environment: String,
    /// What the internet calls, as a URL.
    pub front_door: Option<String>,
    /// The name of the VPN server.
    pub vpn: Option<String>,
    /// The name of the dashboard in CloudWatch.
    pub dashboard: Option<String>,
}

/// The entrances of environments as `catalog/stacks/environment` has them, from the outputs of units by their paths.
pub(super) fn entrances<'a>(units: impl Iterator<Item = (&'a str, &'a State)>) -> Vec<Entrance> {
    let mut found = BTreeMap::<&str, Entrance>::new();
    for (path, state) in units {
        let mut tell = |unit: &str, name: &str, put: fn(&mut Entrance, &Json)| {
            if let Some(environment) = path.strip_suffix(unit)
                && let Some(value) = state.outputs.get(name).and_then(|output| output.value.to_value().ok())
            {
                put(found.entry(environment).or_default(), &value);
            }
        };
        tell("/networking/records", "names", |entrance, names| {
            entrance.front_door = names["public-"].as_str().map(|name| format!("https://{name}"));
        });
        tell("/mgmt/openvpn-server", "dns_name", |entrance, name| entrance.vpn = name.as_str().map(str::to_owned));
        tell("/observability/dashboard", "name", |entrance, name| {
            entrance.dashboard = name.as_str().map(str::to_owned);
        });
    }
    let named =
        found.into_iter().map(|(environment, entrance)| Entrance { environment: environment.into(), ..entrance });
    named.collect()
}
