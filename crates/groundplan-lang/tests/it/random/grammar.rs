use groundplan_lang::functions::{lookup, names};
use groundplan_value::Type;

use super::calls::{LEFT_OUT, arguments, texts};
use super::dice::Dice;
use super::module::VARIABLES;

/// What an expression should be; now and then it is something else, so that there are errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Any,
    Scalar,
    Text,
    Number,
    /// A small whole number.
    Small,
    Bool,
    /// A list, set or tuple.
    Sequence,
    Strings,
    Numbers,
    Bools,
    /// A map or object.
    Mapping,
    Cidr,
    Csv,
    Verbs,
    DateFormat,
    Time,
    Duration,
    Json,
    Yaml,
    Pattern,
    Digits,
    Base64,
    Charset,
    File,
    Key,
}

/// Writes random expressions.
pub(super) struct Writer {
    pub(super) dice: Dice,
    functions: Vec<&'static str>,
    /// Names that the `for` expressions around bind.
    bound: Vec<String>,
}

impl Writer {
    pub(super) fn new(seed: u64) -> Self {
        let functions = names().filter(|name| !name.contains("::") && !LEFT_OUT.contains(name)).collect();
        Self { dice: Dice::new(seed), functions, bound: Vec::new() }
    }

    /// An expression with at most so many levels.
    pub(super) fn expression(&mut self) -> String {
        let levels = 1 + self.dice.roll(4);
        self.expr(Kind::Any, levels)
    }

    fn expr(&mut self, kind: Kind, levels: usize) -> String {
        let kind = if self.dice.once_in(25) { Kind::Any } else { kind };
        if levels == 0 || self.dice.once_in(6) {
            return self.leaf(kind);
        }
        match self.dice.roll(14) {
            0 | 1 => self.conditional(kind, levels - 1),
            2 => self.access(levels - 1),
            3 => format!("({})", self.expr(kind, levels - 1)),
            4..=8 => self.call(kind, levels - 1),
            _ => self.made(kind, levels - 1),
        }
    }

    /// What makes a value of a kind with the syntax alone.
    fn made(&mut self, kind: Kind, levels: usize) -> String {
        match kind {
            Kind::Any => {
                let kind = *self.dice.pick(&[Kind::Text, Kind::Number, Kind::Bool, Kind::Sequence, Kind::Mapping]);
                self.made(kind, levels)
            }
            Kind::Scalar => {
                let kind = *self.dice.pick(&[Kind::Text, Kind::Number, Kind::Bool]);
                self.made(kind, levels)
            }
            Kind::Number => self.arithmetic(levels),
            Kind::Bool => self.comparison(levels),
            Kind::Text => self.template(levels),
            Kind::Sequence => self.sequence(Kind::Any, levels),
            Kind::Strings => self.sequence(Kind::Text, levels),
            Kind::Numbers => self.sequence(Kind::Number, levels),
            Kind::Bools => self.sequence(Kind::Bool, levels),
            Kind::Mapping => self.mapping(levels),
            _ => self.leaf(kind),
        }
    }

    fn leaf(&mut self, kind: Kind) -> String {
        if self.dice.once_in(12) {
            return "null".into();
        }
        if !self.bound.is_empty() && self.dice.once_in(3) {
            let at = self.dice.roll(self.bound.len());
            return self.bound[at].clone();
        }
        match kind {
            Kind::Any | Kind::Scalar => {
                let kinds = [Kind::Text, Kind::Number, Kind::Bool, Kind::Sequence, Kind::Mapping];
                let kind = *self.dice.pick(if kind == Kind::Any { &kinds } else { &kinds[..3] });
                self.leaf(kind)
            }
            Kind::Number if self.dice.once_in(3) => self.named("number"),
            Kind::Number => {
                let numbers = [
                    "0",
                    "1",
                    "-1",
                    "2",
                    "10",
                    "3.25",
                    "0.1",
                    "1e3",
                    "-7.5",
                    "1e-5",
                    "123456789012345678901",
                    "\"5\"",
                    "0.30",
                ];
                (*self.dice.pick(&numbers)).into()
            }
            Kind::Small => (*self.dice.pick(&["0", "1", "2", "3", "4", "-1", "16", "2.5", "8"])).into(),
            Kind::Bool if self.dice.once_in(3) => self.named("bool"),
            Kind::Bool => (*self.dice.pick(&["true", "false", "\"true\""])).into(),
            Kind::Sequence => {
                let names = ["list", "set", "numbers", "mixed", "objects"];
                let name = *self.dice.pick(&names);
                if self.dice.once_in(5) { "[]".into() } else { self.named(name) }
            }
            Kind::Strings | Kind::Bools => {
                let name = *self.dice.pick(&["list", "set"]);
                self.named(name)
            }
            Kind::Numbers => self.named("numbers"),
            Kind::Mapping => {
                let name = *self.dice.pick(&["map", "object", "part"]);
                if self.dice.once_in(5) { "{}".into() } else { self.named(name) }
            }
            Kind::Text if self.dice.once_in(3) => self.named("text"),
            _ => format!("\"{}\"", self.dice.pick(texts(kind))),
        }
    }

    /// A local value or a variable of a name, or where there is none, another.
    fn named(&mut self, name: &str) -> String {
        const LOCALS: &[&str] = &[
            "text", "empty", "lines", "list", "numbers", "set", "map", "object", "objects", "nothing", "part", "mixed",
        ];
        let is_variable = VARIABLES.iter().any(|(variable, ..)| *variable == name);
        let local = LOCALS.contains(&name);
        match self.dice.roll(8) {
            0 if is_variable => format!("var.secret_{name}"),
            1 if is_variable => format!("var.passing_{name}"),
            2..=4 if is_variable => format!("var.{name}"),
            _ if local => format!("local.{name}"),
            5 => "var.any".into(),
            _ if is_variable => format!("var.{name}"),
            _ => "local.nothing".into(),
        }
    }

    fn arithmetic(&mut self, levels: usize) -> String {
        let (a, b) = (self.expr(Kind::Number, levels), self.expr(Kind::Number, levels));
        match self.dice.roll(7) {
            0 => format!("-{a}"),
            1 => format!("length({})", self.expr(Kind::Sequence, levels)),
            roll => format!("{a} {} {b}", ["+", "-", "*", "/", "%"][roll - 2]),
        }
    }

    fn comparison(&mut self, levels: usize) -> String {
        let operand = if self.dice.once_in(2) { Kind::Bool } else { Kind::Any };
        match self.dice.roll(9) {
            0 => format!("!{}", self.expr(Kind::Bool, levels)),
            1 => format!("{} && {}", self.expr(Kind::Bool, levels), self.expr(Kind::Bool, levels)),
            2 => format!("{} || {}", self.expr(Kind::Bool, levels), self.expr(Kind::Bool, levels)),
            roll @ (3 | 4) => {
                let operator = if roll == 3 { "==" } else { "!=" };
                format!("{} {operator} {}", self.expr(operand, levels), self.expr(operand, levels))
            }
            roll => {
                let operator = ["<", "<=", ">", ">="][roll - 5];
                format!("{} {operator} {}", self.expr(Kind::Number, levels), self.expr(Kind::Number, levels))
            }
        }
    }

    fn conditional(&mut self, kind: Kind, levels: usize) -> String {
        let condition = self.expr(Kind::Bool, levels);
        format!("{condition} ? {} : {}", self.expr(kind, levels), self.expr(kind, levels))
    }

    fn access(&mut self, levels: usize) -> String {
        let (sequence, mapping) = (self.expr(Kind::Sequence, levels), self.expr(Kind::Mapping, levels));
        match self.dice.roll(9) {
            0 => format!("({sequence})[{}]", self.expr(Kind::Small, levels)),
            1 => format!("({mapping})[{}]", self.expr(Kind::Key, levels)),
            2 => format!("({mapping}).{}", self.dice.pick(&["a", "k", "n", "known", "later"])),
            3 => format!("({sequence})[*]"),
            4 => format!("({sequence})[*].{}", self.dice.pick(&["id", "n", "a"])),
            5 => format!("({sequence}).*.{}", self.dice.pick(&["id", "n"])),
            6 => format!("({})[*]", self.expr(Kind::Any, levels)),
            7 => format!(
                "local.objects[{}].{}",
                self.dice.pick(&["0", "1", "2", "var.number", "-1"]),
                self.dice.pick(&["id", "n"])
            ),
            _ => format!("{}.0", self.named("list")),
        }
    }

    fn template(&mut self, levels: usize) -> String {
        let text = self.dice.pick(texts(Kind::Text));
        let part = self.expr(Kind::Scalar, levels);
        match self.dice.roll(7) {
            0 => format!("\"${{{part}}}\""),
            1 => format!("\"{text}${{{part}}}\""),
            2 => format!("\"${{{part}}} ${{~ {} ~}} {text}\"", self.expr(Kind::Text, levels)),
            3 => {
                let condition = self.expr(Kind::Bool, levels);
                let mark = *self.dice.pick(&["", "~"]);
                format!("\"a %{{ if {condition} {mark}}} {text} %{{ else }}${{{part}}}%{{ endif {mark}}} b\"")
            }
            4 => {
                let sequence = self.expr(Kind::Sequence, levels);
                format!("\"%{{ for x in {sequence} }}<${{x}}>%{{ endfor }}\"")
            }
            5 => {
                let flush = *self.dice.pick(&["", "-"]);
                format!("<<{flush}EOT\n    one ${{{}}}\n      two\n    EOT\n", part.replace('\n', " "))
            }
            _ => format!("\"{text}\""),
        }
    }

    fn sequence(&mut self, element: Kind, levels: usize) -> String {
        match self.dice.roll(8) {
            0 => {
                let each = self.bind("each", |writer| writer.expr(element, levels));
                let collection = self.expr(Kind::Sequence, levels);
                let condition = self.bind("each", |writer| writer.condition(levels));
                format!("[for each in {collection} : {each}{condition}]")
            }
            1 => {
                let each = self.bind("k", |writer| writer.bind("v", |writer| writer.expr(element, levels)));
                let collection = self.expr(Kind::Mapping, levels);
                format!("[for k, v in {collection} : {each}]")
            }
            2 => format!("tolist({})", self.sequence(element, levels)),
            3 => format!("toset({})", self.sequence(element, levels)),
            _ => {
                let count = self.dice.roll(4);
                let elements: Vec<String> = (0..count).map(|_| self.expr(element, levels)).collect();
                let end = if count > 0 && self.dice.once_in(8) { "," } else { "" };
                format!("[{}{end}]", elements.join(", "))
            }
        }
    }

    fn mapping(&mut self, levels: usize) -> String {
        match self.dice.roll(7) {
            0 => {
                let (key, value) = self.bind("k", |writer| {
                    writer.bind("v", |writer| (writer.expr(Kind::Text, 0), writer.expr(Kind::Any, levels)))
                });
                let group = *self.dice.pick(&["", "", "..."]);
                let collection = self.expr(Kind::Mapping, levels);
                format!("{{for k, v in {collection} : {key} => {value}{group}}}")
            }
            1 => {
                let value = self.bind("each", |writer| writer.expr(Kind::Any, levels));
                let group = *self.dice.pick(&["", "..."]);
                let condition = self.bind("each", |writer| writer.condition(levels));
                format!("{{for each in {} : each => {value}{group}{condition}}}", self.expr(Kind::Strings, levels))
            }
            2 => format!("tomap({})", self.mapping(levels)),
            _ => {
                let count = self.dice.roll(4);
                let items: Vec<String> = (0..count)
                    .map(|_| {
                        let key = match self.dice.roll(6) {
                            0 => format!("({})", self.expr(Kind::Key, levels)),
                            1 => "\"x ${var.secret_number}\"".to_owned(),
                            _ => (*self.dice.pick(&["a", "k", "n", "\"b c\"", "id"])).to_owned(),
                        };
                        format!("{key} {} {}", self.dice.pick(&["=", ":"]), self.expr(Kind::Any, levels))
                    })
                    .collect();
                format!("{{{}}}", items.join(", "))
            }
        }
    }

    fn condition(&mut self, levels: usize) -> String {
        if self.dice.once_in(3) { format!(" if {}", self.expr(Kind::Bool, levels)) } else { String::new() }
    }

    fn bind<T>(&mut self, name: &str, inner: impl FnOnce(&mut Self) -> T) -> T {
        self.bound.push(name.to_owned());
        let result = inner(self);
        self.bound.pop();
        result
    }

    /// A call of a function that gives the kind, or of any.
    fn call(&mut self, kind: Kind, levels: usize) -> String {
        let mut name = *self.dice.pick(&self.functions.clone());
        for _ in 0..6 {
            if gives(name, kind) {
                break;
            }
            name = *self.dice.pick(&self.functions.clone());
        }
        let mut arguments: Vec<String> = self.kinds(name).into_iter().map(|kind| self.expr(kind, levels)).collect();
        if self.dice.once_in(60) {
            arguments.pop();
        }
        let spread = if !arguments.is_empty() && self.dice.once_in(20) { "..." } else { "" };
        format!("{name}({}{spread})", arguments.join(", "))
    }

    fn kinds(&mut self, name: &str) -> Vec<Kind> {
        let function = lookup(name).unwrap();
        let (least, any) = (function.parameters.len(), function.variadic.is_some());
        let count = if any { least + self.dice.roll(4) } else { least };
        match arguments(name) {
            Some(kinds) => (0..count).map(|at| *kinds.get(at).unwrap_or_else(|| kinds.last().unwrap())).collect(),
            None => (0..count).map(|at| of_type(&(function.parameter(at).unwrap().ty)())).collect(),
        }
    }
}

fn of_type(ty: &Type) -> Kind {
    match ty {
        Type::String => Kind::Text,
        Type::Number => Kind::Number,
        Type::Bool => Kind::Bool,
        Type::List(_) | Type::Set(_) | Type::Tuple(_) => Kind::Sequence,
        Type::Map(_) | Type::Object(_) => Kind::Mapping,
        Type::Dynamic => Kind::Any,
    }
}

/// Whether the result of a function is of a kind, as far as its definition tells.
fn gives(name: &str, kind: Kind) -> bool {
    use groundplan_lang::functions::Returns;
    let ty = match lookup(name).unwrap().returns {
        Returns::Type(ty) => ty(),
        Returns::Of(_) => return true,
    };
    let given = of_type(&ty);
    given == Kind::Any
        || match kind {
            Kind::Any => true,
            Kind::Scalar => matches!(given, Kind::Text | Kind::Number | Kind::Bool),
            Kind::Number | Kind::Small => given == Kind::Number,
            Kind::Bool => given == Kind::Bool,
            Kind::Sequence | Kind::Strings | Kind::Numbers | Kind::Bools => given == Kind::Sequence,
            Kind::Mapping => given == Kind::Mapping,
            _ => given == Kind::Text,
        }
}
