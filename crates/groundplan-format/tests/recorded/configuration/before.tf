terraform {
  required_version = ">= 1.5"
}
variable "name" {
  type        = string
  description = "A name."
  default     = "n"
}
variable "secret" {
  type      = string
  sensitive = true
  default   = null
}
variable "object" {
  type    = object({ a = string, b = optional(number, 1) })
  default = { a = "x" }
  validation {
    condition     = var.object.a != ""
    error_message = "a must not be empty."
  }
}
locals { upper = upper(var.name) }
resource "terraform_data" "first" {
  count = 2
  input = [local.upper, count.index]
  provisioner "local-exec" {
    command = "echo ${self.id}"
  }
}
resource "terraform_data" "each" {
  for_each   = toset([var.name])
  input      = terraform_data.first[0].id
  depends_on = [terraform_data.first]
  lifecycle {
    postcondition {
      condition     = self.id != ""
      error_message = "There must be an id."
    }
  }
}
module "child" {
  source   = "./child"
  for_each = toset(["a"])
  name     = each.key
}
data "terraform_remote_state" "other" {
  backend = "local"
  config  = { path = "${path.module}/none.tfstate" }
  defaults = { x = 1 }
}
output "all" {
  description = "All of them."
  value       = terraform_data.each[*]
  depends_on  = [module.child]
}
output "name" { value = "${var.name}-${module.child["a"].name}" }
check "name" {
  assert {
    condition     = var.name == "m"
    error_message = "The name is ${var.name}."
  }
}
