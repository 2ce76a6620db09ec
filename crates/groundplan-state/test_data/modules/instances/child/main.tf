variable "input" { type = any }
resource "terraform_data" "child" {
  input = var.input
  lifecycle { create_before_destroy = true }
}
module "grandchild" {
  source = "./grandchild"
  input  = terraform_data.child.id
}
