# Check results: passed, failed and without objects, for variables, resources, outputs and check blocks.
variable "size" {
  type    = number
  default = 3
  validation {
    condition     = var.size > 0
    error_message = "size must be positive."
  }
}
resource "terraform_data" "checked" {
  for_each = toset(["a", "b"])
  input    = var.size
  lifecycle {
    precondition {
      condition     = var.size < 10
      error_message = "too big"
    }
  }
}
resource "terraform_data" "none" {
  count = 0
  lifecycle {
    precondition {
      condition     = var.size < 10
      error_message = "too big"
    }
  }
}
check "failing" {
  assert {
    condition     = terraform_data.checked["a"].output == 4
    error_message = "output is not <4>"
  }
}
output "size" {
  value = var.size
  precondition {
    condition     = var.size != 5
    error_message = "five"
  }
}
