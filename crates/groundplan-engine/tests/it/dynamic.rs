//! Nested blocks, written and made by `dynamic` blocks.

use expect_test::expect;

use crate::support::check_plan;

const SCHEMA: &str = r#"
//- /schema
resource fake_net
  id: string computed
  name: string optional
  block one single
    a: string optional
    b: string computed
  block all group
    a: string optional
  block rule list max=3
    port: number required
    note: string optional
    id: string computed
    block source set
      cidr: string required
  block tag set
    key: string required
    value: string optional
  block zone map
    size: number optional
"#;

fn check(fixture: &str, expect: &expect_test::Expect) {
    check_plan(&format!("{fixture}{SCHEMA}"), expect);
}

#[test]
fn every_nesting_is_decoded() {
    check(
        r#"
resource "fake_net" "a" {
  name = "a"
  one { a = "x" }
  all { a = "y" }
  rule { port = 1 }
  rule {
    port = 2
    source { cidr = "b" }
    source { cidr = "a" }
  }
  tag { key = "k2" }
  tag { key = "k1" }
  zone "west" { size = 1 }
  zone "east" { }
}
"#,
        &expect![[r#"
            + fake_net.a
                all: {a = "y"}
                id: (known after apply)
                name: "a"
                one: {a = "x", b = (known after apply)}
                rule: [{id = (known after apply), port = 1, source = set[]}, {id = (known after apply), port = 2, source = set[{cidr = "a"}, {cidr = "b"}]}]
                tag: set[{key = "k1"}, {key = "k2"}]
                zone: {east = {}, west = {size = 1}}
            1 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn nothing_written_is_nothing_or_empty() {
    check(
        r#"
resource "fake_net" "a" { name = "a" }
output "whole" { value = fake_net.a }
"#,
        &expect![[r#"
            + fake_net.a
                all: {}
                id: (known after apply)
                name: "a"
                rule: []
                tag: set[]
                zone: {}
            output whole = {all = {}, id = (known after apply), name = "a", rule = [], tag = set[], zone = {}}
            1 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn dynamic_blocks_are_made_for_every_nesting() {
    check(
        r#"
resource "fake_net" "a" {
  dynamic "one" {
    for_each = ["x"]
    content { a = one.value }
  }
  dynamic "all" {
    for_each = { k = "y" }
    content { a = "${all.key}-${all.value}" }
  }
  dynamic "rule" {
    for_each = [80, 443]
    iterator = it
    content {
      port = it.value
      note = "number ${it.key}"
      dynamic "source" {
        for_each = toset(["a", "b"])
        content { cidr = "${it.value}-${source.value}" }
      }
    }
  }
  rule { port = 1 }
  dynamic "tag" {
    for_each = { k = "v" }
    content {
      key   = tag.key
      value = tag.value
    }
  }
  dynamic "zone" {
    for_each = { west = 1, east = 2 }
    labels   = [zone.key]
    content { size = zone.value }
  }
}
"#,
        &expect![[r#"
            + fake_net.a
                all: {a = "k-y"}
                id: (known after apply)
                one: {a = "x", b = (known after apply)}
                rule: [{id = (known after apply), note = "number 0", port = 80, source = set[{cidr = "80-a"}, {cidr = "80-b"}]}, {id = (known after apply), note = "number 1", port = 443, source = set[{cidr = "443-a"}, {cidr = "443-b"}]}, {id = (known after apply), port = 1, source = set[]}]
                tag: set[{key = "k", value = "v"}]
                zone: {east = {size = 2}, west = {size = 1}}
            1 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn blocks_whose_number_is_not_known_are_not_known() {
    check(
        r#"
resource "fake_net" "a" { name = "a" }
resource "fake_net" "b" {
  name = "b"
  rule { port = 1 }
  dynamic "rule" {
    for_each = toset([fake_net.a.id])
    content {
      port = 2
      note = rule.value
    }
  }
  dynamic "tag" {
    for_each = [fake_net.a.id]
    content { key = tag.value }
  }
}
resource "fake_net" "c" {
  name = "c"
  dynamic "rule" {
    for_each = split(",", fake_net.a.id)
    content { port = 2 }
  }
  dynamic "tag" {
    for_each = split(",", fake_net.a.id)
    content { key = tag.value }
  }
}
"#,
        &expect![[r#"
            + fake_net.a
                all: {}
                id: (known after apply)
                name: "a"
                rule: []
                tag: set[]
                zone: {}
            + fake_net.b
                all: {}
                id: (known after apply)
                name: "b"
                rule: [{id = (known after apply), port = 1, source = set[]}, {id = (known after apply), note = (known after apply), port = 2, source = set[]}]
                tag: set[{key = (known after apply)}]
                zone: {}
            + fake_net.c
                all: {}
                id: (known after apply)
                name: "c"
                rule: (known after apply)
                tag: (known after apply)
                zone: {}
            3 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn what_is_wrong_with_blocks_is_said() {
    check(
        r#"
resource "fake_net" "a" {
  one { }
  one { }
  rule { note = "x" }
  rule {
    port = "eighty"
    nothing = 1
  }
  rules { }
}
resource "fake_net" "b" {
  dynamic "rule" {
    for_each = null
    content { port = 1 }
  }
}
resource "fake_net" "c" {
  dynamic "rule" {
    for_each = [1, 2, 3, 4]
    content { port = rule.valeu }
  }
}
resource "fake_net" "d" {
  dynamic "rule" { for_each = [] }
  dynamic "nothing" {
    for_each = []
    content { }
  }
}
"#,
        &expect![[r#"
            error: Too many one blocks (fake_net.a)
              No more than 1 "one" blocks are allowed.
              --> main.tf:2:1: `resource "fake_net" "a"`
            error: Missing required argument (fake_net.a)
              The argument "port" is required, but no definition was found.
              --> main.tf:5:3: `rule`
            error: Incorrect attribute value type (fake_net.a)
              Inappropriate value for attribute "port": a number is required.
              --> main.tf:7:12: `"eighty"`
            error: Unsupported argument (fake_net.a)
              An argument named "nothing" is not expected here.
              --> main.tf:8:5: `nothing` unknown argument
            error: Unsupported block type (fake_net.a)
              Blocks of type "rules" are not expected here.
              --> main.tf:10:3: `rules` unknown block type
              help: a block type with a similar name exists: `rule`
            error: Invalid dynamic for_each value (fake_net.b)
              Cannot use a null value in for_each.
              --> main.tf:14:16: `null`
            error: Too many rule blocks (fake_net.c)
              No more than 3 "rule" blocks are allowed.
              --> main.tf:18:1: `resource "fake_net" "c"`
            error: Unsupported attribute (fake_net.c)
              This object does not have an attribute named "valeu".
              --> main.tf:21:26: `.valeu`
              where: rule is object with 2 attributes
            error: Invalid dynamic block (fake_net.d)
              A "dynamic" block needs a "content" block.
              --> main.tf:25:3: `dynamic "rule"`
            error: Unsupported block type (fake_net.d)
              Blocks of type "nothing" are not expected here.
              --> main.tf:26:11: `"nothing"` unknown block type
        "#]],
    );
}

#[test]
fn sensitive_elements_make_sensitive_blocks() {
    check(
        r#"
resource "fake_net" "a" {
  dynamic "rule" {
    for_each = sensitive([1])
    content { port = rule.value }
  }
  dynamic "tag" {
    for_each = ["k"]
    content {
      key   = tag.value
      value = sensitive("v")
    }
  }
}
"#,
        &expect![[r#"
            + fake_net.a
                all: {}
                id: (known after apply)
                rule: sensitive([{id = (known after apply), port = 1, source = set[]}])
                tag: sensitive(set[{key = "k", value = "v"}])
                zone: {}
            1 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn elements_of_nested_blocks_keep_what_the_provider_filled_in() {
    check(
        r#"
resource "fake_net" "a" {
  name = "a"
  rule { port = 1 }
  rule { port = 3 }
  one { a = "x" }
}
//- /before/main.tf
resource "fake_net" "a" {
  name = "a"
  rule { port = 1 }
  rule { port = 2 }
  one { a = "x" }
}
"#,
        &expect![[r#"
            ~ fake_net.a
                rule: [{id = "a-1", port = 1, source = set[]}, {id = "a-1", port = 2, source = set[]}] -> [{id = "a-1", port = 1, source = set[]}, {id = "a-1", port = 3, source = set[]}]
            0 to add, 1 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn dynamic_blocks_in_json_bind_their_names() {
    check(
        r#"
//- /main.tf.json
{
  "resource": {
    "fake_net": {
      "a": {
        "dynamic": {
          "rule": {
            "for_each": [80, 443],
            "content": {
              "port": "${rule.value}",
              "dynamic": {
                "source": {
                  "for_each": "${toset([\"x\"])}",
                  "iterator": "it",
                  "content": { "cidr": "${it.value}-${rule.key}" }
                }
              }
            }
          }
        }
      }
    }
  }
}
"#,
        &expect![[r#"
            + fake_net.a
                all: {}
                id: (known after apply)
                rule: [{id = (known after apply), port = 80, source = set[{cidr = "x-0"}]}, {id = (known after apply), port = 443, source = set[{cidr = "x-1"}]}]
                tag: set[]
                zone: {}
            1 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn attributes_written_as_blocks_are_null_without_any_and_have_one_element_where_the_number_is_not_known() {
    check_plan(
        r#"
resource "fake_net" "a" { name = "a" }
resource "fake_table" "none" {
  dynamic "route" {
    for_each = []
    content { to = route.value }
  }
}
resource "fake_table" "some" {
  route { to = "x" }
  dynamic "route" {
    for_each = ["y"]
    content { to = route.value }
  }
}
resource "fake_table" "unknown" {
  route { to = "x" }
  dynamic "route" {
    for_each = toset([fake_net.a.id])
    content {
      to = route.value
      hop { via = "z" }
    }
  }
}
//- /schema
resource fake_net
  id: string computed
  name: string optional
resource fake_table
  id: string computed
  route: set(object({to = string, note = string, hop = list(object({via = string, cost = number}))})) optional computed
"#,
        &expect![[r#"
            + fake_net.a
                id: (known after apply)
                name: "a"
            + fake_table.none
                id: (known after apply)
                route: (known after apply)
            + fake_table.some
                id: (known after apply)
                route: set[{to = "x"}, {to = "y"}]
            + fake_table.unknown
                id: (known after apply)
                route: set[{hop = [{via = "z"}], to = (known after apply)}, {to = "x"}]
            4 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn what_makes_no_block_may_refer_to_nothing() {
    check(
        r#"
resource "fake_net" "a" {
  name = "a"
  dynamic "rule" {
    for_each = []
    content {
      port = rules.value.port
      source { cidr = module.missing.cidr }
    }
  }
}
"#,
        &expect![[r#"
            + fake_net.a
                all: {}
                id: (known after apply)
                name: "a"
                rule: []
                tag: set[]
                zone: {}
            1 to add, 0 to change, 0 to destroy
        "#]],
    );
}

#[test]
fn what_a_made_block_refers_to_must_be_there() {
    check(
        r#"
resource "fake_net" "a" {
  name = "a"
  dynamic "rule" {
    for_each = [1]
    content { port = rules.value }
  }
}
"#,
        &expect![[r#"
            error: Reference to undeclared resource (fake_net.a)
              A managed resource "rules" "value" has not been declared in the root module.
              --> main.tf:6:22: `rules.value`
        "#]],
    );
}

#[test]
fn what_blocks_are_made_of_must_be_there_though_none_is_made() {
    check(
        r#"
resource "fake_net" "a" {
  name = "a"
  dynamic "rule" {
    for_each = []
    content {
      port = 1
      dynamic "source" {
        for_each = var.missing
        content { cidr = source.value }
      }
    }
  }
}
"#,
        &expect![[r#"
            error: Reference to undeclared input variable
              An input variable with the name "missing" has not been declared.
              --> main.tf:9:20: `var.missing`
              help: declare it: `variable "missing" {}`
        "#]],
    );
}
