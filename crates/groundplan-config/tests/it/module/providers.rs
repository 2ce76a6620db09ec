use expect_test::expect;

use super::check_messages;

#[test]
fn wrong_provider_blocks_are_refused() {
    check_messages(
        r#"
//- main.tf
provider "aws" {
  version = "~> 5.0"
  count   = 1
  locals {}
}
provider "aws" {}
provider "aws" { alias = "a b" }
provider "aws" { alias = "x" }
provider "aws" { alias = "x" }
provider "AWS" {}
provider "a_b" {}
terraform {
  required_providers {
    a = "~> 1.0"
    b = ["x"]
    c = { sorce = "x/c" }
    d = { source = "x/y/z/d" }
    e = { version = "new", configuration_aliases = [f.x, "e.y", e] }
    f = { source = var.x }
    g = { source = "x/terraform-provider-g" }
  }
}
resource "aws_vpc" "x" { provider = aws.wst }
resource "aws_vpc" "y" { provider = aws.w }
"#,
        &expect![[r#"
            warning: Version constraints inside provider configuration blocks are deprecated
              The version of a provider is constrained in the required_providers block.
              --> main.tf:2:13: `"~> 5.0"`
              help: move the constraint to the required_providers block
            error: Reserved argument name in provider block
              The provider argument name "count" is reserved by Terraform.
              --> main.tf:3:3: `count`
            error: Reserved block type name in provider block
              The block type name "locals" is reserved by Terraform.
              --> main.tf:4:3: `locals`
            error: Duplicate provider configuration
              There is already a default configuration, one without an alias, for provider "aws". Give all further configurations an "alias".
              --> main.tf:6:1: `provider "aws"` declared again
              --> main.tf:1:1: `provider "aws"` first declared here
            error: Invalid provider configuration alias
              An alias must be a valid name. A name must start with a letter or underscore and may contain only letters, digits, underscores, and dashes.
              --> main.tf:7:26: `"a b"`
            error: Duplicate provider configuration
              There is already a configuration for provider "aws" with the alias "x". Each needs an alias of its own.
              --> main.tf:9:1: `provider "aws"` declared again
              --> main.tf:8:1: `provider "aws"` first declared here
            error: Invalid provider local name
              Provider names must be in lower case: write "aws", not "AWS".
              --> main.tf:10:10: `"AWS"`
            error: Invalid provider local name
              "a_b" is an invalid provider local name: it must contain only letters, digits, and dashes.
              --> main.tf:11:10: `"a_b"`
            error: Invalid required_providers object
              required_providers entries must be strings or objects.
              --> main.tf:15:9: `["x"]`
              help: write it as `b = { source = "NAMESPACE/b", version = "…" }`
            error: Invalid required_providers object
              required_providers objects can only contain "version", "source" and "configuration_aliases" attributes.
              --> main.tf:16:11: `sorce`
              help: to configure a provider, use a "provider" block
            error: Invalid provider source string
              "x/y/z/d" is not a valid address: a provider's source is written [HOSTNAME/]NAMESPACE/TYPE.
              --> main.tf:17:20: `"x/y/z/d"`
            error: Invalid version constraint
              "new" is not a version constraint.
              --> main.tf:18:21: `"new"`
              help: write constraints such as ">= 1.5, < 2.0" or "~> 5.100"
            error: Invalid configuration_aliases value
              Configuration aliases must be prefixed with the provider name: "e", not "f".
              --> main.tf:18:53: `f.x`
            warning: Quoted references are deprecated
              References are expected literally here, rather than in quotes.
              --> main.tf:18:58: `"e.y"`
              help: remove the quotes: `e.y`
            error: Variables not allowed
              Variables may not be used here.
              --> main.tf:19:20: `var.x`
            error: Invalid provider type
              The provider type "terraform-provider-g" has the prefix "terraform-", which is not valid.
              --> main.tf:20:20: `"x/terraform-provider-g"`
              help: write "x/g"
            error: Provider configuration not present (aws_vpc.x)
              There is no provider configuration aws.wst in the root module.
              --> main.tf:23:37: `aws.wst`
              help: add a `provider "aws"` block with this alias
            error: Provider configuration not present (aws_vpc.y)
              There is no provider configuration aws.w in the root module.
              --> main.tf:24:37: `aws.w`
              help: a configuration with a similar name exists: `aws.x`
        "#]],
    );
}

#[test]
fn providers_are_passed_by_the_rules() {
    check_messages(
        r#"
//- main.tf
terraform {
  required_providers {
    aws   = { source = "hashicorp/aws" }
    other = { source = "example/other" }
  }
}
module "missing" { source = "./wants" }
module "wrong_type" {
  source    = "./wants"
  providers = { aws.dr = other }
}
module "own" {
  source    = "./own"
  providers = { aws = aws, aws.x = aws, local.y = aws }
}
module "counted" {
  source = "./own"
  count  = 2
}
module "proxy" {
  source    = "./proxy"
  providers = { aws = aws.nowhere, aws.z = aws }
}
//- wants/main.tf
terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.dr]
    }
  }
}
//- own/main.tf
provider "aws" { region = "x" }
//- proxy/main.tf
provider "aws" {}
provider "aws" { alias = "z" }
resource "aws_vpc" "q" { provider = aws.q }
"#,
        &expect![[r#"
            error: Provider configuration not present (module.proxy)
              There is no provider configuration aws.nowhere in the root module.
              --> main.tf:22:23: `aws.nowhere`
              help: add a `provider "aws"` block with this alias
            error: Module is incompatible with count, for_each, and depends_on
              module.counted has provider configurations of its own, so calls to it may not use count, for_each or depends_on.
              --> main.tf:18:12: `2`
              --> own/main.tf:1:1: `provider "aws"` a configuration of its own
              help: let the module expect its provider configurations, and pass them with the providers argument
            error: Missing required provider configuration (module.missing)
              The called module requires an additional configuration for provider hashicorp/aws, with the local name "aws.dr".
              --> main.tf:7:1: `module "missing"`
              help: pass it: `providers = { aws.dr = … }`
            error: Cannot override provider configuration
              module.own has its own configuration for aws, so none can be passed to it.
              --> main.tf:14:17: `aws`
              --> own/main.tf:1:1: `provider "aws"` its own configuration
            warning: Reference to undefined provider
              The called module does not declare a provider requirement with the local name "aws.x". It is taken for hashicorp/aws.
              --> main.tf:14:28: `aws.x`
              help: add `configuration_aliases = [aws.x]` to the entry "aws" of the module's required_providers
            warning: Reference to undefined provider
              The called module does not declare a provider requirement with the local name "local.y". It is taken for hashicorp/local.
              --> main.tf:14:41: `local.y`
              help: add `configuration_aliases = [local.y]` to the entry "local" of the module's required_providers
            error: Provider type mismatch
              The local name "aws" stands for provider hashicorp/aws here, but "local.y" in module.own stands for hashicorp/local.
              --> main.tf:14:51: `aws`
            error: Provider configuration not present (module.proxy.aws_vpc.q)
              There is no provider configuration aws.q in module.proxy.
              --> proxy/main.tf:3:37: `aws.q`
              help: a configuration with a similar name exists: `aws.z`
            warning: Redundant empty provider block
              Earlier versions of Terraform used empty provider blocks to say that module.proxy expects a configuration. This is no longer needed.
              --> proxy/main.tf:1:1: `provider "aws"`
              help: remove the block, and declare "aws" in required_providers with source "hashicorp/aws"
            warning: Redundant empty provider block
              Earlier versions of Terraform used empty provider blocks to say that module.proxy expects a configuration. This is no longer needed.
              --> proxy/main.tf:2:1: `provider "aws"`
              help: remove the block, and declare "aws.z" in required_providers with source "hashicorp/aws"
            error: Provider type mismatch
              The local name "other" stands for provider example/other here, but "aws.dr" in module.wrong_type stands for hashicorp/aws.
              --> main.tf:10:26: `other`
        "#]],
    );
}

#[test]
fn a_configuration_that_a_module_does_not_expect_may_be_passed_when_its_provider_can_be_guessed() {
    check_messages(
        r#"
//- main.tf
terraform {
  required_providers {
    other = { source = "example/other" }
  }
}
module "plain" {
  source    = "./plain"
  providers = { aws = aws, aws.dns = aws, other.z = other }
}
//- plain/main.tf
terraform {
  required_providers {
    aws   = { source = "hashicorp/aws" }
    other = { source = "example/other" }
  }
}
"#,
        &expect![[r#"
            warning: Reference to undefined provider
              The called module does not declare a provider requirement with the local name "aws.dns". It is taken for hashicorp/aws.
              --> main.tf:8:28: `aws.dns`
              help: add `configuration_aliases = [aws.dns]` to the entry "aws" of the module's required_providers
            error: Reference to undefined provider
              The called module does not declare a provider requirement with the local name "other.z".
              --> main.tf:8:43: `other.z`
              help: add `configuration_aliases = [other.z]` to the entry "other" of the module's required_providers
        "#]],
    );
}
