variable "user" {
  default   = "admin"
  sensitive = true
}
resource "aws_launch_template" "app" {
  name          = "app"
  image_id      = "ami-12c6146b"
  instance_type = "t3.small"
  block_device_mappings {
    device_name = "/dev/sda1"
    ebs {
      volume_size = 20
      encrypted   = true
    }
  }
  metadata_options { http_tokens = "required" }
}
resource "aws_instance" "app" {
  ami           = "ami-12c6146b"
  instance_type = "t3.small"
  root_block_device {
    volume_size = 10
    encrypted   = true
  }
  user_data = "#!/bin/sh\necho 1\n"
  tags      = { Name = "app", Owner = var.user }
}
resource "aws_ssm_parameter" "secret" {
  name  = "/app/secret"
  type  = "SecureString"
  value = "one"
}
