variable "secret" {
  default   = "s1"
  sensitive = true
}
resource "aws_vpc" "tags" {
  cidr_block = "10.9.0.0/16"
  tags = { Empty = "", Blank = "x", Name = "n", name = "low", id = "i", zone = "z", "with space" = "v", gone = "", secret = var.secret }
}
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.tags.id
  cidr_block = "10.9.1.0/24"
}
resource "aws_launch_template" "lt" {
  name          = "typed"
  image_id      = "ami-12c6146b"
  instance_type = "t3.small"
  user_data     = base64encode("x")
}
resource "aws_autoscaling_group" "asg" {
  name                 = "typed"
  min_size             = 0
  max_size             = 1
  vpc_zone_identifier  = [aws_subnet.a.id]
  termination_policies = ["OldestInstance", "OldestLaunchTemplate", "Default"]
  enabled_metrics      = ["GroupMinSize", "GroupMaxSize"]
  launch_template { id = aws_launch_template.lt.id }
  tag {
    key                 = "A"
    value               = "1"
    propagate_at_launch = true
  }
  tag {
    key                 = "B"
    value               = "2"
    propagate_at_launch = false
  }
}
resource "aws_lb_target_group" "tg" {
  name     = "typed"
  port     = 80
  protocol = "HTTP"
  vpc_id   = aws_vpc.tags.id
  health_check {
    path    = "/"
    matcher = "200"
  }
}
resource "aws_ssm_document" "doc" {
  name          = "typed"
  document_type = "Command"
  content = jsonencode({ schemaVersion = "2.2", description = "d", parameters = {}, mainSteps = [{ action = "aws:runShellScript", name = "run", inputs = { runCommand = ["ls", "pwd"] } }] })
}
resource "aws_cloudwatch_log_group" "forget" { name = "typed-forget" }
resource "aws_security_group" "dyn" {
  name   = "dyn"
  vpc_id = aws_vpc.tags.id
}
resource "aws_route53_zone" "z" { name = "example.test" }
resource "aws_route53_record" "r" {
  zone_id = aws_route53_zone.z.id
  name    = "a"
  type    = "A"
  ttl     = 60
  records = ["10.0.0.1", "10.0.0.2", "10.0.0.3"]
}
resource "aws_dynamodb_table" "t" {
  name         = "typed"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
}
resource "aws_iam_user" "u" { name = "u" }
