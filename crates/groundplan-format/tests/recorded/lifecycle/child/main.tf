resource "terraform_data" "inner" { input = "inner" }
output "id" { value = terraform_data.inner.id }
