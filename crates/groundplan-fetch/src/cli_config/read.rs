use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use groundplan_address::ProviderAddr;

use super::{CliConfig, CliConfigError, InstallationMethod, ProviderPattern, Source, Token};
use crate::hcl::{Body, Item, SyntaxError, parse, parse_json};

impl CliConfig {
    /// Reads a file's text, HCL or JSON. `variable` gives the environment variables that paths in it name.
    ///
    /// # Errors
    /// When the text is no such file.
    pub fn parse(file: &Path, text: &str, variable: &dyn Fn(&str) -> Option<String>) -> Result<Self, CliConfigError> {
        let body = if text.trim_start().starts_with('{') { parse_json(text) } else { parse(text) };
        let config = body.and_then(|body| read(&body, variable));
        config.map_err(|error| CliConfigError { file: file.to_owned(), reason: error.to_string() })
    }
}

/// Other settings of the file are about other things than providers, and are passed over.
fn read(body: &Body, variable: &dyn Fn(&str) -> Option<String>) -> Result<CliConfig, SyntaxError> {
    let mut config = CliConfig::default();
    for item in &body.items {
        match item.name() {
            "provider_installation" if config.methods.is_some() => {
                return Err(item.error("there is a second provider_installation block"));
            }
            "provider_installation" => installation(item.block()?, variable, &mut config)?,
            "plugin_cache_dir" => config.plugin_cache_dir = Some(expand(item, item.text()?, variable)?),
            "credentials" => {
                for (host, body) in item.labelled()? {
                    if let Some(token) = body.items.iter().find(|item| item.name() == "token") {
                        config.credentials.insert(host.to_ascii_lowercase(), Token::new(token.text()?));
                    }
                }
            }
            "host" => {
                for (host, body) in item.labelled()? {
                    config.services.insert(host.to_ascii_lowercase(), services(body)?);
                }
            }
            _ => {}
        }
    }
    Ok(config)
}

fn services(body: &Body) -> Result<BTreeMap<String, String>, SyntaxError> {
    let mut services = BTreeMap::new();
    for item in body.items.iter().filter(|item| item.name() == "services") {
        for service in &item.block()?.items {
            services.insert(service.name().to_owned(), service.text()?.to_owned());
        }
    }
    Ok(services)
}

fn installation(
    body: &Body,
    variable: &dyn Fn(&str) -> Option<String>,
    config: &mut CliConfig,
) -> Result<(), SyntaxError> {
    let mut methods = Vec::new();
    for item in &body.items {
        if item.name() != "dev_overrides" {
            methods.push(method(item)?);
            continue;
        }
        for over in &item.block()?.items {
            let provider = ProviderAddr::parse(over.name()).map_err(|error| over.error(error.to_string()))?;
            config.dev_overrides.insert(provider, expand(over, over.text()?, variable)?);
        }
    }
    config.methods = Some(methods);
    Ok(())
}

fn method(item: &Item) -> Result<InstallationMethod, SyntaxError> {
    let body = item.block()?;
    let own = match item.name() {
        "direct" => None,
        "filesystem_mirror" => Some("path"),
        "network_mirror" => Some("url"),
        other => {
            return Err(item.error(format!(
                "{other:?} is not a way to install providers; there are dev_overrides, filesystem_mirror, \
                 network_mirror and direct"
            )));
        }
    };
    let (mut source, mut include, mut exclude) = (None, Vec::new(), Vec::new());
    for argument in &body.items {
        match argument.name() {
            "path" if own == Some("path") => source = Some(Source::FilesystemMirror(argument.text()?.into())),
            "url" if own == Some("url") => source = Some(Source::NetworkMirror(base_url(argument)?)),
            "include" => include = patterns(argument)?,
            "exclude" => exclude = patterns(argument)?,
            name => return Err(argument.error(format!("{} has no argument {name:?}", item.name()))),
        }
    }
    let source = match (source, own) {
        (Some(source), _) => source,
        (None, None) => Source::Direct,
        (None, Some(own)) => return Err(item.error(format!("{} needs the argument {own:?}", item.name()))),
    };
    Ok(InstallationMethod { source, include, exclude })
}

/// The address of a mirror, which Terraform wants to be encrypted and to be a folder.
fn base_url(argument: &Item) -> Result<String, SyntaxError> {
    let url = argument.text()?;
    if !url.starts_with("https://") {
        return Err(argument.error("the URL of a mirror must start with https://"));
    }
    Ok(if url.ends_with('/') { url.to_owned() } else { format!("{url}/") })
}

fn patterns(argument: &Item) -> Result<Vec<ProviderPattern>, SyntaxError> {
    let pattern = |text: &str| {
        let wrong =
            || argument.error(format!("{text:?} is not a provider, such as \"hashicorp/aws\" or \"example.com/*/*\""));
        ProviderPattern::parse(text).ok_or_else(wrong)
    };
    argument.texts()?.into_iter().map(pattern).collect()
}

/// A path in which `$NAME` and `${NAME}` are environment variables.
fn expand(item: &Item, path: &str, variable: &dyn Fn(&str) -> Option<String>) -> Result<PathBuf, SyntaxError> {
    let mut parts = path.split('$');
    let mut expanded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = match part.strip_prefix('{').and_then(|part| part.split_once('}')) {
            Some(braced) => braced,
            None => {
                let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(part.len());
                part.split_at(end)
            }
        };
        let value = variable(name);
        expanded += &value.ok_or_else(|| item.error(format!("the environment variable {name:?} is not set")))?;
        expanded += rest;
    }
    Ok(expanded.into())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    fn parse(text: &str) -> Result<CliConfig, String> {
        let variable = |name: &str| (name == "HOME").then(|| "/home/me".to_owned());
        CliConfig::parse(Path::new("rc"), text, &variable).map_err(|error| error.to_string())
    }

    #[test]
    fn everything_about_providers_is_read() {
        let config = parse(
            r#"
            plugin_cache_dir   = "$HOME/.cache/plugins"
            disable_checkpoint = true
            credentials "Example.com" { token = "s3cret" }
            host "example.com" { services = { "providers.v1" = "http://127.0.0.1/v1/" } }
            provider_installation {
              dev_overrides { "hashicorp/null" = "${HOME}/null" }
              filesystem_mirror {
                path    = "/opt/mirror"
                include = ["example.com/*/*"]
              }
              network_mirror { url = "https://mirror.example.com/providers" }
              direct { exclude = ["hashicorp/aws"] }
            }
            "#,
        );
        let config = config.unwrap();
        assert_eq!(config.plugin_cache_dir, Some("/home/me/.cache/plugins".into()));
        assert_eq!(config.dev_overrides[&ProviderAddr::implied("null")], Path::new("/home/me/null"));
        assert_eq!(config.services["example.com"]["providers.v1"], "http://127.0.0.1/v1/");
        assert_eq!(config.credentials["example.com"].reveal(), "s3cret");
        assert!(!format!("{config:?}").contains("s3cret"));
        let sources: Vec<Source> = config.methods.unwrap().into_iter().map(|method| method.source).collect();
        let mirror = Source::NetworkMirror("https://mirror.example.com/providers/".into());
        assert_eq!(sources, [Source::FilesystemMirror("/opt/mirror".into()), mirror, Source::Direct]);
    }

    #[test]
    fn json_is_the_same() {
        let json =
            r#"{"provider_installation": {"direct": {"include": ["a/b"]}}, "credentials": {"h": {"token": "t"}}}"#;
        let hcl = "provider_installation { direct { include = [\"a/b\"] } }\ncredentials \"h\" { token = \"t\" }";
        assert_eq!(parse(json), parse(hcl));
    }

    #[test]
    fn mistakes_name_their_line() {
        let texts = [
            "provider_installation {\n  mirror { path = \"/x\" }\n}",
            "provider_installation {\n  filesystem_mirror {}\n}",
            "provider_installation {\n  filesystem_mirror { url = \"https://x\" }\n}",
            "provider_installation {\n  network_mirror {\n    url = \"http://x\"\n  }\n}",
            "provider_installation {\n  direct { include = [\"a b\"] }\n}",
            "provider_installation {}\nprovider_installation {}",
            "provider_installation = true",
            "plugin_cache_dir = \"$NOWHERE/x\"",
            "credentials { token = 1 }",
            "{\"provider_installation\": 1}",
            "{",
        ];
        let errors: String = texts.iter().map(|text| parse(text).unwrap_err() + "\n").collect();
        expect![[r#"
            the CLI configuration file rc: line 2: "mirror" is not a way to install providers; there are dev_overrides, filesystem_mirror, network_mirror and direct
            the CLI configuration file rc: line 2: filesystem_mirror needs the argument "path"
            the CLI configuration file rc: line 2: filesystem_mirror has no argument "url"
            the CLI configuration file rc: line 3: the URL of a mirror must start with https://
            the CLI configuration file rc: line 2: "a b" is not a provider, such as "hashicorp/aws" or "example.com/*/*"
            the CLI configuration file rc: line 2: there is a second provider_installation block
            the CLI configuration file rc: line 1: "provider_installation" is a block without label
            the CLI configuration file rc: line 1: the environment variable "NOWHERE" is not set
            the CLI configuration file rc: line 1: "credentials" is a block with one label
            the CLI configuration file rc: "provider_installation" is a block without label
            the CLI configuration file rc: line 1: it is not JSON: EOF while parsing an object at line 1 column 1
        "#]]
        .assert_eq(&errors);
    }
}
