variable "n" {
  type    = number
  default = "x"
}
locals {
  a = nope()
}
resource "terraform_data" "a" {
  inptu = var.missing
  input = [
    local.b,
  ]
}
