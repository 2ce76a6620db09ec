//! The real AWS provider under Terraform, against the sandbox, with nothing but the overlay's environment.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use groundplan_sandbox::Overlay;
use tempfile::TempDir;

use crate::support::Sandbox;

/// Runs Terraform in a folder that holds `configuration`.
struct Terraform {
    folder: TempDir,
    environment: BTreeMap<String, String>,
}

impl Terraform {
    /// `None` where Terraform, or a mirror with the provider, is not installed.
    fn new(configuration: &str, overlay: &Overlay) -> Option<Self> {
        let found = Command::new("terraform").arg("version").output().is_ok_and(|output| output.status.success());
        let mirror = mirror().filter(|_| found)?;
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("main.tf"), configuration).unwrap();
        let rc = folder.path().join("terraform.rc");
        let text = format!("provider_installation {{\n  filesystem_mirror {{ path = \"{}\" }}\n}}\n", mirror.display());
        fs::write(&rc, text).unwrap();
        let mut environment: BTreeMap<String, String> = std::env::vars().collect();
        overlay.apply_to(&mut environment);
        environment.insert("TF_CLI_CONFIG_FILE".to_owned(), rc.display().to_string());
        environment.insert("TF_IN_AUTOMATION".to_owned(), "1".to_owned());
        let terraform = Self { folder, environment };
        assert_eq!(terraform.run(&["init", "-input=false"]), 0);
        Some(terraform)
    }

    fn run(&self, arguments: &[&str]) -> i32 {
        let output = Command::new("terraform")
            .args(arguments)
            .arg("-no-color")
            .current_dir(self.folder.path())
            .env_clear()
            .envs(&self.environment)
            .output()
            .unwrap();
        let code = output.status.code().unwrap();
        if code == 1 {
            let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            panic!("terraform {arguments:?}:\n{stdout}\n{stderr}");
        }
        code
    }
}

/// A folder one level under /opt that is laid out as a provider mirror.
fn mirror() -> Option<PathBuf> {
    let provider = Path::new("registry.terraform.io").join("hashicorp").join("aws");
    fs::read_dir("/opt").ok()?.flatten().map(|entry| entry.path()).find(|folder| folder.join(&provider).is_dir())
}

const CONFIGURATION: &str = r#"
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "us-west-2"
}

provider "aws" {
  alias  = "dev"
  region = "eu-west-1"
  assume_role {
    role_arn = "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole"
  }
}

# S3 Control, with the account in the host name.
resource "aws_s3_account_public_access_block" "first" {
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_account_public_access_block" "dev" {
  provider                = aws.dev
  block_public_acls       = true
  block_public_policy     = false
  ignore_public_acls      = true
  restrict_public_buckets = false
}

resource "aws_s3_bucket" "state" {
  bucket = "a-bucket.with-a-dot"
}

resource "aws_s3_object" "file" {
  bucket  = aws_s3_bucket.state.id
  key     = "folder/a file"
  content = "text"
}

# What moto lacks and the gateway answers.
resource "aws_ec2_image_block_public_access" "this" {
  provider = aws.dev
  state    = "block-new-sharing"
}

resource "aws_ebs_snapshot_block_public_access" "this" {
  provider = aws.dev
  state    = "block-all-sharing"
}

resource "aws_ec2_serial_console_access" "this" {
  provider = aws.dev
  enabled  = false
}

resource "aws_ec2_instance_metadata_defaults" "this" {
  provider                    = aws.dev
  http_tokens                 = "required"
  http_put_response_hop_limit = 2
}

resource "aws_vpc_block_public_access_options" "this" {
  provider                    = aws.dev
  internet_gateway_block_mode = "block-ingress"
}

resource "aws_kms_key" "volumes" {
  provider                = aws.dev
  deletion_window_in_days = 7
}

resource "aws_ebs_default_kms_key" "this" {
  provider = aws.dev
  key_arn  = aws_kms_key.volumes.arn
}

resource "aws_ebs_encryption_by_default" "this" {
  provider = aws.dev
}

resource "aws_iam_user" "robot" {
  name = "robot"
}

resource "aws_vpc" "this" {
  provider   = aws.dev
  cidr_block = "10.1.0.0/16"
  tags       = { Name = "dev" }
}

# What moto does not have, or loses a part of.
resource "aws_s3_bucket_metric" "state" {
  bucket = aws_s3_bucket.state.id
  name   = "all"
}

resource "aws_s3_bucket_intelligent_tiering_configuration" "state" {
  bucket = aws_s3_bucket.state.id
  name   = "old"
  tiering {
    access_tier = "ARCHIVE_ACCESS"
    days        = 125
  }
}

resource "aws_s3_bucket_versioning" "state" {
  bucket = aws_s3_bucket.state.id
  versioning_configuration {
    status     = "Enabled"
    mfa_delete = "Disabled"
  }
}

resource "aws_subnet" "this" {
  provider                                    = aws.dev
  vpc_id                                      = aws_vpc.this.id
  cidr_block                                  = "10.1.1.0/24"
  enable_resource_name_dns_a_record_on_launch = true
  private_dns_hostname_type_on_launch         = "resource-name"
}

resource "aws_vpc_endpoint" "logs" {
  provider          = aws.dev
  vpc_id            = aws_vpc.this.id
  service_name      = "com.amazonaws.eu-west-1.logs"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.this.id]
  subnet_configuration {
    subnet_id = aws_subnet.this.id
    ipv4      = "10.1.1.10"
  }
}

resource "aws_vpc_dhcp_options" "this" {
  provider    = aws.dev
  domain_name = "dev.internal"
  tags        = { Name = "dev" }
}

resource "aws_customer_gateway" "this" {
  provider    = aws.dev
  bgp_asn     = 65000
  ip_address  = "203.0.113.7"
  type        = "ipsec.1"
  device_name = "router"
}

data "aws_ssm_parameter" "image" {
  name = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended"
}
"#;

#[tokio::test(flavor = "multi_thread")]
async fn terraform_applies_settles_and_destroys() {
    let sandbox = Sandbox::start().await;
    let Some(terraform) = Terraform::new(CONFIGURATION, &sandbox.running.overlay()) else {
        println!("skipped: terraform or the provider is not installed");
        return;
    };
    let client = sandbox.client();
    terraform.run(&["apply", "-auto-approve"]);
    assert_eq!(terraform.run(&["plan", "-detailed-exitcode"]), 0, "the second plan finds something to do");

    let dev = sandbox.account("222222222222").await;
    let vpcs = client.describe_vpcs(&dev, "eu-west-1").await.unwrap();
    assert!(vpcs.iter().any(|vpc| vpc.name == "dev" && vpc.owner == "222222222222"), "{vpcs:?}");

    terraform.run(&["destroy", "-auto-approve"]);
    for account in ["123456789012", "222222222222"] {
        assert_eq!(client.inventory(account).await.unwrap(), [], "left in {account}");
    }
    let unknown: Vec<_> = client.calls().await.unwrap().into_iter().filter(|count| count.unknown > 0).collect();
    assert_eq!(unknown, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_provider_does_not_try_again_what_the_sandbox_does_not_have() {
    let sandbox = Sandbox::start().await;
    let configuration = r#"
        terraform {
          required_providers {
            aws = { source = "hashicorp/aws" }
          }
        }
        provider "aws" {
          region = "us-west-2"
        }
        data "aws_cloudfront_cache_policy" "this" {
          name = "Managed-CachingOptimized"
        }
        resource "aws_accessanalyzer_analyzer" "this" {
          analyzer_name = "here"
        }
        resource "aws_guardduty_detector" "this" {}
        resource "aws_guardduty_member" "this" {
          account_id  = "222222222222"
          detector_id = aws_guardduty_detector.this.id
          email       = "a@example.com"
        }
        resource "aws_oam_sink" "this" {
          name = "here"
        }
    "#;
    let Some(terraform) = Terraform::new(configuration, &sandbox.running.overlay()) else {
        println!("skipped: terraform or the provider is not installed");
        return;
    };
    let output = Command::new("terraform")
        .args(["apply", "-auto-approve", "-no-color"])
        .current_dir(terraform.folder.path())
        .env_clear()
        .envs(&terraform.environment)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{errors}");
    let counts = sandbox.client().calls().await.unwrap();
    let unknown: Vec<_> = counts.iter().filter(|count| count.unknown > 0).collect();
    for count in &unknown {
        let name = format!("the sandbox does not have {} {}", count.service, count.operation);
        let errors = errors.split_whitespace().collect::<Vec<_>>().join(" ").replace(" │ ", " ");
        assert!(errors.contains(&name), "{name} is not in:\n{errors}");
        assert_eq!(count.calls, 1, "{count:?}");
    }
    assert!(!unknown.is_empty());
}
