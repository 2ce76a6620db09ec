variable "user" {
  default   = "root"
  sensitive = true
}
resource "aws_launch_template" "app" {
  name          = "app"
  image_id      = "ami-12c6146b"
  instance_type = "t3.large"
  block_device_mappings {
    device_name = "/dev/sda1"
    ebs {
      volume_size = 40
      encrypted   = true
    }
  }
  block_device_mappings {
    device_name = "/dev/sdb"
    ebs { volume_size = 100 }
  }
  metadata_options { http_tokens = "required" }
  monitoring { enabled = true }
}
resource "aws_instance" "app" {
  ami           = "ami-12c6146b"
  instance_type = "t3.small"
  root_block_device {
    volume_size = 20
    encrypted   = true
  }
  user_data                   = "#!/bin/sh\necho 2\n"
  user_data_replace_on_change = true
  tags                        = { Name = "app", Owner = var.user }
}
resource "aws_instance" "second" {
  ami           = "ami-12c6146b"
  instance_type = "t3.small"
  subnet_id     = aws_subnet.x.id
}
resource "aws_vpc" "x" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "x" {
  vpc_id     = aws_vpc.x.id
  cidr_block = "10.0.0.0/24"
}
resource "aws_ssm_parameter" "secret" {
  name  = "/app/secret"
  type  = "SecureString"
  value = "two"
}
resource "aws_autoscaling_group" "app" {
  name                = "app"
  min_size            = 1
  max_size            = 2
  vpc_zone_identifier = [aws_subnet.x.id]
  launch_template {
    id      = aws_launch_template.app.id
    version = "$Latest"
  }
  tag {
    key                 = "Name"
    value               = "app"
    propagate_at_launch = true
  }
}
