use expect_test::expect;

use super::{check, check_messages};

#[test]
fn modules_in_json_are_the_same_as_in_native_syntax() {
    check(
        r#"
//- main.tf.json
{
  "//": "a comment",
  "terraform": {
    "required_version": ">= 1.0",
    "required_providers": { "aws": { "source": "hashicorp/aws", "configuration_aliases": ["aws.x"] } },
    "backend": { "s3": { "bucket": "${literally}" } }
  },
  "variable": {
    "a": { "type": "list(object({ x = optional(string, \"y\") }))", "default": [{}], "description": "${literally}" },
    "b": {}
  },
  "locals": { "l": "${var.b}-x", "m": [1, { "k": true }] },
  "output": { "o": { "value": "${local.l}", "depends_on": ["aws_vpc.v"] } },
  "provider": { "aws": [{ "region": "x" }, { "alias": "west", "region": "y" }] },
  "resource": {
    "aws_vpc": {
      "v": {
        "count": "${length(var.a)}",
        "provider": "aws.west",
        "cidr_block": "x",
        "nested": [{ "a": 1 }],
        "lifecycle": { "ignore_changes": ["tags"], "replace_triggered_by": ["terraform_data.t"] },
        "provisioner": [{ "local-exec": { "command": "echo", "when": "destroy" } }]
      }
    },
    "terraform_data": { "t": { "lifecycle": { "ignore_changes": "all" } } }
  },
  "module": { "m": { "source": "./m", "x": 1, "providers": { "aws": "aws.west" } } },
  "moved": [{ "from": "aws_vpc.old", "to": "aws_vpc.v" }],
  "import": { "to": "aws_vpc.v[each.key]", "id": "${each.value}", "for_each": { "a": "b" } },
  "removed": { "from": "aws_vpc.gone", "lifecycle": { "destroy": false } },
  "check": { "c": { "assert": { "condition": "${var.b != 1}", "error_message": "x" } } }
}
//- more_override.tf.json
{ "resource": { "aws_vpc": { "v": { "cidr_block": "z" } } } }
//- m/main.tf
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
variable "x" {}
"#,
        &expect![[r#"
            module in .
            variable a: list(object({ x = optional(string) })), default [{"x": "y"}], TypeDefaults { attributes: {}, children: {"": TypeDefaults { attributes: {"x": "y"}, children: {} }} }, described as "${literally}"
            variable b: any, literal
            local l = "${var.b}-x"
            local m = [1, { "k": true }]
            output o = "${local.l}" (false, false, 1, 0)
            resource aws_vpc.v of aws.west, count "${length(var.a)}" { "nested": [{ "a": 1 }]; "cidr_block": "z" }
              ignores changes of tags
              replaced with terraform_data.t
              local-exec (true, false) { "command": "echo" }
            resource terraform_data.t of terraform {  }
              ignores all changes
            call m of "./m" None ["\"x\": 1"] ["aws <- aws.west"]
            provider aws None { "region": "x" }
            provider aws Some("west") { "region": "y" }
            requires aws = registry.terraform.io/hashicorp/aws "" ["aws.x"]
            requires version >= 1.0
            moved aws_vpc.old to aws_vpc.v
            import "${each.value}" as aws_vpc.v[each.key]
            removed aws_vpc.gone destroy=false
            check c None 1
            backend s3 { "bucket": "${literally}" }
            child m:
              module in m
              variable x: any, literal
              requires aws = registry.terraform.io/hashicorp/aws "" []
        "#]],
    );
}

#[test]
fn wrong_modules_in_json_are_refused() {
    check_messages(
        r#"
//- main.tf.json
{
  "variable": { "a": { "type": "strng", "defalt": 1 }, "a": {} },
  "resource": { "aws_vpc": { "v": { "depends_on": "x", "provider": "x y" } } },
  "output": { "o": {} },
  "resorce": {}
}
"#,
        &expect![[r#"
            error: Invalid type specification
              The keyword "strng" is not a valid type specification.
              --> main.tf.json:2:33: `strng`
            error: Extraneous JSON object property
              No argument or block type is named "defalt" here.
              --> main.tf.json:2:41: `"defalt"` unknown property
              help: a property with a similar name exists: `default`
            error: Duplicate variable declaration
              There is already a variable named "a". Names must be unique within a module.
              --> main.tf.json:2:56: `"a"` declared again
              --> main.tf.json:2:17: `"a"` first declared here
            error: Invalid expression
              A static list expression is required.
              --> main.tf.json:3:51: `"x"`
              help: write the items between brackets: `[a, b]`
            error: Invalid reference
              A reference here is a name with attributes (`.name`) and literal indexes (`[0]`, `["key"]`).
              --> main.tf.json:3:71: `y` found `y`
            error: Missing required argument
              The argument "value" is required, but no definition was found.
              --> main.tf.json:4:15: `"o"`
            error: Extraneous JSON object property
              No argument or block type is named "resorce" here.
              --> main.tf.json:5:3: `"resorce"` unknown property
              help: a property with a similar name exists: `resource`
        "#]],
    );
}
