variable "password" {
  type      = string
  default   = "hunter3"
  sensitive = true
}
resource "terraform_data" "text" { input = "another line" }
resource "terraform_data" "number" { input = 12345678901234567891.5 }
resource "terraform_data" "flag" { input = false }
resource "terraform_data" "list" { input = ["a", "b", "new", "c", "e", "f", "h"] }
resource "terraform_data" "objects" {
  input = [{ name = "a", port = 1 }, { name = "b", port = 22 }, { name = "c", port = 3 }]
}
resource "terraform_data" "nested" {
  input = {
    "quoted key" = 2
    plain        = { inner = [1, 2, 4], other = null, same = "same" }
    none         = "some"
    flag         = false
    added        = terraform_data.new.id
  }
}
resource "terraform_data" "document" {
  input = <<-EOT
    first
    second changed
    third
      indented $${dollar} %%{percent}
    fourth
    fifth
  EOT
}
resource "terraform_data" "json" {
  input = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:Get*", "s3:Put*", "s3:List*"], Resource = "*", Sid = "x" }] })
}
resource "terraform_data" "json_list" { input = jsonencode(["a", { b = 2 }, "c"]) }
resource "terraform_data" "json_space" { input = "{\"a\": 1, \"b\":[1,2]}" }
resource "terraform_data" "secret" { input = var.password }
resource "terraform_data" "secret_inside" { input = { user = "root", password = var.password, roles = ["a", var.password] } }
resource "terraform_data" "type_change" { input = ["list"] }
resource "terraform_data" "quotes" { input = "a \"quoted\" \\ back\tslash ünï ->" }
resource "terraform_data" "empty" { input = "filled" }
resource "terraform_data" "empty_list" { input = ["filled"] }
resource "terraform_data" "empty_map" { input = { filled = true } }
resource "terraform_data" "same" { input = "same" }
resource "terraform_data" "new" { input = { a = 1, b = ["x", "y"], c = "multi\nline\n", d = jsonencode({ e = 1 }), f = null } }
output "text" { value = terraform_data.text.output }
output "object" { value = { a = 1, b = [1, 3], c = { d = "f" }, "f g" = null } }
output "secret" {
  value     = var.password
  sensitive = true
}
output "list" { value = ["x", "z"] }
output "document" { value = "line 1\nline two\n" }
output "set" { value = toset(["p", "r"]) }
output "map" { value = tomap({ k1 = "v1", k3 = "v2" }) }
output "number" { value = 1e30 }
output "added" { value = { id = terraform_data.new.id, n = 1 } }
output "empty" { value = ["x"] }
