use expect_test::expect;
use groundplan_diag::{SourceMap, Span};
use groundplan_format::Diagnostic;

const MAIN: &str = "module \"network\" {\n  source    = \"./network\"\n  cidr_blok = local.cidr\n}\n";

fn span(map: &SourceMap, path: &str, text: &str, what: &str) -> Span {
    let id = map.add(path, text);
    let start = text.find(what).unwrap();
    Span::new(id, start, start + what.len())
}

#[test]
fn carries_the_lines_around_every_place() {
    let map = SourceMap::new();
    let wrong = span(&map, "main.tf", MAIN, "cidr_blok");
    let header = Span { start: 0, end: 16, ..wrong };
    let elsewhere = span(&map, "network/variables.tf", "\r\nvariable \"cidr_block\" {\r\n}\r\n", "\"cidr_block\"");
    let diagnostic = groundplan_diag::Diagnostic::error("Unsupported argument")
        .detail("There is no input named cidr_blok.")
        .label(wrong, "not an input")
        .also(header, "inputs of this block")
        .also(elsewhere, "declared here")
        .value("local.cidr", "is \"10.20.0.0/16\"")
        .about("module.network")
        .help("an input with a similar name exists: cidr_block");
    let document = Diagnostic::from_diag(&diagnostic, &map);
    expect![[r#"
        {
          "severity": "error",
          "summary": "Unsupported argument",
          "detail": "There is no input named cidr_blok.",
          "address": "module.network",
          "range": {
            "filename": "main.tf",
            "start": {
              "line": 3,
              "column": 3,
              "byte": 47
            },
            "end": {
              "line": 3,
              "column": 12,
              "byte": 56
            }
          },
          "snippet": {
            "context": null,
            "code": "  cidr_blok = local.cidr",
            "start_line": 3,
            "highlight_start_offset": 2,
            "highlight_end_offset": 11,
            "values": [
              {
                "traversal": "local.cidr",
                "statement": "is \"10.20.0.0/16\""
              }
            ]
          },
          "excerpts": [
            {
              "filename": "main.tf",
              "start_line": 1,
              "code": "module \"network\" {\n  source    = \"./network\"\n  cidr_blok = local.cidr",
              "annotations": [
                {
                  "primary": false,
                  "start_offset": 0,
                  "end_offset": 16,
                  "label": "inputs of this block"
                },
                {
                  "primary": true,
                  "start_offset": 47,
                  "end_offset": 56,
                  "label": "not an input"
                }
              ]
            },
            {
              "filename": "network/variables.tf",
              "start_line": 2,
              "code": "variable \"cidr_block\" {",
              "annotations": [
                {
                  "primary": false,
                  "start_offset": 9,
                  "end_offset": 21,
                  "label": "declared here"
                }
              ]
            }
          ],
          "help": [
            "an input with a similar name exists: cidr_block"
          ]
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&document).unwrap());
    let back: Diagnostic = serde_json::from_str(&serde_json::to_string(&document).unwrap()).unwrap();
    assert_eq!(back, document);
}

#[test]
fn places_far_apart_get_excerpts_of_their_own_and_the_wrong_one_comes_first() {
    let text = format!("a = 1\n{}b = 2\n", "\n".repeat(40));
    let map = SourceMap::new();
    let wrong = span(&map, "main.tf", &text, "b = 2");
    let other = Span { start: 0, end: 5, ..wrong };
    let diagnostic = groundplan_diag::Diagnostic::warning("Odd").at(wrong).also(other, "see here");
    let document = Diagnostic::from_diag(&diagnostic, &map);
    let lines: Vec<usize> = document.excerpts.iter().map(|excerpt| excerpt.start_line).collect();
    assert_eq!(lines, [42, 1]);
}

#[test]
fn without_a_place_the_values_are_kept_beside() {
    let diagnostic = groundplan_diag::Diagnostic::error("No").value("var.a", "is a string");
    let document = Diagnostic::from_diag(&diagnostic, &SourceMap::new());
    assert!(document.range.is_none() && document.snippet.is_none() && document.excerpts.is_empty());
    let values: Vec<&str> = document.symbol_values().map(|value| value.statement.as_str()).collect();
    assert_eq!(values, ["is a string"]);
}

#[test]
fn a_span_over_many_lines_is_shown_by_its_first() {
    let text = format!("block {{\n{}}}\n", "  a = 1\n".repeat(50));
    let map = SourceMap::new();
    let id = map.add("main.tf", text.as_str());
    let diagnostic = groundplan_diag::Diagnostic::error("Big").at(Span::new(id, 0, text.len()));
    let document = Diagnostic::from_diag(&diagnostic, &map);
    assert_eq!(document.excerpts[0].code, "block {");
    assert_eq!(document.excerpts[0].annotations[0].end_offset, "block {".len());
}
