//! `local-exec` provisioners.

use expect_test::expect;

use crate::support::{check_apply, check_plan, check_state};

#[test]
fn commands_run_after_creation_and_before_destruction() {
    check_apply(
        r#"
resource "fake_thing" "new" {
  name = "new"
  provisioner "local-exec" {
    command     = "echo ${self.id} ${fake_thing.new.name}"
    working_dir = "/somewhere"
    environment = { A = 1 }
  }
  provisioner "local-exec" {
    command     = "two"
    interpreter = ["python3", "-c"]
    quiet       = true
  }
  provisioner "local-exec" {
    command = "not now"
    when    = destroy
  }
}
resource "fake_thing" "uses" {
  name = "uses"
  uses = fake_thing.new.id
}
resource "fake_thing" "replaced" {
  for_each = toset(["k"])
  name     = "replaced"
  size     = 2
  provisioner "local-exec" { command = "made ${self.id} ${each.value}" }
  provisioner "local-exec" {
    command = "going ${self.id} ${each.key}"
    when    = destroy
  }
}
resource "fake_thing" "updated" {
  name = "updated"
  note = "new"
  provisioner "local-exec" { command = "not for updates" }
}
//- /before/main.tf
resource "fake_thing" "replaced" {
  for_each = toset(["k"])
  name     = "replaced"
  size     = 1
}
resource "fake_thing" "updated" { name = "updated" }
"#,
        &expect![[r#"
            told fake_thing.replaced["k"]: Executing: ["/bin/sh" "-c" "going replaced-1 k"]
            exec /bin/sh -c going replaced-1 k
            told fake_thing.replaced["k"]: in "" with {}
            create new-1
            told fake_thing.new: Executing: ["/bin/sh" "-c" "echo new-1 new"]
            exec /bin/sh -c echo new-1 new
            told fake_thing.new: in "/somewhere" with {"A": "1"}
            told fake_thing.new: local-exec: Executing: Suppressed by quiet=true
            exec python3 -c two
            told fake_thing.new: in "" with {}
            delete replaced-1
            create replaced-2
            told fake_thing.replaced["k"]: Executing: ["/bin/sh" "-c" "made replaced-2 k"]
            exec /bin/sh -c made replaced-2 k
            told fake_thing.replaced["k"]: in "" with {}
            update updated-1 (note)
            create uses-1
            3 added, 1 changed, 1 destroyed
        "#]],
    );
}

#[test]
fn a_failure_taints_what_was_created() {
    let fixture = r#"
resource "fake_thing" "a" {
  name = "a"
  provisioner "local-exec" {
    command    = "fail softly"
    on_failure = continue
  }
  provisioner "local-exec" { command = "fail" }
  provisioner "local-exec" { command = "not reached" }
}
resource "fake_thing" "b" {
  name = "b"
  uses = fake_thing.a.id
}
"#;
    check_apply(
        fixture,
        &expect![[r#"
        create a-1
        told fake_thing.a: Executing: ["/bin/sh" "-c" "fail softly"]
        exec /bin/sh -c fail softly
        told fake_thing.a: in "" with {}
        told fake_thing.a: Executing: ["/bin/sh" "-c" "fail"]
        exec /bin/sh -c fail
        told fake_thing.a: in "" with {}
        error: local-exec provisioner error (fake_thing.a)
          Error running command 'fail': exit status 1. Output: in "" with {}

          --> main.tf:8:3: `provisioner "local-exec"`
        0 added, 0 changed, 0 destroyed
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.a: {id = "a-1", name = "a"} tainted sensitive .password
    "#]],
    );
}

#[test]
fn a_failure_keeps_what_was_to_be_destroyed() {
    let fixture = r#"
//- /before/main.tf
resource "fake_thing" "a" {
  name = "a"
  provisioner "local-exec" {
    command = "fail ${self.name}"
    when    = destroy
  }
}
//- /main.tf
resource "fake_thing" "a" {
  name = "a"
  provisioner "local-exec" {
    command = "fail ${self.name}"
    when    = destroy
  }
}
//- /options
destroy
"#;
    check_apply(
        fixture,
        &expect![[r#"
        told fake_thing.a: Executing: ["/bin/sh" "-c" "fail a"]
        exec /bin/sh -c fail a
        told fake_thing.a: in "" with {}
        error: local-exec provisioner error (fake_thing.a)
          Error running command 'fail a': exit status 1. Output: in "" with {}

          --> main.tf:3:3: `provisioner "local-exec"`
        0 added, 0 changed, 0 destroyed
    "#]],
    );
    check_state(
        fixture,
        &expect![[r#"
        fake_thing.a: {id = "a-1", name = "a"} sensitive .password
    "#]],
    );
    // What was never whole is not asked.
    check_apply(
        &format!("{fixture}//- /state\ntaint fake_thing.a\n"),
        &expect![[r#"
        delete a-1
        0 added, 0 changed, 1 destroyed
    "#]],
    );
}

#[test]
fn what_is_sensitive_is_not_told() {
    check_apply(
        r#"
resource "fake_thing" "a" {
  name = "a"
  provisioner "local-exec" { command = "fail ${sensitive("secret")}" }
}
"#,
        &expect![[r#"
            create a-1
            told fake_thing.a: (output suppressed due to sensitive value in config)
            exec /bin/sh -c fail secret
            told fake_thing.a: (output suppressed due to sensitive value in config)
            error: local-exec provisioner error (fake_thing.a)
              Error running the command: exit status 1. The command and its output are not shown, because its configuration holds a value that must not be shown.
              --> main.tf:4:3: `provisioner "local-exec"`
            0 added, 0 changed, 0 destroyed
        "#]],
    );
}

#[test]
fn arguments_are_checked_while_planning() {
    check_plan(
        r#"
resource "fake_thing" "a" {
  name = "a"
  provisioner "local-exec" { cmd = "x" }
}
resource "fake_thing" "b" {
  name = "b"
  provisioner "local-exec" {
    command = self.nothing
  }
}
resource "fake_thing" "c" {
  name = "c"
  provisioner "local-exec" {
    command     = "x"
    environment = "y"
    when        = destroy
  }
}
"#,
        &expect![[r#"
            error: Missing required argument (fake_thing.a)
              The argument "command" is required, but no definition was found.
              --> main.tf:4:3: `provisioner "local-exec"`
            error: Unsupported argument (fake_thing.a)
              An argument named "cmd" is not expected here.
              --> main.tf:4:30: `cmd` unknown argument
            error: Unsupported attribute (fake_thing.b)
              This object does not have an attribute named "nothing".
              --> main.tf:9:19: `.nothing`
              where: self is object with 7 attributes
            error: Incorrect attribute value type (fake_thing.c)
              Inappropriate value for attribute "environment": map of string required.
              --> main.tf:16:19: `"y"`
        "#]],
    );
}

#[test]
fn removed_blocks_can_have_provisioners() {
    check_apply(
        r#"
removed {
  from = fake_thing.a
  lifecycle { destroy = true }
  provisioner "local-exec" {
    command = "bye ${self.name}"
    when    = destroy
  }
}
//- /before/main.tf
resource "fake_thing" "a" { name = "a" }
"#,
        &expect![[r#"
            told fake_thing.a: Executing: ["/bin/sh" "-c" "bye a"]
            exec /bin/sh -c bye a
            told fake_thing.a: in "" with {}
            delete a-1
            0 added, 0 changed, 1 destroyed
        "#]],
    );
}
