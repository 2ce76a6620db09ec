use std::sync::Arc;

use groundplan_diag::Span;
use groundplan_value::{Number, Value};

use super::{Ident, Template};

/// An expression and its place in the source.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands, without surrounding white space; parentheses included for [`ExprKind::Parens`].
    pub span: Span,
}

/// The forms of an expression (HCL native syntax specification, "Expressions").
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A number, `true`, `false` or `null`. Strings are templates.
    Literal(Value),
    /// A quoted string or a heredoc, with or without interpolations.
    Template(Template),
    /// A name with static steps: `aws_vpc.main.id`, `var.x[0]["k"]`. The way to refer to anything outside.
    Traversal(Traversal),
    /// A static step on what is not a plain name: `f(x).id`, `(a).b`, `a[i].b`.
    Step(Box<Expr>, Step),
    /// An index by an expression that is not a literal: `a[var.i]`, or on what is not a plain name.
    Index(Box<Index>),
    /// `a.*.b` or `a[*].b`.
    Splat(Box<Splat>),
    /// The element of the innermost enclosing [`ExprKind::Splat`]; occurs in [`Splat::each`] only.
    SplatItem,
    /// `name(args)`.
    Call(Call),
    /// `c ? a : b`.
    Conditional(Box<Conditional>),
    /// `a + b`.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `-a`, `!a`.
    Unary(UnaryOp, Box<Expr>),
    /// `[a, b]`.
    Tuple(Vec<Expr>),
    /// `{ a = b }`; a key may be given twice, then the last one wins.
    Object(Vec<ObjectItem>),
    /// `[for x in xs : x]` or `{for k, v in m : k => v}`.
    For(Box<ForExpr>),
    /// `(a)`: kept, because a name in parentheses as an object key is a reference and not a name.
    Parens(Box<Expr>),
}

/// A name and the static steps on it.
#[derive(Clone, Debug)]
pub struct Traversal {
    /// The first name.
    pub root: Ident,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

impl Traversal {
    /// From the first name to the last step.
    #[must_use]
    pub fn span(&self) -> Span {
        self.steps.last().map_or(self.root.span, |step| self.root.span.to(step.span()))
    }
}

/// One static step.
#[derive(Clone, Debug)]
pub enum Step {
    /// `.name`; the span includes the dot.
    Attr(Arc<str>, Span),
    /// `["key"]`; the span includes the brackets.
    Key(Arc<str>, Span),
    /// `[0]`, or the legacy form `.0`.
    Index(Number, Span),
}

impl Step {
    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Attr(_, span) | Self::Key(_, span) | Self::Index(_, span) => *span,
        }
    }
}

/// `collection[key]` with any expressions.
#[derive(Clone, Debug)]
pub struct Index {
    /// What is indexed.
    pub collection: Expr,
    /// The key.
    pub key: Expr,
    /// The brackets and what they hold.
    pub brackets: Span,
}

/// A splat expression.
#[derive(Clone, Debug)]
pub struct Splat {
    /// The list, or a single value, which then counts as a list of one, or null as a list of none.
    pub source: Expr,
    /// What is done with each element; its innermost operand is [`ExprKind::SplatItem`].
    pub each: Expr,
    /// The `.*` or `[*]` itself.
    pub marker: Span,
}

/// A function call.
#[derive(Clone, Debug)]
pub struct Call {
    /// The name, with its namespace as written: `upper`, `provider::aws::arn_parse`.
    pub name: Ident,
    /// The arguments.
    pub args: Vec<Expr>,
    /// Whether the last argument is followed by `...` and stands for many.
    pub expand_last: bool,
    /// From the opening to the closing parenthesis.
    pub parens: Span,
}

/// `condition ? then : otherwise`.
#[derive(Clone, Debug)]
pub struct Conditional {
    /// The condition.
    pub condition: Expr,
    /// The value when it is true.
    pub then: Expr,
    /// The value when it is false.
    pub otherwise: Expr,
}

/// Binary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `&&`
    And,
    /// `||`
    Or,
}

/// Unary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    /// `-`
    Negate,
    /// `!`
    Not,
}

/// One item of an object constructor.
#[derive(Clone, Debug)]
pub struct ObjectItem {
    /// The key.
    pub key: ObjectKey,
    /// The value.
    pub value: Expr,
}

/// The key of an object constructor's item.
#[derive(Clone, Debug)]
pub enum ObjectKey {
    /// A bare name, taken as a string.
    Name(Ident),
    /// Any other expression; what it gives is converted to a string.
    Expr(Expr),
}

impl ObjectKey {
    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Name(name) => name.span,
            Self::Expr(expr) => expr.span,
        }
    }
}

/// A `for` expression.
#[derive(Clone, Debug)]
pub struct ForExpr {
    /// The name of the key or index, if given.
    pub key_var: Option<Ident>,
    /// The name of the value.
    pub value_var: Ident,
    /// What is walked.
    pub collection: Expr,
    /// What is made of each element.
    pub kind: ForKind,
    /// The `if` condition.
    pub condition: Option<Expr>,
}

/// What a `for` expression makes.
#[derive(Clone, Debug)]
pub enum ForKind {
    /// `[for … : value]`
    Tuple {
        /// Each element.
        value: Expr,
    },
    /// `{for … : key => value}`, with `group` for a following `...`.
    Object {
        /// Each key.
        key: Expr,
        /// Each value.
        value: Expr,
        /// Whether values with the same key are collected in a tuple.
        group: bool,
    },
}
