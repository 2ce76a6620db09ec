variable "s" {
  default   = "v"
  sensitive = true
}
resource "terraform_data" "becomes" { input = "v" }
resource "terraform_data" "ceases" { input = var.s }
resource "terraform_data" "list" { input = ["a", "b"] }
output "becomes" { value = "v" }
output "ceases" {
  value     = "v"
  sensitive = true
}
