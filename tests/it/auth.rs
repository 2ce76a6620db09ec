//! Into the accounts of a company that stands in the sandbox.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};

use crate::support::{Ran, Sandbox, program};

#[test]
#[ignore = "needs the program; run by .ci/run"]
fn profiles_and_commands_of_accounts_that_were_made() {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    sandbox.run(work.path(), &["init", "acme", "--defaults", "--states", "local"]).ok();
    let dir = work.path().join("acme");
    let early = sandbox.run(&dir, &["auth", "profiles"]);
    assert!(early.code == Some(1) && early.stderr.contains("Accounts not known"), "{early:?}");
    sandbox.run(&dir, &["apply", "--auto-approve", "--units", "management/_global/organization"]).ok();

    let profiles = sandbox.run(&dir, &["auth", "profiles", "--region", "us-west-2"]).ok().stdout;
    assert!(profiles.starts_with("[profile acme-dev]\nrole_arn = arn:aws:iam::"), "{profiles}");
    assert_eq!(profiles.matches("[profile ").count(), 6, "{profiles}");

    let told = ["auth", "exec", "dev", "--", "sh", "-c", "echo \"keys: ${AWS_SESSION_TOKEN:+yes}\"; exit 7"];
    let ran = sandbox.run(&dir, &told);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(7), "keys: yes\n", ""), "{ran:?}");
    let unknown = sandbox.run(&dir, &["auth", "exec", "qa", "--", "true"]);
    assert!(unknown.code == Some(1) && unknown.stderr.contains("There are: dev, logs, management"), "{unknown:?}");
}

/// The two units that say which accounts there are and where people sign in, without any AWS.
fn company(dir: &Path) {
    let write = |path: &str, text: &str| {
        std::fs::create_dir_all(dir.join(path).parent().unwrap()).unwrap();
        std::fs::write(dir.join(path), text).unwrap();
    };
    write("root.hcl", "");
    let unit = "include \"root\" { path = find_in_parent_folders(\"root.hcl\") }\n";
    write("management/_global/organization/terragrunt.hcl", unit);
    write(
        "management/_global/organization/main.tf",
        "output \"account_ids\" { value = { dev = \"222222222222\", prod = \"333333333333\" } }\n\
         output \"management_account_id\" { value = \"111111111111\" }\n",
    );
    write("security/eu-west-1/identity/terragrunt.hcl", unit);
    write(
        "security/eu-west-1/identity/main.tf",
        "output \"start_url\" { value = \"https://d-1.awsapps.com/start\" }\n\
         output \"permission_set_arns\" { value = { full-access = \"arn:a\", read-only = \"arn:b\" } }\n",
    );
}

/// A root module that says in which account it works, and keeps its state there.
const WHO: &str = r#"
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
  backend "s3" {
    bucket         = "acme-signed-in"
    key            = "who"
    region         = "us-west-2"
    use_path_style = true
  }
}
provider "aws" {}
data "aws_caller_identity" "is" {}
output "account" { value = data.aws_caller_identity.is.account_id }
"#;

/// IAM Identity Center as far as programs ask it after somebody signed in: a token is renewed (OIDC API, CreateToken), and
/// credentials of an account come for it (Portal API, GetRoleCredentials).
struct IdentityCenter {
    endpoint: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl IdentityCenter {
    fn up() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let log = asked.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                // A client that goes away is its own business.
                let _ = Self::answer(stream.unwrap(), &log);
            }
        });
        Self { endpoint, asked }
    }

    fn answer(stream: TcpStream, log: &Mutex<Vec<String>>) -> std::io::Result<()> {
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut first = String::new();
        reader.read_line(&mut first)?;
        let (mut length, mut bearer) = (0, String::new());
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            let Some((name, value)) = line.trim().split_once(':') else { break };
            match &*name.to_ascii_lowercase() {
                "content-length" => length = value.trim().parse().unwrap(),
                "x-amz-sso_bearer_token" => bearer = value.trim().to_owned(),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let target = first.split(' ').nth(1).unwrap_or_default().to_owned();
        let (code, text) = if target == "/token" {
            let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
            log.lock().unwrap().push(format!("token {} {}", body["grantType"], body["refreshToken"]));
            let text = r#"{"accessToken": "fresh", "expiresIn": 28800, "tokenType": "Bearer", "refreshToken": "next"}"#;
            ("200 OK", text.to_owned())
        } else if let Some(query) = target.strip_prefix("/federation/credentials?") {
            log.lock().unwrap().push(format!("{query} with {bearer}"));
            let text = r#"{"roleCredentials": {"accessKeyId": "ASIASIGNEDINSIGNEDIN", "secretAccessKey": "Pd4-signed-in",
                           "sessionToken": "token", "expiration": 4102444800000}}"#;
            ("200 OK", text.to_owned())
        } else {
            log.lock().unwrap().push(first.trim().to_owned());
            ("404 Not Found", "{}".to_owned())
        };
        let length = text.len();
        let mut stream = stream;
        write!(
            stream,
            "HTTP/1.1 {code}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{text}"
        )
    }

    /// What was asked since the last time.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

/// What `aws sso login` leaves behind, of yesterday: the file is named by the session's SHA-1.
fn signed_in_yesterday(home: &Path) {
    let token = r#"{"startUrl": "https://d-1.awsapps.com/start", "region": "eu-west-1", "accessToken": "stale",
                    "expiresAt": "2020-01-01T00:00:00Z", "clientId": "client", "clientSecret": "of the client",
                    "registrationExpiresAt": "2100-01-01T00:00:00Z", "refreshToken": "yesterday"}"#;
    let cache = home.join(".aws/sso/cache");
    std::fs::create_dir_all(&cache).unwrap();
    std::fs::write(cache.join("293abb6b76d7791c0732cc517d38c4b5c734b87f.json"), token).unwrap();
}

/// The user's own cache, so that nothing is installed again.
fn cache() -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    cache.unwrap_or_else(|| PathBuf::from(std::env::var_os("HOME").unwrap()).join(".cache"))
}

#[test]
#[ignore = "needs the program; run by .ci/run"]
fn written_profiles_lead_through_identity_center_into_the_account() {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    let (live, home, who) = (work.path().join("acme"), work.path().join("home"), work.path().join("who"));
    company(&live);
    sandbox.run(&live, &["apply", "--auto-approve"]).ok();
    let mut profiles = sandbox.command(&live, &["auth", "profiles", "--write", "--permission-set", "read-only"]);
    profiles.args(["--region", "us-west-2"]).env("HOME", &home).env_remove("AWS_CONFIG_FILE");
    Ran::of(&profiles.env("XDG_CACHE_HOME", cache()).output().unwrap()).ok();

    let center = IdentityCenter::up();
    let as_dev = |program: &Path, args: &[&str], dir: &Path| {
        // As somebody who has just come to work: no credentials anywhere, a token of yesterday.
        let _ = std::fs::remove_dir_all(home.join(".aws/sso"));
        signed_in_yesterday(&home);
        let mut command = Command::new(program);
        command.args(args).current_dir(dir).env("HOME", &home).env("XDG_CACHE_HOME", cache());
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("AWS_") || name.contains("GROUNDPLAN")) {
            command.env_remove(name);
        }
        command.env("AWS_PROFILE", "acme-dev").env("AWS_ENDPOINT_URL", &sandbox.endpoint);
        command.env("AWS_ENDPOINT_URL_SSO", &center.endpoint).env("AWS_ENDPOINT_URL_SSO_OIDC", &center.endpoint);
        Ran::of(&command.env("AWS_EC2_METADATA_DISABLED", "true").output().unwrap())
    };
    let expected = ["token \"refresh_token\" \"yesterday\"", "account_id=222222222222&role_name=read-only with fresh"];
    let asked = || {
        let mut asked: Vec<String> = center.asked();
        asked.iter_mut().for_each(|line| {
            *line = line
                .replace("role_name=read-only&account_id=222222222222", "account_id=222222222222&role_name=read-only");
        });
        asked.sort_unstable_by(|a, b| b.cmp(a));
        asked.dedup();
        asked
    };

    // The AWS CLI's own library reads them.
    let emulators = std::fs::read_dir(cache().join("groundplan")).unwrap().flatten().map(|entry| entry.path());
    let python = emulators.map(|path| path.join("bin/python")).find(|python| python.exists()).unwrap();
    let script = "import boto3; s = boto3.Session(); print(s.region_name, s.get_credentials().get_frozen_credentials().secret_key)";
    let ran = as_dev(&python, &["-c", script], work.path()).ok();
    assert_eq!(ran.stdout, "us-west-2 Pd4-signed-in\n", "{ran:?}");
    assert_eq!(asked(), expected);

    // So do the state's backend and the AWS provider.
    std::fs::create_dir_all(&who).unwrap();
    std::fs::write(who.join("main.tf"), WHO).unwrap();
    let ran = as_dev(program(), &["apply", "--auto-approve"], &who).ok();
    assert_eq!(asked(), expected);
    assert!(!format!("{}{}", ran.stdout, ran.stderr).contains("Pd4-signed-in"), "{ran:?}");
    let asked = sandbox.run(&who, &["output", "account"]).ok().stdout;
    assert!(asked.contains("123456789012"), "{asked}");
}
