use expect_test::{Expect, expect};

use super::dump::{bare_template, expression};

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&expression(text));
}

fn check_bare(text: &str, expected: &Expect) {
    expected.assert_eq(&bare_template(text));
}

#[test]
fn escapes_in_quotes() {
    check(r#""a\n\r\t\"\\\u00e9\U0001F600""#, &expect![[r#""a\n\r\t\"\\é😀""#]]);
    check(r#""$${a} %%{b} $ % $$ %% $$$${c}""#, &expect![[r#""${a} %{b} $ % $$ %% $$${c}""#]]);
    check(
        r#""a\q""#,
        &expect![[r#"
        error: Invalid escape sequence
          The escapes are \n, \r, \t, \", \\, \uNNNN and \UNNNNNNNN.
          at 1:3 `\q`
          help: for a backslash write two
    "#]],
    );
    check(
        r#""\u12""#,
        &expect![[r#"
        error: Invalid escape sequence
          After \u there must be 4 hexadecimal digits.
          at 1:2 `\u12`
    "#]],
    );
    check(
        r#""\ud800""#,
        &expect![[r#"
        error: Invalid escape sequence
          There is no character of this number.
          at 1:2 `\ud800`
    "#]],
    );
}

#[test]
fn a_template_of_one_interpolation_has_one_part() {
    check(r#""${a}""#, &expect!["(template ${a})"]);
    check(r#""${a}${b}""#, &expect!["(template ${a} ${b})"]);
    check(r#""${a}x""#, &expect![[r#"(template ${a} "x")"#]]);
    check("\"${a ~} \"", &expect![[r#"(template ${a} "")"#]]);
}

#[test]
fn templates_nest() {
    check(
        r#""a ${f("b ${c} ${"d"}", {e = "}"})} g""#,
        &expect![[r#"(template "a " ${(call f (template "b " ${c} " " ${"d"}) (object [e "}"]))} " g")"#]],
    );
    check("\"${\n  a\n}\"", &expect!["(template ${a})"]);
}

#[test]
fn directives() {
    check(r#""%{ if a }b%{ else }c${d}%{ endif }e""#, &expect![[r#"(template (if a "b" (template "c" ${d})) "e")"#]]);
    check(
        r#""%{ for k, v in m }${k}=${v},%{ endfor }""#,
        &expect![[r#"(template (for k,v m : (template ${k} "=" ${v} ",")))"#]],
    );
    check(r#""%{ if a }%{ endif }""#, &expect![[r#"(template (if a "" ""))"#]]);
    check(
        r#""%{ for x in y }%{ if x }a%{ else }%{ for z in x }b%{ endfor }%{ endif }%{ endfor }""#,
        &expect![[r#"(template (for x y : (template (if x "a" (template (for z x : "b"))))))"#]],
    );
}

#[test]
fn strip_markers_take_blanks_of_the_text_beside_them() {
    check(r#""a  ${~ b ~}  c""#, &expect![[r#"(template "a" ${b} "c")"#]]);
    check(r#""a \n ${~ b ~} \t c""#, &expect![[r#"(template "a" ${b} "c")"#]]);
    check(r#""${a ~}${b}  ${~ c}""#, &expect![[r#"(template ${a} ${b} "" ${c})"#]]);
    check(r#""%{ if a ~}  b  %{~ else ~}  c  %{~ endif }""#, &expect![[r#"(template (if a "b" "c"))"#]]);
}

#[test]
fn a_heredoc_is_its_lines_as_they_are() {
    check("<<EOT\n  a \\n $${b}\n\n    c${d}\n  EOT\n", &expect![[r#"(template "  a \\n ${b}\n\n    c" ${d} "\n")"#]]);
    check("<<EOT\nEOT\n", &expect![[r#""""#]]);
    check("<<EOT\nEOT x\n x EOT\n${a}EOT\n EOT \n", &expect![[r#"(template "EOT x\n x EOT\n" ${a} "EOT\n")"#]]);
    check("<<EOT\r\na\r\nEOT\r\n", &expect![[r#""a\r\n""#]]);
}

#[test]
fn a_strip_marker_in_a_heredoc_ends_at_the_line() {
    check(
        "<<EOT\n%{ for x in y ~}\n  ${x}\n%{ endfor ~}\nEOT\n",
        &expect![[r#"(template (for x y : (template "  " ${x} "\n")) "")"#]],
    );
    check("<<EOT\na\n  %{~ if b }c%{ endif }\nEOT\n", &expect![[r#"(template "a\n" (if b "c" "") "\n")"#]]);
}

#[test]
fn a_flush_heredoc_loses_the_indentation_that_all_lines_share() {
    check("<<-EOT\n    a\n      b\n\n   \n    c\n  EOT\n", &expect![[r#""a\n  b\n\n   \nc\n""#]]);
    check("<<-EOT\n\t\ta\n\t b\n  EOT\n", &expect![[r#""a\nb\n""#]]);
    check("<<-EOT\n    ${a}\n  b\n  EOT\n", &expect![[r#"(template "  " ${a} "\nb\n")"#]]);
    check("<<-EOT\n    a\n${b}\n  EOT\n", &expect![[r#"(template "    a\n" ${b} "\n")"#]]);
    check("<<-EOT\n    a ${b\n}  c\n    d\n  EOT\n", &expect![[r#"(template "a " ${b} "  c\nd\n")"#]]);
}

#[test]
fn indentation_is_measured_after_stripping() {
    check("<<-EOT\n    a\n    ${~ b }\n    c\n  EOT\n", &expect![[r#"(template "    a\n" ${b} "\n    c\n")"#]]);
    check(
        "<<-EOT\n    %{ if a ~}\n      b\n    %{ endif ~}\n    c\n  EOT\n",
        &expect![[r#"(template "" (if a "      b\n" "") "    c\n")"#]],
    );
}

#[test]
fn a_heredoc_may_stand_inside_brackets() {
    check("f(<<A\na\nA\n, <<-B\n  b\n  B\n)", &expect![[r#"(call f "a\n" "b\n")"#]]);
    check("{ a = <<A\nx\nA\n b = 1 }", &expect![[r#"(object [a "x\n"] [b 1])"#]]);
}

#[test]
fn a_bare_template_has_no_escapes() {
    check_bare("a \\n \"${b}\"\n$${c}\n", &expect![[r#"(template "a \\n \"" ${b} "\"\n${c}\n")"#]]);
    check_bare("${a}", &expect!["(template ${a})"]);
    check_bare("", &expect![[r#""""#]]);
    check_bare("100% $", &expect![[r#""100% $""#]]);
    check_bare(
        "%{ for x in y ~}\n- ${x}\n%{ endfor ~}\nz",
        &expect![[r#"(template (for x y : (template "- " ${x} "\n")) "z")"#]],
    );
}
