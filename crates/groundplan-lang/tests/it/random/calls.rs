//! What random calls of functions are given, where the types of parameters do not say enough.

use super::grammar::Kind;

/// Arguments of functions; the last one is repeated, or left out, where the function takes any number.
pub(super) fn arguments(function: &str) -> Option<&'static [Kind]> {
    use Kind::*;
    let each: &[Kind] = match function {
        "alltrue" | "anytrue" => &[Bools],
        "chunklist" => &[Sequence, Small],
        "cidrhost" => &[Cidr, Small],
        "cidrnetmask" => &[Cidr],
        "cidrsubnet" => &[Cidr, Small, Small],
        "cidrsubnets" => &[Cidr, Small],
        "coalesce" => &[Scalar],
        "coalescelist" | "concat" | "setproduct" => &[Sequence],
        "setintersection" | "setunion" | "setsubtract" => &[Strings],
        "contains" | "index" => &[Sequence, Scalar],
        "distinct" | "flatten" | "one" | "reverse" => &[Sequence],
        "sort" | "compact" => &[Strings],
        "csvdecode" => &[Csv],
        "element" => &[Sequence, Small],
        "format" | "formatlist" => &[Verbs, Any],
        "formatdate" => &[DateFormat, Time],
        "indent" => &[Small, Text],
        "join" => &[Text, Strings],
        "jsondecode" => &[Json],
        "yamldecode" => &[Yaml],
        "keys" | "values" => &[Mapping],
        "length" => &[Any],
        "lookup" => &[Mapping, Key, Scalar],
        "matchkeys" => &[Sequence, Sequence, Sequence],
        "merge" => &[Mapping],
        "parseint" => &[Digits, Small],
        "pow" | "log" => &[Small, Small],
        "range" => &[Small],
        "regex" | "regexall" => &[Pattern, Text],
        "replace" => &[Text, Pattern, Text],
        "slice" => &[Sequence, Small, Small],
        "substr" => &[Text, Small, Small],
        "sum" => &[Numbers],
        "base64decode" => &[Base64],
        "textdecodebase64" => &[Base64, Charset],
        "textencodebase64" => &[Text, Charset],
        "timeadd" => &[Time, Duration],
        "timecmp" => &[Time, Time],
        "transpose" => &[Mapping],
        "zipmap" => &[Strings, Sequence],
        "fileexists" | "file" | "filebase64" | "filemd5" => &[File],
        "sensitive" | "nonsensitive" | "issensitive" | "ephemeralasnull" | "jsonencode" | "yamlencode" | "try"
        | "can" | "tolist" | "toset" | "tomap" => &[Any],
        "tostring" | "tonumber" | "tobool" => &[Scalar],
        _ => return None,
    };
    Some(each)
}

/// Functions that the two sides cannot agree on, since they depend on the moment, on chance, or on the machine, and one that
/// needs a key.
pub(super) const LEFT_OUT: &[&str] = &[
    "timestamp",
    "plantimestamp",
    "uuid",
    "bcrypt",
    "rsadecrypt",
    "abspath",
    "pathexpand",
    "templatefile",
    "templatestring",
];

/// Texts that are of use somewhere.
pub(super) fn texts(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Cidr => {
            &["10.0.0.0/8", "192.168.1.0/24", "fd00::/48", "10.1.2.3/16", "10.0.0.0", "::/0", "0.0.0.0/0", "x/y"]
        }
        Kind::Csv => &["a,b\\n1,2\\n", "a\\n", "a,b\\n1\\n", "\\\"x y\\\",z\\n1,\\\"2,3\\\"\\n", ""],
        Kind::Verbs => &[
            "%s",
            "%d",
            "%v",
            "%q",
            "%05.2f",
            "%#v",
            "%s-%s",
            "%t",
            "%x",
            "%%",
            "%[2]s%[1]s",
            "%-6s|",
            "%e",
            "%b",
            "%s %d",
        ],
        Kind::DateFormat => &["YYYY-MM-DD", "DD MMM YYYY hh:mm ZZZ", "EEEE, h:mm aa", "'on' D", "X", "ss Z"],
        Kind::Time => &[
            "2024-02-29T12:30:00Z",
            "1999-12-31T23:59:59-05:00",
            "2024-13-01T00:00:00Z",
            "2000-01-01T00:00:00.5Z",
            "today",
        ],
        Kind::Duration => &["1h", "-90m", "1h30m10.5s", "720h", "1d", ""],
        Kind::Json => &[
            "{\\\"a\\\": [1, 2.50, null], \\\"b\\\": {}}",
            "[]",
            "\\\"x\\\"",
            "1e3",
            "{",
            "[true, \\\"\\\\u00e9\\\"]",
            "",
        ],
        Kind::Yaml => &[
            "a: 1\\nb: [x, y]\\n",
            "- 1\\n- true\\n- null\\n- ~\\n",
            "x",
            "a: &x {b: 0x1f}\\nc: *x\\n",
            "'1'",
            "a:\\n  - b: |\\n      t\\n",
            "2024-01-02",
            "",
        ],
        Kind::Pattern => &[
            "[a-z]+",
            "(\\\\w+) (\\\\w+)",
            "(?P<first>.)(?P<rest>.*)",
            "l",
            "/l+/",
            "^$",
            "(",
            "[[:alpha:]]",
            "\\\\d*",
            "a|b",
            "o(.)?",
            "/(o)/",
        ],
        Kind::Digits => &["ff", "101", "-12", "zz", "1_000", "", "08"],
        Kind::Base64 => &["aGVsbG8=", "aGVsbG8", "w6k=", "/w==", "", "!"],
        Kind::Charset => &["UTF-16LE", "ISO-8859-1", "Shift_JIS", "windows-1252", "utf-8", "nothing"],
        Kind::File => &["hello.txt", "binary.bin", "nothing.txt", "site/index.html", "site"],
        Kind::Key => &["a", "k", "n", "0", "missing"],
        _ => &[
            "",
            "a",
            "Hello",
            "two words",
            "  pad\\t",
            "éü 日本",
            "a\\nb",
            "x,y,z",
            "Ａ",
            "%%{",
            "e\\u0301",
            "tab\\\\",
            "q\\\"q",
            "👍🏽",
            "10",
            "true",
            "1.50",
        ],
    }
}
