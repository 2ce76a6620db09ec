use expect_test::{Expect, expect};

use super::dump::expression;

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&expression(text));
}

#[test]
fn operators_bind_as_in_hcl() {
    check("1 + 2 * 3 - 4", &expect!["(- (+ 1 (* 2 3)) 4)"]);
    check("a || b && c == d < e + f * -g", &expect!["(|| a (&& b (== c (< d (+ e (* f (neg g)))))))"]);
    check("a - b - c", &expect!["(- (- a b) c)"]);
    check("!a == b ? c : d ? e : f", &expect!["(if (== (not a) b) c (if d e f))"]);
    check("a ? b ? c : d : e", &expect!["(if a (if b c d) e)"]);
    check("-a.b + !(c)", &expect!["(+ (neg a.b) (not (parens c)))"]);
    check("- -1", &expect!["(neg (neg 1))"]);
}

#[test]
fn numbers_are_of_any_size() {
    check("[0, 1.50, 1e3, 1.5E-3, 1.e2]", &expect!["(tuple 0 1.5 1000 0.0015 100)"]);
    check(
        "123456789012345678901234567890.000000000000000000000000000001",
        &expect!["123456789012345678901234567890.000000000000000000000000000001"],
    );
}

#[test]
fn names_with_static_steps_are_one_traversal() {
    check("a.b[0][\"c\"].d", &expect![[r#"a.b[0]["c"].d"#]]);
    check("a.0.b", &expect!["a[0].b"]);
    check("a[<<X\nk\nX\n]", &expect![[r#"a["k\n"]"#]]);
    check("a[(0)]", &expect!["(index a (parens 0))"]);
    check("a[-1].b", &expect!["(step (index a (neg 1)) .b)"]);
    check("a[true]", &expect!["(index a true)"]);
    check("a[b.c].d[0]", &expect!["(step (step (index a b.c) .d) [0])"]);
    check("a[\"${b}\"]", &expect!["(index a (template ${b}))"]);
    check("f(x).y[0]", &expect!["(step (step (call f x) .y) [0])"]);
    check("(a).b", &expect!["(step (parens a) .b)"]);
    check("\"s\".b", &expect![[r#"(step "s" .b)"#]]);
}

#[test]
fn a_full_splat_takes_all_that_follows() {
    check("a[*]", &expect!["(splat a item)"]);
    check("a[*].b[0].c", &expect!["(splat a (step (step (step item .b) [0]) .c))"]);
    check("a[*].b[*].c", &expect!["(splat a (splat (step item .b) (step item .c)))"]);
    check("a[*][b.c]", &expect!["(splat a (index item b.c))"]);
    check("a.b[*].c.*.d", &expect!["(splat a.b (splat (step item .c) (step item .d)))"]);
}

#[test]
fn an_attribute_splat_takes_attributes_only() {
    check("a.*", &expect!["(splat a item)"]);
    check("a.*.b.0.c", &expect!["(splat a (step (step (step item .b) [0]) .c))"]);
    check("a.*.b[0].c", &expect!["(step (step (splat a (step item .b)) [0]) .c)"]);
    check("a.*[*].b", &expect!["(splat (splat a item) (step item .b))"]);
}

#[test]
fn collections_take_separators_as_in_hcl() {
    check("[]", &expect!["(tuple)"]);
    check("[1, [2],\n 3,\n]", &expect!["(tuple 1 (tuple 2) 3)"]);
    check("{}", &expect!["(object)"]);
    check("{ a = 1, \"b\" : 2\n c = 3,\n}", &expect![[r#"(object [a 1] ["b" 2] [c 3])"#]]);
}

#[test]
fn object_keys_are_names_unless_in_parentheses() {
    check(
        "{ a = 1, (b) = 2, \"${c}\" = 3, 4 = 5, true = 6, d.e = 7, (f).g = 8, h(i) = 9 }",
        &expect![
            "(object [a 1] [(parens b) 2] [(template ${c}) 3] [4 5] [true 6] [d.e 7] [(step (parens f) .g) 8] [(call h i) 9])"
        ],
    );
    check("{ a = 1, a = 2 }", &expect!["(object [a 1] [a 2])"]);
}

#[test]
fn for_expressions() {
    check("[for x in xs : x.y if x.z]", &expect!["(for x xs : x.y if x.z)"]);
    check("[for i, x in xs : \"${i}\"]", &expect!["(for i,x xs : (template ${i}))"]);
    check("{for k, v in m : k => v... if true}", &expect!["(for k,v m : k => v... if true)"]);
    check("{\n  for k, v in m :\n  k\n  =>\n  v\n}", &expect!["(for k,v m : k => v)"]);
    check("[for x in [for y in z : y] : x]", &expect!["(for x (for y z : y) : x)"]);
}

#[test]
fn calls_may_be_expanded_and_namespaced() {
    check("f()", &expect!["(call f)"]);
    check("f(a, b...)", &expect!["(call f a b...)"]);
    check("f(\n  a,\n  b,\n)", &expect!["(call f a b)"]);
    check("provider::aws::arn_parse(a)", &expect!["(call provider::aws::arn_parse a)"]);
    check("true(a)", &expect!["(call true a)"]);
}

#[test]
fn newlines_are_white_space_inside_brackets_only() {
    check("(a\n+\nb)", &expect!["(parens (+ a b))"]);
    check("[a\n.b\n]", &expect!["(tuple a.b)"]);
    check("{ a = (b\n.c) }", &expect!["(object [a (parens b.c)])"]);
    check(
        "{ a = b\n.c }",
        &expect![[r#"
        error: Invalid expression
          An expression must stand here.
          at 2:1 `.` found `.`
    "#]],
    );
}
