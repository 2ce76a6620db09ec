variable "secret" {
  default   = "s2"
  sensitive = true
}
resource "aws_vpc" "tags" {
  cidr_block = "10.9.0.0/16"
  tags = { Empty = "full", Blank = "", Name = "n", name = "low", id = "i", zone = "z2", "with space" = "w", added = "", secret = var.secret, script = "a\nb\n", json = jsonencode({ a = 1 }) }
}
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.tags.id
  cidr_block = "10.9.1.0/24"
}
resource "aws_subnet" "b" {
  vpc_id     = aws_vpc.tags.id
  cidr_block = "10.9.2.0/24"
}
resource "aws_launch_template" "lt" {
  name          = "typed"
  image_id      = "ami-12c6146b"
  instance_type = "t3.small"
  user_data     = base64encode("y")
  tag_specifications {
    resource_type = "instance"
    tags          = { A = "1", B = var.secret }
  }
}
resource "aws_autoscaling_group" "asg" {
  name                 = "typed"
  min_size             = 0
  max_size             = 1
  vpc_zone_identifier  = [aws_subnet.a.id, aws_subnet.b.id]
  termination_policies = ["OldestInstance", "NewestInstance", "OldestLaunchTemplate", "Default"]
  enabled_metrics      = ["GroupMinSize", "GroupDesiredCapacity"]
  launch_template {
    id      = aws_launch_template.lt.id
    version = aws_launch_template.lt.latest_version
  }
  tag {
    key                 = "A"
    value               = "1"
    propagate_at_launch = true
  }
  tag {
    key                 = "B"
    value               = "3"
    propagate_at_launch = false
  }
}
resource "aws_lb_target_group" "tg" {
  name     = "typed"
  port     = 8080
  protocol = "HTTP"
  vpc_id   = aws_vpc.tags.id
  health_check {
    path    = "/up"
    matcher = "200"
  }
  stickiness {
    type = "lb_cookie"
  }
}
resource "aws_ssm_document" "doc" {
  name          = "typed"
  document_type = "Command"
  content = jsonencode({ schemaVersion = "2.2", description = "d\ne\n", parameters = {}, mainSteps = [{ action = "aws:runShellScript", name = "run", inputs = { runCommand = ["ls", "cd", "pwd"] } }] })
}
removed {
  from = aws_cloudwatch_log_group.forget
  lifecycle { destroy = false }
}
resource "aws_security_group" "dyn" {
  name   = "dyn"
  vpc_id = aws_vpc.tags.id
  dynamic "ingress" {
    for_each = toset([aws_subnet.b.cidr_block])
    content {
      from_port   = 1
      to_port     = 2
      protocol    = "tcp"
      cidr_blocks = [aws_eip.x.public_ip]
    }
  }
}
resource "aws_eip" "x" { domain = "vpc" }
resource "aws_route53_zone" "z" { name = "example.test" }
resource "aws_route53_record" "r" {
  zone_id = aws_route53_zone.z.id
  name    = "a"
  type    = "A"
  ttl     = 60
  records = ["10.0.0.1", "10.0.0.4", "10.0.0.3", "10.0.0.0", aws_eip.x.public_ip]
}
resource "aws_dynamodb_table" "t" {
  name         = "typed"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "key"
  attribute {
    name = "key"
    type = "S"
  }
}
resource "aws_iam_user" "u" {
  name = "u"
  path = "/p/"
}
resource "aws_lb_listener_rule" "rule" {
  listener_arn = "arn:aws:elasticloadbalancing:us-west-2:123456789012:listener/app/x/1/2"
  action {
    type = "forward"
    forward {
      target_group {
        arn    = aws_lb_target_group.tg.arn
        weight = 80
      }
      target_group {
        arn = "arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/x/1"
      }
    }
  }
  condition {
    path_pattern { values = ["/a/*", "/b/*"] }
  }
  condition {
    host_header { values = [var.secret] }
  }
}
resource "aws_cloudfront_function" "f" {
  name    = "f"
  runtime = "cloudfront-js-2.0"
  code    = "function handler(e) {\n  return e.request;\n}\n"
}
resource "aws_db_instance" "db" {
  instance_class      = "db.t3.micro"
  username            = "u"
  password            = var.secret
  allocated_storage   = 10
  engine              = "postgres"
  skip_final_snapshot = true
  identifier          = "typed"
}
