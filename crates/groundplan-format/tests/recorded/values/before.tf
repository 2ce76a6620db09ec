variable "password" {
  type      = string
  default   = "hunter2"
  sensitive = true
}
resource "terraform_data" "text" { input = "one line" }
resource "terraform_data" "number" { input = 12345678901234567890.5 }
resource "terraform_data" "flag" { input = true }
resource "terraform_data" "list" { input = ["a", "b", "c", "d", "e", "f", "g"] }
resource "terraform_data" "objects" {
  input = [{ name = "a", port = 1 }, { name = "b", port = 2 }, { name = "c", port = 3 }]
}
resource "terraform_data" "nested" {
  input = {
    "quoted key" = 1
    plain        = { inner = [1, 2, 3], other = "x", same = "same" }
    none         = null
    flag         = false
    longer_name  = "v"
  }
}
resource "terraform_data" "document" {
  input = <<-EOT
    first
    second
    third
      indented $${dollar} %%{percent}
    fourth
  EOT
}
resource "terraform_data" "json" {
  input = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:Get*", "s3:List*"], Resource = "*" }] })
}
resource "terraform_data" "json_list" { input = jsonencode(["a", { b = 1 }]) }
resource "terraform_data" "json_space" { input = "{\"a\":1,\"b\":[1,2]}" }
resource "terraform_data" "secret" { input = var.password }
resource "terraform_data" "secret_inside" { input = { user = "admin", password = var.password, roles = ["a", var.password] } }
resource "terraform_data" "type_change" { input = "text" }
resource "terraform_data" "quotes" { input = "a \"quoted\" \\ back\tslash ünï → ${"$"}{x}" }
resource "terraform_data" "empty" { input = "" }
resource "terraform_data" "empty_list" { input = [] }
resource "terraform_data" "empty_map" { input = {} }
resource "terraform_data" "gone" { input = { a = 1, b = ["x", "y"], c = "multi\nline\n" } }
resource "terraform_data" "same" { input = "same" }
output "text" { value = terraform_data.text.output }
output "object" { value = { a = 1, b = [1, 2, 3], c = { d = "e" }, "f g" = null } }
output "secret" {
  value     = var.password
  sensitive = true
}
output "list" { value = ["x", "y", "z"] }
output "removed" { value = "bye" }
output "document" { value = "line 1\nline 2\n" }
output "set" { value = toset(["p", "q"]) }
output "map" { value = tomap({ k1 = "v1", k2 = "v2" }) }
output "number" { value = 1e30 }
output "empty" { value = [] }
