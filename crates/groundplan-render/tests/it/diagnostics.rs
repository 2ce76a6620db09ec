use expect_test::{Expect, expect};
use groundplan_diag::{Diagnostic, FileId, SourceMap, Span};
use groundplan_format::Validation;
use groundplan_render::Style;

use crate::recorded;

const MAIN: &str =
    "module \"network\" {\n  source    = \"../../catalog/modules/network\"\n  cidr_blok = local.cidr\n}\n";

struct Sources {
    map: SourceMap,
}

impl Sources {
    fn new() -> Self {
        Self { map: SourceMap::new() }
    }

    fn file(&self, path: &str, text: &str) -> FileId {
        self.map.add(path, text)
    }

    fn span(&self, file: FileId, part: &str) -> Span {
        let start = self.map.get(file).unwrap().text.find(part).unwrap();
        Span::new(file, start, start + part.len())
    }

    fn check(&self, diagnostics: &[Diagnostic], expected: &Expect) {
        let documents: Vec<_> =
            diagnostics.iter().map(|it| groundplan_format::Diagnostic::from_diag(it, &self.map)).collect();
        expected.assert_eq(&groundplan_render::diagnostics(&documents, &Style::plain()));
    }
}

#[test]
fn an_error_with_everything() {
    let sources = Sources::new();
    let main = sources.file("live/prod/main.tf", MAIN);
    let variables =
        sources.file("catalog/modules/network/variables.tf", "variable \"cidr_block\" {\n  type = string\n}\n");
    let error = Diagnostic::error("Unsupported argument")
        .detail("The module has no input variable of this name, so the value would go nowhere.")
        .label(sources.span(main, "cidr_blok"), "module.network has no input named cidr_blok")
        .also(sources.span(main, "module \"network\""), "the call")
        .also(sources.span(variables, "\"cidr_block\""), "declared here")
        .value("local.cidr", "is \"10.20.0.0/16\"")
        .value("var.password", "is (sensitive)")
        .about("module.network")
        .help("an input with a similar name exists: cidr_block")
        .help("to see all inputs, run:\n    groundplan validate -C live/prod");
    sources.check(
        &[error],
        &expect![[r#"
        error: Unsupported argument
         --> live/prod/main.tf:3:3
          |
        1 | module "network" {
          | ---------------- the call
        2 |   source    = "../../catalog/modules/network"
        3 |   cidr_blok = local.cidr
          |   ^^^^^^^^^ module.network has no input named cidr_blok
          |
         ::: catalog/modules/network/variables.tf:1:10
          |
        1 | variable "cidr_block" {
          |          ------------ declared here
          |
          = The module has no input variable of this name, so the value would go
            nowhere.
          = where: local.cidr is "10.20.0.0/16"
          = where: var.password is (sensitive)
          = in: module.network
        help: an input with a similar name exists: cidr_block
        help: to see all inputs, run:
                  groundplan validate -C live/prod

    "#]],
    );
}

#[test]
fn an_error_without_a_place() {
    let sources = Sources::new();
    let mut error = Diagnostic::error("deleting S3 Bucket (b): operation error S3: DeleteBucket, https response error StatusCode: 409, api error BucketNotEmpty: The bucket you tried to delete is not empty")
        .about("aws_s3_bucket.stuck");
    error.unit = Some("dev/us-west-2/app".to_owned());
    sources.check(&[error], &expect![[r#"
        error: deleting S3 Bucket (b): operation error S3: DeleteBucket, https response error StatusCode: 409, api error BucketNotEmpty: The bucket you tried to delete is not empty
         |
         = in: aws_s3_bucket.stuck, unit dev/us-west-2/app

    "#]]);
    sources.check(
        &[Diagnostic::error("Port taken").help("choose another one with --port")],
        &expect![[r#"
            error: Port taken
            help: choose another one with --port

        "#]],
    );
}

#[test]
fn an_error_of_a_provider_pinned_to_an_argument() {
    let sources = Sources::new();
    let main = sources.file("main.tf", "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/33\"\n}\n");
    let error = Diagnostic::error("Invalid CIDR block")
        .detail("\"cidr_block\": expected a valid CIDR:\n\n- the prefix length must be at most 32\n\u{1b}[31mred")
        .at(sources.span(main, "\"10.0.0.0/33\""))
        .about("aws_vpc.main");
    sources.check(
        &[error],
        &expect![[r#"
        error: Invalid CIDR block
         --> main.tf:2:16
          |
        2 |   cidr_block = "10.0.0.0/33"
          |                ^^^^^^^^^^^^^
          |
          = "cidr_block": expected a valid CIDR:

            - the prefix length must be at most 32
            \u001b[31mred
          = in: aws_vpc.main

    "#]],
    );
}

#[test]
fn warnings_come_first_and_those_of_a_kind_are_one() {
    let sources = Sources::new();
    let text = (1..=12).map(|n| format!("old_{n} = 1\n")).collect::<String>();
    let main = sources.file("main.tf", &text);
    let mut all = vec![Diagnostic::error("Wrong").at(sources.span(main, "old_1 "))];
    all.extend((1..=12).map(|n| {
        Diagnostic::warning("Argument is deprecated")
            .detail("Use new instead.")
            .at(sources.span(main, &format!("old_{n} ")))
    }));
    sources.check(
        &all,
        &expect![[r#"
        warning: Argument is deprecated
         --> main.tf:1:1
          |
        1 | old_1 = 1
          | ^^^^^^
          |
          = Use new instead.
          = and: 11 more like it: main.tf:2, main.tf:3, main.tf:4, main.tf:5,
                 main.tf:6, main.tf:7, main.tf:8, main.tf:9 and 3 more

        error: Wrong
         --> main.tf:1:1
          |
        1 | old_1 = 1
          | ^^^^^^

        1 error, 12 warnings
    "#]],
    );
}

#[test]
fn terraforms_own_diagnostics() {
    let validation: Validation = serde_json::from_str(&recorded::text("validate_errors", "validate.json")).unwrap();
    expect![[r#"
        error: Invalid default value for variable
         --> main.tf:3:13
          |
        3 |   default = "x"
          |             ^^^
          |
          = This default value is not compatible with the variable's type
            constraint: a number is required.

    "#]]
    .assert_eq(&groundplan_render::diagnostics(&validation.diagnostics, &Style::plain()));
}

#[test]
fn tabs_wide_characters_and_long_lines_keep_their_carets() {
    let sources = Sources::new();
    let long = format!("\tname = \"日本語\", other = bad, rest = \"{}\"\n", "x".repeat(300));
    let main = sources.file("main.tf", &long);
    sources.check(
        &[Diagnostic::error("Wrong").at(sources.span(main, "bad"))],
        &expect![[r#"
        error: Wrong
         --> main.tf:1:24
          |
        1 |     name = "日本語", other = bad, rest = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...
          |                              ^^^

    "#]],
    );
}

#[test]
fn a_document_with_places_beyond_its_text_is_shown_all_the_same() {
    let json = r#"{"severity":"error","summary":"S","range":{"filename":"f","start":{"line":1,"column":1,"byte":0},
        "end":{"line":1,"column":9,"byte":8}},"snippet":{"context":null,"code":"é","start_line":1,
        "highlight_start_offset":1,"highlight_end_offset":99,"values":[]}}"#;
    let document = serde_json::from_str(json).unwrap();
    let text = groundplan_render::diagnostics(&[document], &Style::plain());
    assert!(text.contains("1 | é"), "{text}");
}

#[test]
fn a_place_whose_source_is_not_kept() {
    let json = r#"{"severity":"warning","summary":"S","detail":"D.","range":{"filename":"f.tf",
        "start":{"line":3,"column":4,"byte":0},"end":{"line":3,"column":9,"byte":8}}}"#;
    let document = serde_json::from_str(json).unwrap();
    expect![[r#"
        warning: S
        --> f.tf:3:4
         = D.

    "#]]
    .assert_eq(&groundplan_render::diagnostics(&[document], &Style::plain()));
}
