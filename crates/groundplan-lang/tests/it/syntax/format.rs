use expect_test::{Expect, expect};
use groundplan_diag::FileId;
use groundplan_lang::syntax::{Style, format};

/// Formats, and checks that formatting again changes nothing.
fn check(text: &str, expected: &Expect) {
    let once = formatted(text, Style::Terraform);
    expected.assert_eq(&once);
    assert_eq!(formatted(&once, Style::Terraform), once);
}

fn formatted(text: &str, style: Style) -> String {
    format(FileId::NONE, text, style).unwrap_or_else(|diags| format!("{diags:?}"))
}

#[test]
fn lines_are_indented_by_open_brackets() {
    check(
        "a {\nb {\n  c = [\n1,\n      2\n  ]\n}\n        d = f({\n  e = 1\n})\n}\n",
        &expect![[r#"
        a {
          b {
            c = [
              1,
              2
            ]
          }
          d = f({
            e = 1
          })
        }
    "#]],
    );
    check(
        "a = [[\n1\n], [\n2\n]]\nb = 1\n",
        &expect![[r#"
        a = [[
          1
          ], [
          2
        ]]
        b = 1
    "#]],
    );
    check(
        "a = ((\n1\n)\n)\nb = 1\n",
        &expect![[r#"
        a = ((
          1
          )
        )
        b = 1
    "#]],
    );
}

#[test]
fn equals_signs_and_comments_are_aligned_on_lines_in_a_row() {
    check(
        "a = 1 # one\nlonger = 22 // two\nb = [\n1\n]\nc = 3 # three\n\nd = 4 # four\nlongest = 5\n",
        &expect![[r#"
            a      = 1  # one
            longer = 22 // two
            b = [
              1
            ]
            c = 3 # three

            d       = 4 # four
            longest = 5
        "#]],
    );
    check(
        "é = 1\nee = 2\n変数 = 3\nx = \"e\u{301}\" # one\nyy = 1 # two\n",
        &expect![[r#"
        é  = 1
        ee = 2
        変数 = 3
        x  = "é" # one
        yy = 1   # two
    "#]],
    );
}

#[test]
fn spaces_between_tokens_follow_from_the_tokens() {
    check(
        "a=f( x,y ... )+g (1)*-2 - -b.c [ 0 ] . d\ne=! f&&[ for x in[ y ]:x if x!=1 ]==[ ]\ng={a:1,b = 2}\nh={ }\ni=a?b:c\nj=x::y ( 1 )\n",
        &expect![[r#"
            a = f(x, y...) + g(1) * -2 - -b.c[0].d
            e = !f && [for x in [y] : x if x != 1] == []
            g = { a : 1, b = 2 }
            h = {}
            i = a ? b : c
            j = x::y(1)
        "#]],
    );
    check(
        "a=\"x ${ f( b ) }${ {c=1} } y %{ if d }e%{ endif }\"\n",
        &expect![[r#"
        a = "x ${f(b)}${ { c = 1 } } y %{if d}e%{endif}"
    "#]],
    );
    check(
        "a    \"b\"   \"c\"    {d=1}\n",
        &expect![[r#"
        a "b" "c" { d = 1 }
    "#]],
    );
    check(
        "a = [ # one\n1 , /* two */ 2 ]\n",
        &expect![[r#"
        a = [ # one
        1, /* two */ 2]
    "#]],
    );
}

#[test]
fn text_of_heredocs_stays_as_it_is_but_not_their_interpolations() {
    check(
        "a = {\nb = <<EOT\n   x ${ y+1 }\n  EOT\nc = f(<<-EOT\n z\n EOT\n, 1)\n}\n",
        &expect![[r#"
        a = {
          b = <<EOT
           x ${y + 1}
          EOT
          c = f(<<-EOT
         z
         EOT
          , 1)
        }
    "#]],
    );
}

#[test]
fn blanks_at_the_end_of_lines_go_and_line_ends_stay() {
    check(
        "a = 1   \n\t\n\n\nb = 2 # c  \n",
        &expect![[r#"
        a = 1



        b = 2 # c  
    "#]],
    );
    assert_eq!(formatted("\u{feff}a=1\r\nbc=2 # d\r\n", Style::Terraform), "a  = 1\r\nbc = 2 # d\r\n");
    assert_eq!(formatted("a=1", Style::Terraform), "a = 1");
}

#[test]
fn templates_of_one_interpolation_are_unwrapped() {
    check(
        "a = \"${b}\"\nc = [\"${d}\"]\ne { f = \"${ g(\"${h}\") }\" }\n",
        &expect![[r#"
        a = b
        c = ["${d}"]
        e { f = g("${h}") }
    "#]],
    );
    check(
        "a = \"${b}${c}\"\nd = \"${e} \"\nf = \"${g}\" == \"${h}\"\n",
        &expect![[r#"
        a = "${b}${c}"
        d = "${e} "
        f = "${g}" == "${h}"
    "#]],
    );
    check(
        "a = \"${\n  b ? c : d\n}\"\ne = \"${\n  f ?\n  g : h\n}\"\n",
        &expect![[r#"
        a = b ? c : d
        e = (f ?
        g : h)
    "#]],
    );
}

#[test]
fn old_forms_of_types_and_labels_are_rewritten() {
    check(
        "variable a {\ntype = \"map\"\n}\nvariable b {\ntype=\"string\"\n}\nvariable c {\n  type = list\n}\nvariable d {\n  type = \"any\"\n}\n",
        &expect![[r#"
            variable "a" {
              type = map(string)
            }
            variable "b" {
              type = string
            }
            variable "c" {
              type = list(any)
            }
            variable "d" {
              type = "any"
            }
        "#]],
    );
    check(
        "a /* x */ b \"c\" /* y */ {\n  type = \"list\"\n}\n",
        &expect![[r#"
        a "b" "c" /* y */ {
          type = "list"
        }
    "#]],
    );
}

#[test]
fn layout_alone_rewrites_nothing() {
    assert_eq!(formatted("variable a {\n type=\"${ b }\"\n}\n", Style::Layout), "variable a {\n  type = \"${b}\"\n}\n");
}

#[test]
fn a_file_with_errors_is_not_formatted() {
    assert!(format(FileId::NONE, "a = [\n", Style::Terraform).is_err());
}
