# Applied with one resource and one output, then destroyed: what remains is an empty state with its lineage.
resource "terraform_data" "gone" {}
output "id" { value = terraform_data.gone.id }
