# Sensitive values at the root, in attributes, in list and map elements.
variable "secret" {
  type      = string
  default   = "hunter2"
  sensitive = true
}
resource "terraform_data" "whole" { input = var.secret }
resource "terraform_data" "list" { input = ["open", var.secret] }
resource "terraform_data" "map" { input = tomap({ "a.b" = var.secret, c = "open" }) }
resource "terraform_data" "object" { input = { open = "o", deep = { list = ["a", var.secret] } } }
output "secret" {
  value     = terraform_data.object.output
  sensitive = true
}
