# Outputs of every type, with the characters that JSON writers disagree on.
output "bool" { value = true }
output "dynamic" { value = jsondecode("{\"a\":[1,\"two\",null]}") }
output "empty_list" { value = [] }
output "empty_object" { value = {} }
output "escapes" { value = "<a href=\"x\">&amp;</a> \\ / tab:\t newline:\n return:\r bell:\u0007 back:\u0008 feed:\u000c del:\u007f line:\u2028 para:\u2029 emoji:\U0001F600 é e\u0301" }
output "list" { value = tolist(["b", "a"]) }
output "map" { value = tomap({ "b" = 1, "a" = 2, "<k>&" = 3 }) }
output "null" { value = null }
output "number_big" { value = 123456789012345678901234567890 }
output "number_exponent" { value = 1.5e300 }
output "number_fraction" { value = 0.1 }
output "number_negative" { value = -0.000001 }
output "number_third" { value = 1 / 3 }
output "object" { value = { name = "n", nested = { list = [1, 2.50], set = toset(["y", "x"]) } } }
output "secret" {
  value     = "hunter2"
  sensitive = true
}
output "set" { value = toset([3, 1, 2]) }
output "string" { value = "plain" }
output "tuple" { value = ["a", 1, true, null] }
