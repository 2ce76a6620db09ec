provider "aws" {
  region = "us-west-2"
}

module "lambda" {
  source = "../.."

  name        = "acme-dev-echo"
  description = "Answers with the event that it was called with."
  code        = { zip_path = "${path.module}/echo.zip", handler = "echo.handle", runtime = "python3.13" }
}

output "lambda" {
  value = module.lambda
}
