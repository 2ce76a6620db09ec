variable "s" {
  default   = "v"
  sensitive = true
}
resource "terraform_data" "becomes" { input = var.s }
resource "terraform_data" "ceases" { input = nonsensitive(var.s) }
resource "terraform_data" "list" { input = [var.s, "b"] }
output "becomes" {
  value     = "v"
  sensitive = true
}
output "ceases" { value = "v" }
