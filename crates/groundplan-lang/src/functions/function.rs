use groundplan_value::{Type, Value};

use super::{CallContext, FunctionError};

/// The definition of a function.
#[derive(Debug)]
pub struct Function {
    /// The name that expressions call it by, without a namespace unless it has one of its own.
    pub name: &'static str,
    /// One sentence: what it is for.
    pub description: &'static str,
    /// The arguments that must be given, in order.
    pub parameters: &'static [Parameter],
    /// What any number of arguments after those may be; none are allowed without it.
    pub variadic: Option<Parameter>,
    /// What type the result has.
    pub returns: Returns,
    /// Whether a result that is not known yet is known not to be null.
    pub not_null: bool,
    /// What it needs from outside.
    pub kind: Kind,
    /// What it does.
    pub implementation: Implementation,
}

/// A parameter of a function.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// The name that messages use.
    pub name: &'static str,
    /// What it is, in one phrase.
    pub description: &'static str,
    /// The type constraint to which the argument is converted.
    pub ty: fn() -> Type,
    /// Whether the function sees nulls; else they are an error.
    pub allow_null: bool,
    /// Whether the function sees an argument that is not known; else the result is unknown.
    pub allow_unknown: bool,
    /// Whether the function sees an argument of which not even the type is known; else the result is unknown and of any
    /// type.
    pub allow_dynamic: bool,
    /// Whether the function sees marks and puts them on its result itself; else they go from the argument, at whatever
    /// depth, to the result as a whole.
    pub allow_marked: bool,
}

/// What type the result of a function has, also while its arguments are not known.
#[derive(Clone, Copy, Debug)]
pub enum Returns {
    /// Always this type.
    Type(fn() -> Type),
    /// A type that depends on the arguments. Is asked only when a result must stay unknown.
    Of(fn(&[Value]) -> Result<Type, FunctionError>),
}

/// What kind of thing a function depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// On its arguments only.
    Pure,
    /// On the moment or on chance: a plan cannot know the result.
    Impure,
    /// On files: not to be called from `templatestring`.
    Filesystem,
    /// On a template that it renders: not to be called from a template that a function renders.
    Template,
}

/// What a function does.
#[derive(Clone, Copy, Debug)]
pub enum Implementation {
    /// Computes the result from arguments that are of the parameters' types and as its flags allow.
    Plain(fn(&CallContext, &[Value]) -> Result<Value, FunctionError>),
    /// The evaluator handles the call, since it must see the argument expressions, not their values.
    SpecialForm,
}

impl Function {
    /// What most functions have in common, for definitions to start from.
    pub(super) const DEFAULT: Self = Self {
        name: "",
        description: "",
        parameters: &[],
        variadic: None,
        returns: Returns::Type(types::any),
        not_null: true,
        kind: Kind::Pure,
        implementation: Implementation::SpecialForm,
    };

    /// The parameter for an argument, counted from 0.
    #[must_use]
    pub fn parameter(&self, index: usize) -> Option<&Parameter> {
        self.parameters.get(index).or(self.variadic.as_ref())
    }
}

impl Parameter {
    /// A parameter of a type that takes neither nulls nor unknown values nor marks.
    pub(super) const fn new(name: &'static str, ty: fn() -> Type, description: &'static str) -> Self {
        Self {
            name,
            description,
            ty,
            allow_null: false,
            allow_unknown: false,
            allow_dynamic: false,
            allow_marked: false,
        }
    }

    pub(super) const fn any(name: &'static str, description: &'static str) -> Self {
        Self::new(name, types::any, description)
    }

    pub(super) const fn string(name: &'static str, description: &'static str) -> Self {
        Self::new(name, types::string, description)
    }

    pub(super) const fn number(name: &'static str, description: &'static str) -> Self {
        Self::new(name, types::number, description)
    }

    pub(super) const fn nullable(self) -> Self {
        Self { allow_null: true, ..self }
    }

    pub(super) const fn unknown(self) -> Self {
        Self { allow_unknown: true, ..self }
    }

    pub(super) const fn dynamic(self) -> Self {
        Self { allow_dynamic: true, ..self }
    }

    pub(super) const fn marked(self) -> Self {
        Self { allow_marked: true, ..self }
    }

    /// Takes whatever there is.
    pub(super) const fn anything(self) -> Self {
        self.nullable().unknown().dynamic().marked()
    }
}

/// Type constraints of parameters and results.
pub(super) mod types {
    use groundplan_value::Type;

    pub(in crate::functions) fn any() -> Type {
        Type::Dynamic
    }

    pub(in crate::functions) fn bool() -> Type {
        Type::Bool
    }

    pub(in crate::functions) fn number() -> Type {
        Type::Number
    }

    pub(in crate::functions) fn string() -> Type {
        Type::String
    }

    pub(in crate::functions) fn list_of_any() -> Type {
        Type::list(Type::Dynamic)
    }

    pub(in crate::functions) fn list_of_bool() -> Type {
        Type::list(Type::Bool)
    }

    pub(in crate::functions) fn list_of_number() -> Type {
        Type::list(Type::Number)
    }

    pub(in crate::functions) fn list_of_string() -> Type {
        Type::list(Type::String)
    }

    pub(in crate::functions) fn set_of_any() -> Type {
        Type::set(Type::Dynamic)
    }

    pub(in crate::functions) fn set_of_string() -> Type {
        Type::set(Type::String)
    }

    pub(in crate::functions) fn map_of_any() -> Type {
        Type::map(Type::Dynamic)
    }

    pub(in crate::functions) fn map_of_lists_of_string() -> Type {
        Type::map(Type::list(Type::String))
    }
}
