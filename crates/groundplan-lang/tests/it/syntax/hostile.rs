//! Input made to break the parser: it may be refused, it may not crash, hang or take more stack than a thread has.

use groundplan_diag::FileId;
use groundplan_lang::syntax::{Origin, parse_expr, parse_file, parse_template};

use super::dump::{errors, expression, file};

/// Runs in a thread with the stack that threads have by default.
fn with_small_stack(run: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(run);
    assert!(thread.is_ok_and(|thread| thread.join().is_ok()));
}

fn nested(open: &str, middle: &str, close: &str, levels: usize) -> String {
    format!("{}{middle}{}", open.repeat(levels), close.repeat(levels))
}

#[test]
fn nesting_is_refused_before_it_takes_too_much_stack() {
    with_small_stack(|| {
        let bombs = [
            nested("(", "1", ")", 100_000),
            nested("[", "1", "]", 100_000),
            nested("{a=", "1", "}", 100_000),
            nested("[for x in y : ", "1", "]", 100_000),
            nested("{for x in y : x => ", "1", "}", 100_000),
            nested("f(", "1", ")", 100_000),
            nested("a[", "0", "]", 100_000),
            nested("\"${", "1", "}\"", 100_000),
            nested("\"%{ if ", "1", " }%{ endif }\"", 100_000),
            nested("\"%{ if a }", "", "%{ endif }\"", 1).replace("a }", &"a }%{ if b }".repeat(100_000)),
            nested("a ? ", "1", " : b", 100_000),
            nested("a ? b : ", "1", "", 100_000),
            nested("!", "true", "", 100_000),
            nested("-", "1", "", 100_000),
            nested("1 + ", "1", "", 100_000),
            nested("1 || 1 && 1 == 1 < 1 + 1 * ", "1", "", 100_000),
            nested("", "f()", ".x", 100_000),
            nested("", "f()", "[0]", 100_000),
            nested("", "a", "[*]", 100_000),
            nested("", "a", ".*[b]", 100_000),
        ];
        for bomb in bombs {
            let (tree, diags) = parse_expr(Origin::none(), &bomb);
            assert!(tree.is_none() && diags.has_errors(), "{}", &bomb[..40]);
        }
        assert!(parse_file(FileId::NONE, &"a {\n".repeat(100_000)).diags.has_errors());
        assert!(parse_template(Origin::none(), &"%{ if a }".repeat(100_000)).1.has_errors());
    });
}

#[test]
fn nesting_that_is_allowed_fits_the_stack() {
    with_small_stack(|| {
        for (open, middle, close) in [
            ("(", "1", ")"),
            ("[", "1", "]"),
            ("{a=", "1", "}"),
            ("f(", "1", ")"),
            ("\"${", "1", "}\""),
            ("[for x in y : ", "1", "]"),
            ("a[b.", "c", "]"),
            ("", "f()", ".x"),
            ("!", "a", ""),
            ("1 + ", "1", ""),
        ] {
            let text = nested(open, middle, close, 60);
            let (tree, diags) = parse_expr(Origin::none(), &text);
            assert!(tree.is_some(), "{diags:?}");
        }
        let text = format!("{}{}", "a {\n".repeat(120), "}\n".repeat(120));
        assert!(!parse_file(FileId::NONE, &text).diags.has_errors());
    });
}

#[test]
fn too_deep_names_the_place() {
    let shown = expression(&nested("(", "1", ")", 500));
    assert!(shown.starts_with("error: Nested too deeply\n"), "{shown}");
    assert!(shown.contains("at 1:129"), "{shown}");
}

#[test]
fn time_is_linear_where_a_careless_parser_takes_its_square() {
    for text in [
        "<".repeat(100_000),
        "<<A ".repeat(30_000),
        "\"\n".repeat(50_000),
        "a = \"\n".repeat(20_000),
        format!("a = \"{}\"", "x\n".repeat(50_000)),
        format!("a = {}{}", "(".repeat(50_000), "]".repeat(50_000)),
        "a = [\n".repeat(20_000),
        "a {\n  b = \"${\n".repeat(30_000),
        format!("a = 1{}", ".".repeat(100_000)),
        "/*".repeat(50_000),
        "a = <<A\n".repeat(20_000),
        format!("a = <<A\n{}", "A x\n".repeat(100_000)),
        "#\n".repeat(50_000),
        format!("a = ({})", "\n#\n".repeat(100_000)),
        "a = 1\n".repeat(20_000),
    ] {
        drop(parse_file(FileId::NONE, &text));
    }
}

/// Texts that mutations start from: every form of the language.
const SEEDS: [&str; 4] = [
    "a = 1 + 2 * -f(x, y...) ? b.c[0].*.d : [for i, x in y : x if z]\n",
    "resource \"a\" b {\n  c = { d = \"e ${f(\"g\")} $${h}\", (i) : j }\n  k { l = <<-EOT\n    m ${n ~}\n  EOT\n  }\n}\n",
    "a = \"%{ if b ~} c %{~ else } d %{ endif }%{ for k, v in m }${k}%{ endfor }\" # é\n",
    "a = {for k, v in m : k => v...}\nb = provider::c::d(1.5e3, null)[*].e\n/* f */ g = <<EOT\n\\n %%{\nEOT\n",
];

#[test]
fn any_change_of_a_file_is_parsed_or_refused() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let pieces: Vec<&str> =
        SEEDS.iter().flat_map(|seed| seed.split_inclusive([' ', '{', '}', '"', '(', '\n'])).collect();
    for _ in 0..4_000 {
        let mut text: Vec<char> = SEEDS[random.below(SEEDS.len())].chars().collect();
        for _ in 0..=random.below(4) {
            let at = random.below(text.len() + 1);
            let end = (at + random.below(6)).min(text.len());
            let piece = pieces[random.below(pieces.len())];
            let replacement: Vec<char> = if random.below(3) == 0 { Vec::new() } else { piece.chars().collect() };
            text.splice(at..end, replacement);
        }
        let text: String = text.into_iter().collect();
        let shown = file(&text);
        let (tree, diags) = parse_expr(Origin::none(), &text);
        assert_eq!(tree.is_none(), diags.has_errors(), "{text:?}");
        let (tree, diags) = parse_template(Origin::none(), &text);
        assert_eq!(tree.is_none(), diags.has_errors(), "{text:?}");
        assert!(!shown.is_empty() || text.trim().is_empty() || errors(&text).is_empty(), "{text:?}");
    }
}

/// Numbers that look random and are the same in every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap_or(0)
    }
}
