# A create whose provisioner fails leaves a tainted object.
resource "terraform_data" "tainted" {
  input = "x"
  provisioner "local-exec" { command = "exit 1" }
}
