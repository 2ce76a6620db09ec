use expect_test::expect;

use super::{check, check_messages};

#[test]
fn resources_keep_what_is_not_terraforms_own() {
    check(
        r#"
//- main.tf
resource "aws_vpc" "a" {
  count      = 2
  provider   = aws.west
  depends_on = [data.aws_region.x, module.m]
  cidr_block = "10.0.0.0/16"
  tags { a = 1 }
  lifecycle {
    create_before_destroy = true
    prevent_destroy       = "true"
    ignore_changes        = [tags["a"], cidr_block]
    replace_triggered_by  = [terraform_data.t[count.index].output]
    precondition {
      condition     = var.x != ""
      error_message = "x"
    }
    postcondition {
      condition     = self.id != ""
      error_message = "x"
    }
  }
  provisioner "local-exec" {
    command    = "echo ${self.id}"
    when       = destroy
    on_failure = continue
  }
  connection { host = "x" }
  _ { count = 5 }
}
resource "terraform_data" "t" {
  for_each = toset(["a"])
  lifecycle { ignore_changes = all }
}
data "aws_region" "x" {
  lifecycle {
    postcondition {
      condition     = self.name != ""
      error_message = "x"
    }
  }
}
ephemeral "random_password" "p" { length = 5 }
variable "x" {}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
module "m" {
  source = "./m"
  for_each = {}
  version_of = "x"
}
moved {
  from = aws_vpc.old
  to   = aws_vpc.a[0]
}
moved {
  from = module.b
  to   = module.m["x"]
}
import {
  for_each = { a = "vpc-1" }
  to       = aws_vpc.a[each.key]
  id       = each.value
}
removed {
  from = module.gone.aws_vpc.x
  lifecycle { destroy = false }
}
check "health" {
  data "http" "x" { url = "https://example.com" }
  assert {
    condition     = data.http.x.status_code == 200
    error_message = "not healthy"
  }
}
locals {
  a = 1
  b = local.a
}
output "o" {
  value      = local.b
  sensitive  = true
  depends_on = [aws_vpc.a]
  precondition {
    condition     = local.b > 0
    error_message = "x"
  }
}
//- m/main.tf
variable "version_of" {}
"#,
        &expect![[r#"
            module in .
            variable x: any, literal
            local a = 1
            local b = local.a
            output o = local.b (true, false, 1, 1)
            resource data.aws_region.x of aws {  }
              condition self.name != ""
            resource data.http.x of http { url = "https://example.com" }
            resource aws_vpc.a of aws.west, count 2, after data.aws_region.x module.m { cidr_block = "10.0.0.0/16"; count = 5; tags }
              (true, true)
              ignores changes of tags["a"], cidr_block
              replaced with terraform_data.t[count.index].output
              condition var.x != ""
              condition self.id != ""
              local-exec (true, true) { command    = "echo ${self.id}" }
            resource terraform_data.t of terraform, for_each toset(["a"]) {  }
              ignores all changes
            resource ephemeral.random_password.p of random { length = 5 }
            call m of "./m" None ["version_of = \"x\""] []
            provider aws Some("west") { region = "us-west-2" }
            moved aws_vpc.old to aws_vpc.a[0]
            moved module.b to module.m["x"]
            import each.value as aws_vpc.a[each.key]
            removed module.gone.aws_vpc.x destroy=false
            check health Some("data.http.x") 1
            child m:
              module in m
              variable version_of: any, literal
        "#]],
    );
}

#[test]
fn wrong_resources_are_refused() {
    check_messages(
        r#"
//- main.tf
resource "aws_vpc" "a" {
  count    = 1
  for_each = {}
  provider = "aws"
  depends_on = ["aws_vpc.b", aws_vpc.c[*], 1, aws_vpc.d[0].id, data.a.b.c, module.m["x"]]
  locals {}
  lifecycle {
    ignore_change = [tags]
    ignore_changes = ["*", "tags", 5]
    create_before_destroy = var.x
    replace_triggered_by = [var.x, each.value, aws_vpc.b == aws_vpc.c, aws_vpc]
    precondition {
      condition     = aws_vpc.a.id != ""
      error_message = "x"
    }
  }
  lifecycle {}
  provisioner "file" {}
  provisioner "local-exec" {
    when       = sometimes
    on_failure = "continue"
    lifecycle {}
  }
  provisioner "local-exec" {
    when    = destroy
    command = var.x
  }
}
resource "aws_vpc" "a" {}
resource "1x" "a b" {}
resource "aws_vpc" {}
resource "aws_vpc" "provider" { provider = AWS.west["x"] }
resource "aws_vpc" "function" { provider = upper("x") }
data "aws_region" "x" {
  lifecycle { prevent_destroy = true }
  provisioner "local-exec" {}
}
moved { from = aws_vpc.x }
moved {
  from = aws_vpc.x.y
  to   = module.m
}
moved {
  from = module.a
  to   = aws_vpc.b
}
import {
  to = data.aws_region.x
  id = "x"
}
import {
  to       = module.m.aws_vpc.x
  id       = "x"
  provider = aws
}
import {
  to = "x"
  id = "x"
}
removed { from = aws_vpc.x[0] }
removed {
  from = module.m[0].data.aws_region.x
  provisioner "local-exec" { command = "x" }
}
check "empty" {
  data "http" "x" {
    count = 1
    lifecycle {}
  }
}
check "other" {
  data "http" "x" {}
  assert {
    condition     = true
    error_message = "x"
  }
}
locals {
  a = 1
  nested { b = 1 }
}
locals { a = 2 }
output "1" { value = 1 }
output "o" {
  valeu = 1
  postcondition {}
}
resorce "x" "y" {}
attribute = 1
required_providers {}
"#,
        &expect![[r#"
            error: Invalid combination of "count" and "for_each"
              The "count" and "for_each" arguments exclude each other: only one can say how many there are.
              --> main.tf:3:3: `for_each`
              --> main.tf:2:3: `count` count is given here
            warning: Quoted references are deprecated
              References are expected literally here, rather than in quotes.
              --> main.tf:4:14: `"aws"`
              help: remove the quotes: `aws`
            warning: Quoted references are deprecated
              References are expected literally here, rather than in quotes.
              --> main.tf:5:17: `"aws_vpc.b"`
              help: remove the quotes: `aws_vpc.b`
            error: Invalid expression
              A single static variable reference is required: only attribute access and indexing with constant keys. No calculations, function calls, template expressions, etc are allowed here.
              --> main.tf:5:30: `aws_vpc.c[*]`
            error: Invalid expression
              A single static variable reference is required: only attribute access and indexing with constant keys. No calculations, function calls, template expressions, etc are allowed here.
              --> main.tf:5:44: `1`
            error: Invalid depends_on reference
              What is depended on is a whole object, such as a resource, not an attribute of one.
              --> main.tf:5:59: `.id`
            error: Invalid depends_on reference
              What is depended on is a whole object, such as a resource, not an attribute of one.
              --> main.tf:5:72: `.c`
            error: Reserved block type name in resource block
              The block type name "locals" is reserved by Terraform.
              --> main.tf:6:3: `locals`
            error: Unsupported argument
              An argument named "ignore_change" is not expected here.
              --> main.tf:8:5: `ignore_change` unknown argument
              help: an argument with a similar name exists: `ignore_changes`
            error: Invalid ignore_changes wildcard
              The form ["*"] is no longer valid.
              --> main.tf:9:23: `"*"`
              help: write `ignore_changes = all`
            warning: Quoted references are deprecated
              References are expected literally here, rather than in quotes.
              --> main.tf:9:28: `"tags"`
              help: remove the quotes: `tags`
            error: Invalid expression
              A single static variable reference is required: only attribute access and indexing with constant keys. No calculations, function calls, template expressions, etc are allowed here.
              --> main.tf:9:36: `5`
            error: Variables not allowed
              Variables may not be used here.
              --> main.tf:10:29: `var.x`
            error: Invalid replace_triggered_by expression
              Only resources, count.index, and each.key may be used in replace_triggered_by.
              --> main.tf:11:29: `var.x`
            error: Invalid replace_triggered_by expression
              Only resources, count.index, and each.key may be used in replace_triggered_by.
              --> main.tf:11:36: `each.value`
            error: Invalid replace_triggered_by expression
              Only one resource may be referred to in each item of replace_triggered_by.
              --> main.tf:11:48: `aws_vpc.b == aws_vpc.c`
            error: Invalid replace_triggered_by expression
              A resource type must be followed by the resource's name.
              --> main.tf:11:72: `aws_vpc`
            error: Invalid reference in precondition
              Configuration for aws_vpc.a may not refer to itself.
              --> main.tf:13:23: `aws_vpc.a.id != ""`
              help: in a postcondition, refer to the resource as `self`
            error: Duplicate lifecycle block
              This resource already has a lifecycle block.
              --> main.tf:17:3: `lifecycle`
              --> main.tf:7:3: `lifecycle` the first one
            error: Provisioner not supported
              Only the provisioner "local-exec" is supported, not "file". Machines are better set up by their image, by user data or by a configuration management tool.
              --> main.tf:18:15: `"file"`
            error: Invalid "when" keyword
              The "when" argument requires one of the keywords create and destroy.
              --> main.tf:20:18: `sometimes`
            warning: Quoted keywords are deprecated
              Keywords are expected literally here, rather than in quotes.
              --> main.tf:21:18: `"continue"`
              help: remove the quotes: `continue`
            error: Reserved block type name in provisioner block
              The block type name "lifecycle" is reserved by Terraform.
              --> main.tf:22:5: `lifecycle`
            error: Invalid reference from destroy provisioner
              Destroy-time provisioners may only refer to the resource that they belong to, as `self`, and to `count.index` and `each.key`: other objects may be gone by then.
              --> main.tf:26:15: `var.x`
            error: Duplicate resource configuration
              There is already a resource block for aws_vpc.a. Names must be unique per type in each module.
              --> main.tf:29:1: `resource "aws_vpc" "a"` declared again
              --> main.tf:1:1: `resource "aws_vpc" "a"` first declared here
            error: Invalid resource type name
              A name must start with a letter or underscore and may contain only letters, digits, underscores, and dashes.
              --> main.tf:30:10: `"1x"`
            error: Invalid resource name
              A name must start with a letter or underscore and may contain only letters, digits, underscores, and dashes.
              --> main.tf:30:15: `"a b"`
            error: Missing block label
              All resource blocks must have 2 labels (type, name).
              --> main.tf:31:1: `resource "aws_vpc"` the name is missing
            error: Invalid provider local name
              Provider names must be in lower case: write "aws", not "AWS".
              --> main.tf:32:44: `AWS`
            error: Invalid provider configuration reference
              The provider argument requires a provider's local name, optionally followed by a period and then a configuration alias.
              --> main.tf:33:44: `upper("x")`
            error: Invalid lifecycle argument
              The lifecycle argument "prevent_destroy" is defined only for managed resources ("resource" blocks).
              --> main.tf:35:15: `prevent_destroy`
            error: Missing required argument
              The argument "to" is required, but no definition was found.
              --> main.tf:38:1: `moved`
            error: Invalid address
              Unexpected extra operators after address.
              --> main.tf:40:19: `.y`
            error: Invalid "moved" addresses
              The "from" and "to" addresses must either both refer to resources or both refer to modules.
              --> main.tf:43:1: `moved`
            error: Invalid import address
              Only managed resources can be imported.
              --> main.tf:48:8: `data.aws_region.x`
            error: Invalid import provider argument
              The provider of a resource in a module is chosen by the module's call, not by the import.
              --> main.tf:54:14: `aws`
              help: use the "providers" argument of the module block
            error: Invalid import address
              The address of a resource instance is required.
              --> main.tf:57:8: `"x"`
            error: Resource instance keys not allowed
              A resource is required here, not one of its instances.
              --> main.tf:60:18: `aws_vpc.x[0]`
            error: Data source address not allowed
              Data sources are never destroyed, so they cannot be removed: just remove the data block.
              --> main.tf:62:10: `module.m[0].data.aws_region.x`
            error: Module instance keys not allowed
              A module is required here, not one of its instances.
              --> main.tf:62:10: `module.m[0].data.aws_region.x`
            error: Invalid provisioner block
              Only destroy-time provisioners are valid in "removed" blocks.
              --> main.tf:63:3: `provisioner "local-exec"`
              help: add `when = destroy`
            error: Zero assert blocks
              Check blocks must have at least one assert block.
              --> main.tf:65:1: `check "empty"`
            error: Invalid "count" attribute
              The "count" and "for_each" arguments are not supported within nested data blocks.
              --> main.tf:67:5: `count`
            error: Invalid lifecycle block
              Nested data blocks have no "lifecycle" block: the check block around them has their lifecycle.
              --> main.tf:68:5: `lifecycle`
            error: Duplicate data configuration
              There is already a data block for data.http.x. Names must be unique per type in each module, within check blocks too.
              --> main.tf:72:3: `data "http" "x"` declared again
              --> main.tf:66:3: `data "http" "x"` first declared here
            error: Invalid assert expression
              The condition expression must refer to at least one object from elsewhere in the configuration, or else its result would not be checking anything.
              --> main.tf:74:21: `true`
            error: Unexpected block
              Blocks are not allowed here, but there is one of type "nested".
              --> main.tf:80:3: `nested`
            error: Duplicate local value definition
              There is already a local value named "a". Names must be unique within a module.
              --> main.tf:82:10: `a` defined again
              --> main.tf:79:3: `a` first defined here
            error: Invalid output name
              A name must start with a letter or underscore and may contain only letters, digits, underscores, and dashes.
              --> main.tf:83:8: `"1"`
            error: Missing required argument
              The argument "value" is required, but no definition was found.
              --> main.tf:84:1: `output "o"`
            error: Unsupported argument
              An argument named "valeu" is not expected here.
              --> main.tf:85:3: `valeu` unknown argument
            error: Postconditions are not allowed
              Output values can only have preconditions, not postconditions.
              --> main.tf:86:3: `postcondition`
            error: Unsupported block type
              Blocks of type "resorce" are not expected here.
              --> main.tf:88:1: `resorce "x" "y"` unknown block type
              help: a block type with a similar name exists: `resource`
            error: Unsupported argument
              An argument named "attribute" is not expected here.
              --> main.tf:89:1: `attribute` unknown argument
            error: Invalid required_providers block
              A "required_providers" block must be nested inside a "terraform" block.
              --> main.tf:90:1: `required_providers`
        "#]],
    );
}
