use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_address::ProviderAddr;
use groundplan_diag::Diags;
use groundplan_fetch::{CliConfig, Environment};
use semver::Version;

use super::Platform;

/// Where provider packages are looked for and kept.
#[derive(Clone)]
pub struct InstallSettings {
    /// What the CLI configuration file says.
    pub cli_config: CliConfig,
    /// The folder in which packages are kept for all configurations, as Terraform keeps them there; none by default.
    pub plugin_cache_dir: Option<PathBuf>,
    /// Folders laid out as mirrors that are looked into when the CLI configuration does not say where to, in order.
    pub implied_mirrors: Vec<PathBuf>,
    /// Folders of which the folders one level below are such mirrors if they are laid out as mirrors.
    pub search_roots: Vec<PathBuf>,
    /// This program's own cache folder, made when first written to.
    pub cache_dir: PathBuf,
    /// The platform to install packages for.
    pub platform: Platform,
    /// Told when a download begins.
    pub on_download: Arc<dyn Fn(&Download) + Send + Sync>,
}

/// A package that is being downloaded.
#[derive(Clone, Debug)]
pub struct Download {
    /// The provider.
    pub provider: ProviderAddr,
    /// Its version.
    pub version: Version,
    /// The address of the package.
    pub url: String,
    /// Its size in bytes, if the server says.
    pub size: Option<u64>,
}

impl InstallSettings {
    /// Settings without CLI configuration, mirrors or plugin cache, for the platform of this program.
    #[must_use]
    pub fn new(cache_dir: impl Into<PathBuf>) -> Self {
        Self {
            cli_config: CliConfig::default(),
            plugin_cache_dir: None,
            implied_mirrors: Vec::new(),
            search_roots: Vec::new(),
            cache_dir: cache_dir.into(),
            platform: Platform::current(),
            on_download: Arc::new(|_| {}),
        }
    }

    /// The settings that Terraform would work with in a folder, by environment and home folder: the file that
    /// `TF_CLI_CONFIG_FILE` names, else `.terraformrc` in the home folder; `TF_PLUGIN_CACHE_DIR`; `TF_TOKEN_…`; the
    /// implied mirrors. In addition to Terraform's, mirrors under `/opt` are implied.
    ///
    /// The diagnostics are a warning when the named file does not exist, errors when a file cannot be read.
    #[must_use]
    pub fn from_env(working_dir: &Path, cache_dir: impl Into<PathBuf>) -> (Self, Diags) {
        let mut settings = Self::from_environment(&Environment::of_process(), working_dir, cache_dir.into());
        settings.0.search_roots.push("/opt".into());
        settings
    }

    fn from_environment(environment: &Environment, working_dir: &Path, cache_dir: PathBuf) -> (Self, Diags) {
        let mut settings = Self::new(cache_dir);
        let home = environment.path("HOME");
        let terraform_dir = home.as_ref().map(|home| home.join(".terraform.d"));
        let (cli_config, diags) = CliConfig::load(environment);
        settings.cli_config = cli_config;
        let configured = settings.cli_config.plugin_cache_dir.take();
        settings.plugin_cache_dir = environment.path("TF_PLUGIN_CACHE_DIR").or(configured);
        settings.implied_mirrors.push(working_dir.join("terraform.d/plugins"));
        settings.implied_mirrors.extend(terraform_dir.map(|dir| dir.join("plugins")));
        settings.implied_mirrors.extend(data_dirs(environment, home.as_deref()));
        (settings, diags)
    }
}

impl fmt::Debug for InstallSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InstallSettings")
            .field("cli_config", &self.cli_config)
            .field("plugin_cache_dir", &self.plugin_cache_dir)
            .field("implied_mirrors", &self.implied_mirrors)
            .field("search_roots", &self.search_roots)
            .field("cache_dir", &self.cache_dir)
            .field("platform", &self.platform)
            .finish_non_exhaustive()
    }
}

/// The folders of data of this user and of all: those of the XDG Base Directory Specification, or of macOS.
fn data_dirs(environment: &Environment, home: Option<&Path>) -> Vec<PathBuf> {
    if cfg!(target_os = "macos") {
        let below = home.into_iter().chain([Path::new("/")]);
        return below.map(|root| root.join("Library/Application Support/io.terraform/plugins")).collect();
    }
    let own = environment.path("XDG_DATA_HOME").or_else(|| home.map(|home| home.join(".local/share")));
    let shared = environment.path("XDG_DATA_DIRS").unwrap_or_else(|| "/usr/local/share:/usr/share".into());
    let all = own.into_iter().chain(std::env::split_paths(&shared).collect::<Vec<_>>());
    all.filter(|dir| dir.is_absolute()).map(|dir| dir.join("terraform/plugins")).collect()
}

#[cfg(test)]
mod tests {
    use groundplan_fetch::Token;

    use super::*;

    fn settings(variables: &[(&str, &str)]) -> (InstallSettings, Vec<String>) {
        let environment: Environment = variables.iter().copied().collect();
        let (settings, diags) = InstallSettings::from_environment(&environment, Path::new("/here"), "/cache".into());
        (settings, diags.iter().map(|diagnostic| diagnostic.summary.clone()).collect())
    }

    #[cfg(not(target_os = "macos"))]
    #[test]
    fn implied_mirrors_are_those_of_terraform() {
        let (settings, diags) = settings(&[("HOME", "/nowhere/me"), ("XDG_DATA_DIRS", "/a:relative:/b")]);
        let expected = [
            "/here/terraform.d/plugins",
            "/nowhere/me/.terraform.d/plugins",
            "/nowhere/me/.local/share/terraform/plugins",
            "/a/terraform/plugins",
            "/b/terraform/plugins",
        ];
        assert_eq!(settings.implied_mirrors, expected.map(PathBuf::from));
        assert!(diags.is_empty());
    }

    #[test]
    fn a_file_that_is_named_but_missing_is_a_warning_and_the_one_at_home_is_not_read() {
        let home = tempfile::tempdir().unwrap();
        let rc = home.path().join(".terraformrc");
        std::fs::write(&rc, "provider_installation { direct {} }\nplugin_cache_dir = \"$HOME/c\"").unwrap();
        let home_path = home.path().to_str().unwrap();
        let named = [("HOME", home_path), ("TF_CLI_CONFIG_FILE", "/nowhere/rc")];
        let (without, diags) = settings(&named);
        assert_eq!(
            (without.cli_config, &*diags),
            (CliConfig::default(), &["CLI configuration file not found".to_owned()][..])
        );

        let (with, diags) = settings(&[("HOME", home_path)]);
        assert_eq!((with.cli_config.methods.map(|methods| methods.len()), diags.len()), (Some(1), 0));
        assert_eq!(with.plugin_cache_dir, Some(home.path().join("c")));
        let (with, _) = settings(&[("HOME", home_path), ("TF_PLUGIN_CACHE_DIR", "/cache")]);
        assert_eq!(with.plugin_cache_dir, Some("/cache".into()));

        std::fs::write(&rc, "provider_installation {").unwrap();
        assert_eq!(settings(&[("HOME", home_path)]).1, ["Invalid CLI configuration file"]);
    }

    #[test]
    fn tokens_come_from_variables_before_files() {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join(".terraform.d")).unwrap();
        let saved = r#"{"credentials": {"a.example.com": {"token": "saved"}, "b-c.example.com": {"token": "saved"}}}"#;
        std::fs::write(home.path().join(".terraform.d/credentials.tfrc.json"), saved).unwrap();
        let (settings, _) =
            settings(&[("HOME", home.path().to_str().unwrap()), ("TF_TOKEN_b__c_example_com", "variable")]);
        let token = |host: &str| settings.cli_config.credentials.get(host).cloned();
        assert_eq!(token("a.example.com"), Some(Token::new("saved")));
        assert_eq!(token("b-c.example.com"), Some(Token::new("variable")));
    }
}
