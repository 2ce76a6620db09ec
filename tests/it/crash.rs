//! `kill -9` at any moment of an apply or a destroy loses nothing, doubles nothing, and leaves neither locks nor processes behind.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use groundplan_sandbox::client::{Client, Item, Rule};

use crate::support::{Ran, Sandbox, provider_pids, provider_processes};

/// How many runs are killed, when nothing else is said; the moments follow from a seed.
const ROUNDS: usize = 12;

const ROOT: &str = r#"remote_state {
  backend = "s3"
  generate = {
    path      = "backend.tf"
    if_exists = "overwrite"
  }
  config = {
    bucket                      = "crash-states"
    key                         = "${path_relative_to_include()}/terraform.tfstate"
    region                      = "us-west-2"
    encrypt                     = true
    use_lockfile                = true
    use_path_style              = true
    skip_credentials_validation = true
    skip_requesting_account_id  = true
    skip_metadata_api_check     = true
  }
}
generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite"
  contents  = <<-EOF
    provider "aws" {
      region = "us-west-2"
    }
  EOF
}
"#;

/// The units: name, what else stands in `terragrunt.hcl`, and the module.
const UNITS: [(&str, &str, &str); 3] = [
    (
        "network",
        "",
        r#"resource "aws_vpc" "this" { cidr_block = "10.0.0.0/16" }
resource "aws_customer_gateway" "this" {
  bgp_asn    = 65000
  ip_address = "172.83.124.10"
  type       = "ipsec.1"
}
resource "aws_internet_gateway" "this" {}
resource "aws_internet_gateway_attachment" "this" {
  vpc_id              = aws_vpc.this.id
  internet_gateway_id = aws_internet_gateway.this.id
}
resource "aws_eip" "this" { domain = "vpc" }
output "vpc_id" { value = aws_vpc.this.id }
"#,
    ),
    (
        "data",
        "",
        r#"resource "aws_ssm_parameter" "this" {
  count = 6
  name  = "/data/${count.index}"
  type  = "String"
  value = "x"
}
resource "aws_cloudwatch_log_group" "this" {
  count = 2
  name  = "data-${count.index}"
}
resource "aws_iam_role" "this" {
  name = "data"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy_attachment" "this" {
  role       = aws_iam_role.this.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
output "role" { value = aws_iam_role.this.name }
"#,
    ),
    (
        "app",
        r#"dependency "network" { config_path = "../network" }
dependency "data" { config_path = "../data" }
inputs = {
  vpc_id = dependency.network.outputs.vpc_id
  role   = dependency.data.outputs.role
}
"#,
        r#"variable "vpc_id" { type = string }
variable "role" { type = string }
resource "aws_ssm_parameter" "vpc" {
  name  = "/app/vpc"
  type  = "String"
  value = var.vpc_id
}
resource "aws_ssm_parameter" "role" {
  name  = "/app/role"
  type  = "String"
  value = "${aws_ssm_parameter.vpc.name} ${var.role}"
}
resource "aws_dynamodb_table" "this" {
  name         = "app"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
}
"#,
    ),
];

/// Objects whose id nobody can know beforehand: address, and what the sandbox calls them.
const NAMELESS: [(&str, &str); 4] = [
    ("aws_vpc.this", "VPC"),
    ("aws_customer_gateway.this", "CustomerGateway"),
    ("aws_internet_gateway.this", "InternetGateway"),
    ("aws_eip.this", "ElasticAddress"),
];

pub(crate) fn write_company(dir: &Path) {
    std::fs::write(dir.join("root.hcl"), ROOT).unwrap();
    for (name, more, module) in UNITS {
        let unit = dir.join(name);
        std::fs::create_dir_all(&unit).unwrap();
        let include = "include \"root\" { path = find_in_parent_folders(\"root.hcl\") }\n";
        std::fs::write(unit.join("terragrunt.hcl"), format!("{include}{more}")).unwrap();
        std::fs::write(unit.join("main.tf"), format!("{REQUIRED}{module}")).unwrap();
    }
}

const REQUIRED: &str = "terraform {\n  required_providers {\n    aws = { source = \"hashicorp/aws\" }\n  }\n}\n";

/// What is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Victim {
    /// The process that the user started; the one that works sees to it that what is under way is finished.
    Front,
    /// Both processes of the run.
    Program,
    /// The providers; the run goes on.
    Providers,
    /// All of it at once.
    Everything,
}

const VICTIMS: [Victim; 4] = [Victim::Front, Victim::Program, Victim::Providers, Victim::Everything];

/// The company, what it is when all is well, and what was seen.
pub(crate) struct Trial {
    pub(crate) sandbox: Sandbox,
    pub(crate) client: Client,
    pub(crate) dir: PathBuf,
    /// How many objects of each kind there are when everything is there.
    whole: BTreeMap<String, usize>,
    /// The addresses of each unit's state when everything is there.
    addresses: Vec<String>,
    /// How often a person had to say what became of a creation, by the address.
    asked: BTreeMap<String, usize>,
}

impl Trial {
    /// Applies and destroys once undisturbed, to know what there is to be and how long both take.
    pub(crate) async fn begin(sandbox: Sandbox, dir: PathBuf) -> (Self, Duration, Duration) {
        let client = sandbox.client();
        let (whole, addresses, asked) = (BTreeMap::new(), Vec::new(), BTreeMap::new());
        let mut trial = Self { sandbox, client, dir, whole, addresses, asked };
        let began = Instant::now();
        trial.run(&["apply", "--auto-approve"]).ok();
        let applying = began.elapsed();
        trial.make_readers();
        trial.whole = Self::kinds(&trial.inventory().await);
        trial.addresses = trial.listed();
        assert_eq!(trial.addresses.len(), 18, "{:?}", trial.addresses);
        let began = Instant::now();
        trial.run(&["destroy", "--auto-approve"]).ok();
        let destroying = began.elapsed();
        trial.check_gone("undisturbed").await;
        (trial, applying, destroying)
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.sandbox.run(&self.dir, args)
    }

    async fn inventory(&self) -> Vec<Item> {
        let mut tries = 0;
        let mut items = loop {
            tries += 1;
            match self.client.inventory("123456789012").await {
                Ok(items) => break items,
                // On a machine with much else to do the emulator takes its time.
                Err(error) => assert!(tries < 10, "{error}"),
            }
        };
        // The states themselves.
        items.retain(|item| item.service != "s3");
        items
    }

    fn kinds(items: &[Item]) -> BTreeMap<String, usize> {
        let mut kinds = BTreeMap::new();
        for item in items {
            *kinds.entry(format!("{} {}", item.service, item.kind)).or_default() += 1;
        }
        kinds
    }

    /// The addresses in the states, as Terraform reads them, or as we do where there is no Terraform.
    fn listed(&self) -> Vec<String> {
        let mut all = Vec::new();
        for (unit, ..) in UNITS {
            let reader = self.dir.join(unit).join("reader");
            let read = match self.sandbox.terraform(&reader, &["state", "list"]) {
                // That there is no state at all is an error for it.
                Some(ran) if ran.stderr.contains("No state file was found") => String::new(),
                Some(ran) => ran.ok().stdout,
                None => self.sandbox.run(&self.dir.join(unit), &["state", "list"]).ok().stdout,
            };
            all.extend(read.lines().map(|line| format!("{unit}//{}", line.rsplit("//").next().unwrap_or(line))));
        }
        all.sort();
        all
    }

    /// Folders from which Terraform reads the states.
    fn make_readers(&self) {
        for (unit, ..) in UNITS {
            let reader = self.dir.join(unit).join("reader");
            std::fs::create_dir_all(&reader).unwrap();
            let backend = format!(
                "terraform {{\n  backend \"s3\" {{\n    bucket = \"crash-states\"\n    key = \"{unit}/terraform.tfstate\"\n    \
                 region = \"us-west-2\"\n    use_path_style = true\n    skip_credentials_validation = true\n    \
                 skip_requesting_account_id = true\n    skip_metadata_api_check = true\n  }}\n}}\n"
            );
            std::fs::write(reader.join("backend.tf"), backend).unwrap();
            if let Some(init) = self.sandbox.terraform(&reader, &["init", "-input=false"]) {
                init.ok();
            }
        }
    }

    pub(crate) fn start(&self, command: &str) -> Child {
        let mut run = self.sandbox.command(&self.dir, &[command, "--auto-approve"]);
        run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Starts a run and kills some of it after a while. Whether it was still under way then.
    fn kill(&self, command: &str, victim: Victim, delay: Duration) -> bool {
        let mut child = self.start(command);
        std::thread::sleep(delay);
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        let providers = provider_pids(&self.sandbox.endpoint);
        match victim {
            Victim::Front => child.kill().unwrap(),
            Victim::Program => self.sandbox.kill_all(&self.dir),
            Victim::Providers => kill(&providers),
            Victim::Everything => {
                self.sandbox.kill_all(&self.dir);
                kill(&providers);
            }
        }
        child.wait().unwrap();
        true
    }

    /// Runs the command as a user would after a crash. When it asks what became of a creation, looks and answers.
    pub(crate) async fn finish(&mut self, command: &str, context: &str) {
        let ran = self.run(&[command, "--auto-approve"]);
        if ran.code == Some(0) {
            return;
        }
        let said = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        let asked: Vec<&str> = said
            .split("An earlier run was killed while creating ")
            .skip(1)
            .filter_map(|rest| rest.split_once(", and nobody knows whether it was made.").map(|(address, _)| address))
            .collect();
        assert!(said.contains("Creation without an answer") && !asked.is_empty(), "{context}: {}", ran.stderr);
        for address in asked {
            *self.asked.entry(address.to_owned()).or_default() += 1;
            let known = NAMELESS.iter().find(|(known, _)| *known == address);
            let (_, kind) = known.unwrap_or_else(|| panic!("{context}: {address} could have been looked for"));
            let items = self.inventory().await;
            // Nobody else makes any: whatever is there is the one that was made.
            if let Some(found) = items.iter().find(|item| item.kind == *kind) {
                self.run(&["import", &format!("network//{address}"), &found.id]).ok();
            }
        }
        let again = self.run(&[command, "--auto-approve", "--recreate-unanswered"]);
        assert_eq!(again.code, Some(0), "{context}: {}", again.stderr);
    }

    pub(crate) async fn check_whole(&self, context: &str) {
        let plan = self.run(&["plan", "--detailed-exitcode"]);
        assert_eq!(plan.code, Some(0), "{context}: something is left to do:\n{}{}", plan.stdout, plan.stderr);
        let items = self.inventory().await;
        assert_eq!(Self::kinds(&items), self.whole, "{context}: {items:#?}");
        assert_eq!(self.listed(), self.addresses, "{context}");
        self.check_locks(context);
    }

    pub(crate) async fn check_gone(&self, context: &str) {
        let items = self.inventory().await;
        assert!(items.is_empty(), "{context}: {items:#?}");
        assert_eq!(self.listed(), Vec::<String>::new(), "{context}");
        self.check_locks(context);
    }

    fn check_locks(&self, context: &str) {
        let held = self.run(&["state", "unlock"]).ok().stdout;
        assert_eq!(held, "No state is locked.\n", "{context}");
        let until = Instant::now() + Duration::from_secs(60);
        while !provider_processes(&self.sandbox.endpoint).is_empty() {
            assert!(Instant::now() < until, "{context}: {:?}", provider_processes(&self.sandbox.endpoint));
            std::thread::sleep(Duration::from_millis(100));
        }
        assert!(!self.dir.join(".groundplan/journal").exists(), "{context}: the journal is still there");
    }
}

fn kill(pids: &[u32]) {
    for pid in pids {
        // It may have ended by itself meanwhile.
        let _ = Command::new("kill").args(["-9", &pid.to_string()]).output();
    }
}

fn from_environment<T: std::str::FromStr>(name: &str) -> Option<T> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

/// `GROUNDPLAN_CRASH_ROUNDS` says how many runs are killed, `GROUNDPLAN_CRASH_SEED` when: what is printed at the start of a run.
#[tokio::test]
#[ignore = "takes minutes; run by .ci/run"]
async fn a_killed_run_is_finished_by_the_next_one() {
    let rounds = from_environment("GROUNDPLAN_CRASH_ROUNDS").unwrap_or(ROUNDS);
    let seed = from_environment("GROUNDPLAN_CRASH_SEED").unwrap_or_else(|| fastrand::u64(..));
    eprintln!("GROUNDPLAN_CRASH_ROUNDS={rounds} GROUNDPLAN_CRASH_SEED={seed}");
    let mut chance = fastrand::Rng::with_seed(seed);
    let work = tempfile::tempdir().unwrap();
    let dir = work.path().canonicalize().unwrap();
    write_company(&dir);
    let sandbox = Sandbox::up();
    sandbox.client().add_rule(&Rule { delay_ms: 100, ..Rule::default() }).await.unwrap();
    let (mut trial, applying, destroying) = Trial::begin(sandbox, dir).await;

    let mut killed: BTreeMap<(&str, Victim), usize> = BTreeMap::new();
    let mut done = 0;
    while done < rounds {
        for (command, takes) in [("apply", applying), ("destroy", destroying)] {
            let victim = VICTIMS[chance.usize(..VICTIMS.len())];
            let delay = takes.mul_f64(0.1 + 0.9 * chance.f64());
            let context = format!("seed {seed}, kill {done}: {command}, {victim:?} after {delay:?}");
            if trial.kill(command, victim, delay) {
                done += 1;
                *killed.entry((command, victim)).or_default() += 1;
                eprintln!("{context}");
            }
            trial.finish(command, &context).await;
            match command {
                "apply" => trial.check_whole(&context).await,
                _ => trial.check_gone(&context).await,
            }
        }
    }
    eprintln!("killed: {killed:?}; a person was asked about: {:?}", trial.asked);
}
