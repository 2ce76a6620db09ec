use expect_test::expect;

use super::{check, check_messages};

#[test]
fn variables_have_types_and_defaults() {
    check(
        r#"
//- main.tf
variable "none" {}
variable "any" { type = any }
variable "text" {
  type        = string
  default     = 5
  description = "A text."
}
variable "legacy_list" { type = list }
variable "options" {
  type = object({
    name  = string
    size  = optional(number, 10)
    parts = optional(list(object({ on = optional(bool, true) })), [])
    pair  = optional(tuple([string, object({ x = optional(string) })]))
  })
  default  = { name = "a" }
  nullable = false
}
variable "secret" {
  type      = string
  default   = null
  sensitive = true
  ephemeral = true
  validation {
    condition     = var.secret == null || length(var.secret) > 3
    error_message = "Too short."
  }
}
"#,
        &expect![[r#"
            module in .
            variable any: any
            variable legacy_list: list(any)
            variable none: any, literal
            variable options: object({ name = string, pair = optional(tuple([string, object({ x = optional(string) })])), parts = optional(list(object({ on = optional(bool) }))), size = optional(number) }), not nullable, default {"name": "a", "pair": null(tuple([string, object({ x = string })])), "parts": [], "size": 10}, TypeDefaults { attributes: {"parts": [], "size": 10}, children: {"parts": TypeDefaults { attributes: {}, children: {"": TypeDefaults { attributes: {"on": true}, children: {} }} }} }
            variable secret: string, literal, sensitive, ephemeral, default null(string)
              validation var.secret == null || length(var.secret) > 3
            variable text: string, literal, default "5", described as "A text."
        "#]],
    );
}

#[test]
fn wrong_types_are_refused_with_the_way_out() {
    check_messages(
        r#"
//- main.tf
variable "a" { type = "string" }
variable "b" { type = "list" }
variable "c" { type = list }
variable "d" { type = list() }
variable "e" { type = strng }
variable "f" { type = string(x) }
variable "g" { type = object({ "a" = string, b = optional(), c = optional(string, []), c = any }) }
variable "h" { type = optional(string) }
variable "i" { type = tuple(string) }
variable "j" { type = set(var.x) }
variable "k" { type = [string] }
variable "l" { type = object([string]) }
variable "m" { type = object({ a = optional(string, upper("x"), 3) }) }
variable "n" { type = vector(string) }
"#,
        &expect![[r#"
            error: Invalid quoted type constraints
              Type constraints are written without quotes. Those of Terraform 0.11 and earlier were quoted.
              --> main.tf:1:23: `"string"`
              help: write it as `string`
            error: Invalid quoted type constraints
              Type constraints are written without quotes. Those of Terraform 0.11 and earlier were quoted.
              --> main.tf:2:23: `"list"`
              help: write it as `list(string)`
            error: Invalid type specification
              The list type constructor requires one argument specifying the element type.
              --> main.tf:4:27: `()`
            error: Invalid type specification
              The keyword "strng" is not a valid type specification.
              --> main.tf:5:23: `strng`
            error: Invalid type specification
              Primitive type keyword "string" does not expect arguments.
              --> main.tf:6:29: `(x)`
            error: Invalid type specification
              Object constructor map keys must be attribute names.
              --> main.tf:7:32: `"a"`
            error: Invalid type specification
              Optional attribute modifier requires the attribute type as its argument.
              --> main.tf:7:58: `()`
            error: Invalid default value for optional attribute
              This default value is not compatible with the attribute's type constraint: string required.
              --> main.tf:7:83: `[]`
            error: Invalid type specification
              Object constructor map keys must be unique.
              --> main.tf:7:88: `c`
            error: Invalid type specification
              Keyword "optional" is valid only as a modifier for object type attributes.
              --> main.tf:8:23: `optional`
            error: Invalid type specification
              Tuple type constructor requires a list of element types.
              --> main.tf:9:29: `string`
            error: Invalid type specification
              A type specification is either a primitive type keyword (bool, number, string) or a complex type constructor call, like list(string).
              --> main.tf:10:27: `var.x`
            error: Invalid type specification
              A type specification is either a primitive type keyword (bool, number, string) or a complex type constructor call, like list(string).
              --> main.tf:11:23: `[string]`
            error: Invalid type specification
              Object type constructor requires a map whose keys are attribute names and whose values are the corresponding attribute types.
              --> main.tf:12:30: `[string]`
            error: Invalid type specification
              Optional attribute modifier expects at most two arguments: the attribute type, and a default value.
              --> main.tf:13:44: `(string, upper("x"), 3)`
            error: Invalid type specification
              Keyword "vector" is not a valid type constructor.
              --> main.tf:14:23: `vector(string)`
        "#]],
    );
}

#[test]
fn wrong_variables_are_refused() {
    check_messages(
        r#"
//- a.tf
variable "count" {}
variable "1st" {}
variable "twice" {}
variable "number" {
  type    = number
  default = "one"
}
variable "object" {
  type    = object({ a = list(number) })
  default = { a = [1, "x"] }
}
variable "not_null" {
  default  = null
  nullable = false
}
variable "constant" {
  default = var.twice
}
variable "called" {
  default     = upper("a")
  descripton  = "typo"
  sensitive   = "maybe"
  description = null
}
variable "validated" {
  validation {
    condition     = var.twice > 1
    error_message = "No."
  }
  validation {
    condition     = true
    error_message = "No."
  }
  validation {}
}
//- b.tf
variable "twice" {}
variable {}
variable "a" "b" {}
"#,
        &expect![[r#"
            error: Invalid variable name
              The variable name "count" is reserved due to its special meaning inside module blocks.
              --> a.tf:1:10: `"count"`
            error: Invalid variable name
              A name must start with a letter or underscore and may contain only letters, digits, underscores, and dashes.
              --> a.tf:2:10: `"1st"`
            error: Invalid default value for variable
              This default value is not compatible with the variable's type constraint: a number is required.
              --> a.tf:6:13: `"one"`
            error: Invalid default value for variable
              This default value is not compatible with the variable's type constraint: .a[1]: a number is required.
              --> a.tf:10:13: `{ a = [1, "x"] }`
            error: Invalid default value for variable
              A null default value is not valid when nullable=false.
              --> a.tf:13:14: `null`
            error: Variables not allowed
              Variables may not be used here.
              --> a.tf:17:13: `var.twice`
            error: Function calls not allowed
              Functions may not be called here.
              --> a.tf:20:17: `upper`
            error: Unsupported argument
              An argument named "descripton" is not expected here.
              --> a.tf:21:3: `descripton` unknown argument
              help: an argument with a similar name exists: `description`
            error: Unsuitable value type
              Unsuitable value: a bool is required.
              --> a.tf:22:17: `"maybe"`
            error: Unsuitable value type
              Unsuitable value: null value is not allowed.
              --> a.tf:23:17: `null`
            error: Invalid variable validation condition
              The condition for variable "validated" must refer to var.validated in order to test incoming values.
              --> a.tf:27:21: `var.twice > 1`
            error: Invalid validation expression
              The condition expression must refer to at least one object from elsewhere in the configuration, or else its result would not be checking anything.
              --> a.tf:31:21: `true`
            error: Missing required argument
              The argument "condition" is required, but no definition was found.
              --> a.tf:34:3: `validation`
            error: Missing required argument
              The argument "error_message" is required, but no definition was found.
              --> a.tf:34:3: `validation`
            error: Duplicate variable declaration
              There is already a variable named "twice". Names must be unique within a module.
              --> b.tf:1:1: `variable "twice"` declared again
              --> a.tf:3:1: `variable "twice"` first declared here
            error: Missing block label
              All variable blocks must have 1 labels (name).
              --> b.tf:2:1: `variable` the name is missing
            error: Extraneous block label
              Only 1 labels (name) are expected for variable blocks.
              --> b.tf:3:14: `"b"` one label too many
        "#]],
    );
}
