variable "input" { type = string }
resource "terraform_data" "leaf" { input = var.input }
