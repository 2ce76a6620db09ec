use expect_test::expect;

use super::{check, check_messages};

#[test]
fn settings_are_read() {
    check(
        r#"
//- main.tf
terraform {
  required_version = ">= 1.5, < 2.0"
  language         = TF2021
  backend "s3" {
    bucket = "x"
  }
  provider_meta "aws" { user_agent = ["x"] }
}
terraform {
  required_version = "~> 1.11"
  required_providers {
    aws    = { source = "hashicorp/aws", version = ">= 5" }
    random = "3.0.0"
    own    = { source = "example.com/ns/own" }
  }
}
"#,
        &expect![[r#"
            module in .
            requires aws = registry.terraform.io/hashicorp/aws ">= 5" []
            requires own = example.com/ns/own "" []
            requires random = registry.terraform.io/hashicorp/random "3.0.0" []
            provider_meta aws { user_agent = ["x"] }
            requires version >= 1.5, < 2.0
            requires version ~> 1.11
            backend s3 { bucket = "x" }
        "#]],
    );
}

#[test]
fn wrong_settings_are_refused() {
    check_messages(
        r#"
//- main.tf
terraform {
  required_version = ">= 1.12"
  experiments      = [module_variable_optional_attrs]
  language         = TF2030
  backend "s3" {}
  required_providers {}
  unknown {}
  provider_meta "aws" { x = local.y }
}
terraform {
  required_version = "x"
  backend "local" {}
  cloud {}
  required_providers {}
}
terraform { required_version = local.x }
"#,
        &expect![[r#"
            error: Unsupported Terraform Core version
              This module requires Terraform >= 1.12. Groundplan does what Terraform 1.11.4 does.
              --> main.tf:2:22: `">= 1.12"`
              help: change the constraint if the module works with that version too, or use another version of the module
            error: Module uses experimental features
              Experimental features are available only in alpha releases of Terraform.
              --> main.tf:3:3: `experiments`
              help: remove the argument "experiments"
            error: Unsupported language edition
              The only language edition is TF2021, which is the default.
              --> main.tf:4:22: `TF2030`
            error: Unsupported block type
              Blocks of type "unknown" are not expected here.
              --> main.tf:7:3: `unknown` unknown block type
            error: Variables not allowed
              Variables may not be used here.
              --> main.tf:8:29: `local.y`
            error: Invalid version constraint
              "x" is not a version constraint.
              --> main.tf:11:22: `"x"`
              help: write constraints such as ">= 1.5, < 2.0" or "~> 5.100"
            error: Duplicate backend configuration
              A module may have only one backend configuration.
              --> main.tf:12:3: `backend "local"`
              --> main.tf:5:3: `backend "s3"` the first one
            error: Both a backend and cloud configuration are present
              A module may have one 'cloud' block or one 'backend' block.
              --> main.tf:13:3: `cloud`
              --> main.tf:5:3: `backend "s3"` the first one
            error: Duplicate required providers configuration
              A module may have only one required providers configuration.
              --> main.tf:14:3: `required_providers`
              --> main.tf:6:3: `required_providers` the first one
            error: Variables not allowed
              Variables may not be used here.
              --> main.tf:16:32: `local.x`
        "#]],
    );
}
