//! Functions that providers define.

use expect_test::expect;

use crate::support::{check_calls, check_plan};

const REQUIRED: &str = r#"
terraform {
  required_providers {
    fake = { source = "hashicorp/fake" }
    loud = { source = "hashicorp/fake" }
  }
}
"#;

#[test]
fn they_are_called_with_converted_arguments() {
    let fixture = format!(
        r#"{REQUIRED}
output "shout" {{ value = provider::fake::shout("hey") }}
output "number" {{ value = provider::loud::shout(15) }}
output "joined" {{ value = provider::fake::joined("-", "a", "b") }}
output "expanded" {{ value = provider::fake::joined(["+", "a", "b", "c"]...) }}
output "hidden" {{
  value     = provider::fake::shout(sensitive("secret"))
  sensitive = true
}}
resource "fake_thing" "a" {{ name = provider::fake::shout("a") }}
output "later" {{ value = provider::fake::shout(fake_thing.a.id) }}
output "tried" {{ value = try(provider::fake::shout("no"), "quiet") }}
"#
    );
    check_plan(
        &fixture,
        &expect![[r#"
        + fake_thing.a
            id: (known after apply)
            name: "A"
        output expanded = "a+b+c"
        output hidden = sensitive("SECRET")
        output joined = "a-b"
        output later = (known after apply)
        output number = "15"
        output shout = "HEY"
        output tried = "quiet"
        1 to add, 0 to change, 0 to destroy
    "#]],
    );
    check_calls(
        &fixture,
        &expect![[r#"
        call shout(no) [none]
        call shout(hey) [none]
        call shout(15) [none]
        call joined(-, a, b) [none]
        call shout(secret) [none]
        call joined(+, a, b, c) [none]
        call shout(a) [none]
        validate A
        plan A
    "#]],
    );
}

#[test]
fn what_is_wrong_is_said_at_the_argument() {
    check_plan(
        &format!(
            r#"{REQUIRED}
output "a" {{ value = provider::fake::shout("no") }}
output "b" {{ value = provider::fake::shout("") }}
output "c" {{ value = provider::fake::shout(null) }}
output "d" {{ value = provider::fake::shout(["x"]) }}
output "e" {{ value = provider::fake::shout() }}
output "f" {{ value = provider::fake::shout("a", "b") }}
output "g" {{ value = provider::fake::shuot("a") }}
output "h" {{ value = provider::other::shout("a") }}
output "i" {{ value = provider::fake::joined() }}
"#
        ),
        &expect![[r#"
            error: Invalid function argument
              Invalid value for "text" parameter: It does not shout "no".
              --> main.tf:9:44: `"no"`
            error: Error in function call
              Call to function "provider::fake::shout" failed: nothing to shout.
              --> main.tf:10:22: `provider::fake::shout("")`
            error: Invalid function argument
              Invalid value for "text" parameter: argument must not be null.
              --> main.tf:11:44: `null`
            error: Invalid function argument
              Invalid value for "text" parameter: string required.
              --> main.tf:12:44: `["x"]`
            error: Not enough function arguments
              Function "provider::fake::shout" expects 1 argument(s). Missing value for "text".
              --> main.tf:13:22: `provider::fake::shout()`
            error: Too many function arguments
              Function "provider::fake::shout" expects only 1 argument(s).
              --> main.tf:14:49: `"b"`
            error: Call to unknown function
              There is no function named "provider::fake::shuot". Ensure that provider name "fake" is declared in this module's required_providers block, and that this provider offers a function named "shuot".
              --> main.tf:15:22: `provider::fake::shuot`
            error: Call to unknown function
              There is no function named "provider::other::shout". Ensure that provider name "other" is declared in this module's required_providers block, and that this provider offers a function named "shout".
              --> main.tf:16:22: `provider::other::shout`
            error: Not enough function arguments
              Function "provider::fake::joined" expects at least 1 argument(s). Missing value for "separator".
              --> main.tf:17:22: `provider::fake::joined()`
        "#]],
    );
}
