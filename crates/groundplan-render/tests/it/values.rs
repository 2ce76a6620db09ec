//! Output values and states print as Terraform prints them.

use expect_test::expect;
use groundplan_format::{OutputValue, State};
use groundplan_render::Style;
use serde_json::json;

use crate::recorded;

#[test]
fn outputs() {
    for case in ["outputs", "values", "lists", "strings", "configuration", "aws_drift", "sensitivity"] {
        let ours = groundplan_render::outputs(&recorded::outputs(case), &Style::plain());
        // Terraform indents empty lines, and writes control characters in the way of Go.
        let theirs = recorded::text(case, "output.txt").replace("\\x1b", "\\u001b");
        let theirs: String = theirs.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        assert_eq!(ours, theirs, "{case}");
    }
}

#[test]
fn an_output_asked_for_by_name_is_shown_though_it_is_sensitive() {
    let output = OutputValue { sensitive: true, value_type: None, value: Some(json!({"a": [null]})) };
    expect![[r#"
        {
          "a" = [
            null,
          ]
        }"#]]
    .assert_eq(&groundplan_render::output_value(&output));
}

#[test]
fn states() {
    for case in ["aws_network", "values", "lifecycle", "aws_typed", "aws_drift", "aws_secrets", "configuration"] {
        let state = recorded::state(case);
        let ours = groundplan_render::state(&state, &recorded::schemas(case), &Style::plain());
        let theirs = recorded::text(case, "state.txt");
        let resources = |text: &str| -> Vec<String> {
            let text = text.split("\nOutputs:").next().unwrap_or_default();
            // An empty string is not null; and there is one empty line between modules, as between resources.
            let lines =
                text.lines().map(|line| line.trim_end().replace("= null", "= \"\"")).filter(|line| !line.is_empty());
            lines.collect()
        };
        assert_eq!(resources(&ours), resources(&theirs), "{case}");
    }
}

#[test]
fn lists() {
    expect![[r#"
        aws_internet_gateway.main
        aws_network_acl.main
        aws_route_table.main
        aws_security_group.inline
        aws_subnet.a["a"]
        aws_subnet.a["b"]
        aws_vpc.main
    "#]]
    .assert_eq(&groundplan_render::state_list(&recorded::state("aws_network")));
}

#[test]
fn an_empty_state() {
    let text = groundplan_render::state(&State::default(), &Default::default(), &Style::plain());
    expect![[r"
        The state is empty. No resources are managed here.
    "]]
    .assert_eq(&text);
}
