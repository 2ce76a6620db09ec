//! Plans print as Terraform prints them: the same resources, attributes, marks, order and hidden counts. Where ours says
//! something else on purpose, the difference is written down here.

use expect_test::expect;
use groundplan_format::{Action, Change, Plan, ResourceChange};
use groundplan_render::Style;
use serde_json::{Value, json};

use crate::recorded;

/// The parts of a plan's text that are compared: each resource with its comments, the output changes, the summary line.
fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut is_inside = false;
    for line in text.lines().map(str::trim_end) {
        let starts =
            (line.starts_with("  # ") && !is_inside) || line == "Changes to Outputs:" || line.starts_with("Plan:");
        if starts {
            is_inside = true;
            parts.push(String::new());
        }
        if let (true, Some(part)) = (is_inside, parts.last_mut()) {
            part.push_str(line);
            part.push('\n');
        }
        let is_outputs = parts.last().is_some_and(|part| part.starts_with("Changes"));
        if line == "    }" && !is_outputs || line.starts_with("Plan:") || (line.is_empty() && is_outputs) {
            is_inside = false;
        }
    }
    parts
}

/// Without the first columns of each line, which a snapshot would drop when all lines have them.
fn dedent(columns: usize, text: &str) -> String {
    text.lines().map(|line| format!("{}\n", line.get(columns..).unwrap_or_default())).collect()
}

/// Compares our text of a recorded plan with Terraform's. `differences` are what ours says for something of theirs; each
/// must be used.
fn check(case: &str, differences: &[(&str, &str)]) {
    let ours = groundplan_render::plan(&recorded::plan(case), &Style::plain());
    // Terraform sets what it forgets one column further out.
    let mut theirs = recorded::text(case, "plan.txt").replace("\n # ", "\n  # ").replace("\n . ", "\n  . ");
    for (from, to) in differences {
        assert!(theirs.contains(from), "{case}: Terraform does not say {from:?}");
        theirs = theirs.replace(from, to);
    }
    let (ours, theirs) = (parts(&ours), parts(&theirs));
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert!(ours == theirs, "{case}\n--- ours\n{ours}\n--- theirs\n{theirs}");
    }
    assert_eq!(ours.len(), theirs.len(), "{case}");
}

#[test]
fn values_of_every_kind() {
    check(
        "values",
        &[
            ("# whitespace changes", "# only spacing changes"),
            // An empty string is not null.
            ("output = null -> (known after apply)", "output = \"\" -> (known after apply)"),
        ],
    );
}

#[test]
fn lists() {
    check("lists", &[]);
}

#[test]
fn moved_imported_forgotten_replaced_and_why() {
    check(
        "lifecycle",
        &[
            // Terraform does not say it of values without a type.
            ("\"old\" -> \"new\"", "\"old\" -> \"new\" # forces replacement"),
            ("triggers_replace = {", "triggers_replace = { # forces replacement"),
            ("longer be managed by Terraform,", "longer be managed,"),
            ("destroy = false is set in the configuration", "the configuration says destroy = false"),
            ("16 to destroy.", "16 to destroy, 1 to forget."),
        ],
    );
}

#[test]
fn values_that_become_sensitive() {
    check(
        "sensitivity",
        &[
            (
                "# Warning: this attribute value will be marked as sensitive and will not\n      # display in UI output after applying this change. The value is unchanged.",
                "# Warning: after this apply the value is not shown any more. It does not change.",
            ),
            (
                "# Warning: this attribute value will no longer be marked as sensitive\n      # after applying this change. The value is unchanged.",
                "# Warning: after this apply the value is shown. It does not change.",
            ),
            (
                "# Warning: this attribute value will be marked as sensitive and will not\n          # display in UI output after applying this change.",
                "# Warning: after this apply the value is not shown any more.",
            ),
        ],
    );
}

#[test]
fn outputs_only() {
    check("outputs_only", &[]);
}

#[test]
fn conditions_and_modules() {
    check("configuration", &[]);
}

#[test]
fn a_plan_that_ends_in_an_error() {
    check("errored", &[]);
}

#[test]
fn networks() {
    check("aws_network", &[]);
}

#[test]
fn policies() {
    check("aws_iam", &[]);
}

#[test]
fn nested_blocks() {
    check("aws_storage", &[]);
}

#[test]
fn unknown_blocks() {
    check("aws_compute", &[]);
}

#[test]
fn json_documents() {
    check("aws_ecs", &[]);
}

#[test]
fn everything_that_forces_a_replacement() {
    check("aws_forces", &[]);
}

#[test]
fn write_only_arguments() {
    check("aws_secrets", &[]);
}

#[test]
fn destroying_everything() {
    check("aws_destroy", &[]);
}

#[test]
fn taking_notice_of_changes() {
    check("aws_refresh_only", &[]);
}

#[test]
fn deposed_objects() {
    check(
        "aws_deposed",
        &[(
            "left over from a partially-failed replacement of this instance",
            "left over from a replacement of this instance that failed half-way",
        )],
    );
}

#[test]
fn typed_collections() {
    check(
        "aws_typed",
        &[
            ("longer be managed by Terraform,", "longer be managed,"),
            ("destroy = false is set in the configuration", "the configuration says destroy = false"),
            (
                "# At least one attribute in this block is (or was) sensitive,\n          # so its contents will not be displayed.",
                "# (sensitive: what is in this block is not shown)",
            ),
            // An empty string is not null.
            ("\"x\" -> null", "\"x\" -> \"\""),
            ("null -> \"full\"", "\"\" -> \"full\""),
            ("+ \"added\"      = null", "+ \"added\"      = \"\""),
            (
                "          ~ \"zone\"       = \"z\" -> \"z2\"\n        }\n      ~ tags_all                             = {\n          - \"Blank\"      = \"x\"\n          - \"Empty\"      = null",
                "          ~ \"zone\"       = \"z\" -> \"z2\"\n        }\n      ~ tags_all                             = {\n          - \"Blank\"      = \"x\"\n          - \"Empty\"      = \"\"",
            ),
            (
                "          - \"gone\"       = null\n            \"id\" ",
                "          - \"gone\"       = \"\" -> null\n            \"id\" ",
            ),
            (
                "          - \"gone\"       = null\n          - \"id\" ",
                "          - \"gone\"       = \"\"\n          - \"id\" ",
            ),
            ("2 to destroy.", "2 to destroy, 1 to forget."),
        ],
    );
}

#[test]
fn imports_show_everything() {
    check(
        "aws_import",
        &[
            ("= null", "= \"\""),
            ("(config will be generated)", "(its configuration is generated)"),
            ("this will destroy the imported resource", "this destroys the imported object"),
        ],
    );
}

#[test]
fn drift_shows_what_matters_and_what_is_gone() {
    let text = groundplan_render::plan(&recorded::plan("aws_drift"), &Style::plain());
    let section = text.split("──").next().unwrap();
    expect![[r#"
        Note: Objects have changed outside of Groundplan

        Since the last apply these objects were changed by someone else, which may be
        why the plan below changes things:

          # aws_sns_topic.gone has been deleted

          # aws_vpc.main has changed
          ~ resource "aws_vpc" "main" {
                id                                   = "vpc-4e970a99a5321a3f3"
              ~ tags                                 = {
                  ~ "Env"  = "dev" -> "prod"
                  + "Hand" = "made"
                    "Name" = "drift"
                }
                # (19 unchanged attributes hidden)
            }

        The plan below undoes what the configuration does not say too. To keep such a
        change, say it in the configuration or list the argument in ignore_changes.

    "#]]
    .assert_eq(section);
    let theirs = parts(&recorded::text("aws_drift", "plan.txt"));
    let ours = parts(&text.replace("  # aws_sns_topic.gone has been deleted\n\n", ""));
    assert_eq!(ours, theirs);
}

#[test]
fn strings_of_every_kind() {
    let plan = recorded::plan("strings");
    let text = groundplan_render::plan(&plan, &Style::plain());
    let of = |key: &str| {
        let header = format!("  # terraform_data.s[\"{key}\"]");
        let part = parts(&text).into_iter().find(|part| part.starts_with(&header)).unwrap();
        let lines = part.lines().skip(3).take_while(|line| !line.contains("output =")).map(|line| format!("{line}\n"));
        dedent(6, &lines.collect::<String>())
    };
    expect![[r#"
              ~ input  = <<-EOT # a line break at the end is added
                    a
                    b
                EOT
    "#]]
    .assert_eq(&of("g_trailing"));
    expect![[r#"
              ~ input  = "a\u001b[31m\u0007b" -> "a\u001b[31m\u0007c"
    "#]]
    .assert_eq(&of("l_esc"));
    expect![[r#"
              ~ input  = <<-EOT
                    a
                  - \u001b[31mb
                  + \u001b[31mc
                EOT
    "#]]
    .assert_eq(&of("m_esc_multi"));
    expect![[r#"
              ~ input  = <<-EOT
                    # (12 unchanged lines hidden)
                    line 12
                    line 13
                    line 14
                  - line 15
                  + changed
                    line 16
                    line 17
                    line 18
                    # (11 unchanged lines hidden)
                EOT
    "#]]
    .assert_eq(&of("q_long"));
    expect![[r#"
              ~ input  = <<-EOT
                  - a\r
                  + a
                  - b\r
                  + b
                EOT
    "#]]
    .assert_eq(&of("r_crlf"));
    // The rest is as Terraform has it.
    let theirs = parts(&recorded::text("strings", "plan.txt"));
    let is_ours =
        |part: &String| ["g_trailing", "l_esc", "m_esc", "q_long", "r_crlf"].iter().any(|key| part.contains(key));
    for (ours, theirs) in parts(&text).iter().zip(&theirs).filter(|(ours, _)| !is_ours(ours)) {
        assert_eq!(ours, theirs);
    }
}

#[test]
fn nothing_to_do() {
    let text = groundplan_render::plan(&recorded::plan("no_changes"), &Style::plain());
    expect![[r"
        No changes. Your infrastructure matches the configuration.
    "]]
    .assert_eq(&text);
    let failed = Plan { errored: true, ..recorded::plan("no_changes") };
    expect![[r"
        Planning failed. Nothing was planned before the error.
    "]]
    .assert_eq(&groundplan_render::plan(&failed, &Style::plain()));
}

#[test]
fn the_frame_around_the_changes() {
    let text = groundplan_render::plan(&recorded::plan("configuration"), &Style::plain());
    expect![[r#"
          + create

        Groundplan will perform the following actions:

          # terraform_data.first[2] will be created
          + resource "terraform_data" "first" {
              + id     = (known after apply)
              + input  = [
                  + "N",
                  + 2,
                ]
              + output = (known after apply)
            }

        Plan: 1 to add, 0 to change, 0 to destroy.
    "#]]
    .assert_eq(&text);
}

#[test]
fn colour_is_added_and_nothing_else() {
    for case in ["lifecycle", "values", "aws_typed", "aws_drift", "aws_forces"] {
        let plan = recorded::plan(case);
        let colored = groundplan_render::plan(&plan, &Style::terminal(80));
        assert!(colored.contains("\u{1b}[32m+\u{1b}[0m"));
        let mut bare = String::new();
        let mut rest = colored.as_str();
        while let Some(at) = rest.find('\u{1b}') {
            bare.push_str(&rest[..at]);
            let end = rest[at..].find('m').unwrap();
            rest = &rest[at + end + 1..];
        }
        bare.push_str(rest);
        assert_eq!(bare, groundplan_render::plan(&plan, &Style::plain()));
    }
}

#[test]
fn without_the_structure_nested_blocks_look_like_arguments() {
    let plan = Plan { provider_schemas: Default::default(), ..recorded::plan("aws_ecs") };
    let text = groundplan_render::plan(&plan, &Style::plain());
    let part = parts(&text).into_iter().find(|part| part.contains("aws_ecs_cluster")).unwrap();
    expect![[r#"
          # aws_ecs_cluster.main will be updated in-place
          ~ resource "aws_ecs_cluster" "main" {
                id                       = "arn:aws:ecs:us-west-2:123456789012:cluster/main"
                name                     = "main"
              ~ setting                  = [
                  ~ {
                        name  = "containerInsights"
                      ~ value = "enabled" -> "disabled"
                    },
                ]
                tags                     = {}
                # (4 unchanged attributes hidden)
            }
    "#]]
    .assert_eq(&dedent(2, &part));
}

#[test]
fn secrets_are_not_shown() {
    let text = groundplan_render::plan(&recorded::plan("aws_typed"), &Style::plain());
    // The planned values of sensitive arguments; what the provider copies elsewhere is not marked by the plan.
    assert!(!text.contains("\"s2\""));
    let compute = groundplan_render::plan(&recorded::plan("aws_compute"), &Style::plain());
    assert!(!compute.contains("\"two\"") && compute.contains("value           = (sensitive value)"));
}

#[test]
fn values_nested_without_end_do_not_end_the_program() {
    let deep = |leaf: &str| {
        (0..1000).fold(json!(leaf), |inner, n| if n % 2 == 0 { json!([inner]) } else { json!({ "a": inner }) })
    };
    let change = |before: Value, after: Value| Change {
        action: Action::Update,
        before: Some(before),
        after: Some(after),
        ..Change::default()
    };
    let plan = Plan { output_changes: [("deep".to_owned(), change(deep("x"), deep("y")))].into(), ..Plan::default() };
    let text = groundplan_render::plan(&plan, &Style::plain());
    assert!(text.contains("(nested too deep to show)"));
}

#[test]
fn names_cannot_command_the_terminal() {
    let resource = ResourceChange {
        address: "aws_vpc.a[\"\u{1b}[2J\"]".to_owned(),
        resource_type: "aws_vpc".to_owned(),
        name: "a".to_owned(),
        change: Change {
            action: Action::Create,
            after: Some(json!({"t": {"k\u{7}": "\u{9b}v"}})),
            ..Change::default()
        },
        ..ResourceChange::default()
    };
    let plan = Plan { resource_changes: vec![resource], ..Plan::default() };
    let text = groundplan_render::plan(&plan, &Style::plain());
    assert!(text.chars().all(|character| character == '\n' || !character.is_control()), "{text:?}");
}
