resource "terraform_data" "a" { input = 2 }
resource "terraform_data" "b" {
  input = 1
  lifecycle {
    precondition {
      condition     = terraform_data.a.input == 1
      error_message = "a must be 1."
    }
  }
}
