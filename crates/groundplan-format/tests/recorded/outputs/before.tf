output "typed_list" { value = tolist(["a", "b"]) }
output "typed_empty" { value = tolist([]) }
output "typed_map_empty" { value = tomap({}) }
output "set_numbers" { value = toset([3, 1, 2]) }
output "null_string" { value = tostring(null) }
output "list_nulls" { value = tolist(["a", null]) }
output "map_nulls" { value = tomap({ a = "x", b = null }) }
output "objects" { value = tolist([{ a = 1, b = tostring(null) }]) }
output "multi" { value = "a\nb" }
output "multi_eot" { value = "a\nEOT\n" }
output "nested_multi" { value = { a = "x\ny\n", b = ["p\nq", { c = "r\ns\n" }] } }
output "quotes" { value = "say \"hi\" $${x} %%{y} \\ \t é \u001b[0m" }
output "quoted-name" { value = true }
output "map_of_lists" { value = tomap({ a = tolist(["x"]), b = tolist([]) }) }
output "tuple" { value = ["a", 1, true, null, {}] }
output "empty_object" { value = {} }
output "number" { value = 0.1 }
output "big" { value = 123456789012345678901234567890 }
output "secret" {
  value     = { a = 1 }
  sensitive = true
}
output "json" { value = jsonencode({ a = 1 }) }
output "dynamic_set" { value = toset([["a"], ["b"]]) }
output "key_specials" { value = { "a b" = 1, "$${x}" = 2, "q\"" = 3 } }
