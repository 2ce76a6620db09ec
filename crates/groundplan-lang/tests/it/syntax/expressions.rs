use expect_test::{Expect, expect};

use super::dump::expression;

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&expression(text));
}

#[test]
fn operators_bind_as_in_hcl() {
    check("1 + 2 * 3 - 4", expect!["(- (+ 1 (* 2 3)) 4)"]);
    check("a || b && c == d < e + f * -g", expect!["(|| a (&& b (== c (< d (+ e (* f (neg g)))))))"]);
    check("!a == b ? c : d ? e : f", expect!["(if (== (not a) b) c (if d e f))"]);
}
