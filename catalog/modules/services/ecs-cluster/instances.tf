# Each kind of instances is an Auto Scaling group of its own, which ECS makes as large as tasks need it.

locals {
  _image_parameters = {
    arm64  = "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id"
    x86_64 = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
  }

  instances = {
    for name, kind in var.instances : name => merge(kind, {
      # Auto Scaling looks the image up whenever it starts an instance: those that replace old ones are patched.
      image_id = "resolve:ssm:${local._image_parameters[kind.architecture]}"
      user_data = base64encode(join("\n", [
        "#!/bin/bash",
        "cat >> /etc/ecs/ecs.config <<'CONFIG'",
        "ECS_CLUSTER=${aws_ecs_cluster.this.name}",
        "ECS_AWSVPC_BLOCK_IMDS=true", # Tasks have roles of their own, and no business with the instance's.
        "ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM=ec2_instance",
        "ECS_ENABLE_SPOT_INSTANCE_DRAINING=true",
        "CONFIG",
        "",
      ]))
    })
  }
}

resource "aws_launch_template" "this" {
  for_each = local.instances

  name                   = "ecs-${var.name}-${each.key}"
  description            = "Instances ${each.key} of the ECS cluster ${var.name}."
  image_id               = each.value.image_id
  instance_type          = each.value.instance_type
  update_default_version = true
  user_data              = each.value.user_data
  vpc_security_group_ids = aws_security_group.instances[*].id
  tags                   = var.tags

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      # With the account's own key for disks where one is set (landingzone/region-baseline).
      encrypted             = true
      volume_type           = "gp3"
      volume_size           = each.value.disk_gb
      delete_on_termination = true
    }
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.instances[0].arn
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_put_response_hop_limit = 1
    http_tokens                 = "required"
  }

  monitoring {
    enabled = true
  }

  dynamic "tag_specifications" {
    for_each = toset(["instance", "volume"])

    content {
      resource_type = tag_specifications.value
      tags          = merge(var.tags, { Name = "ecs-${var.name}-${each.key}" })
    }
  }
}

resource "aws_autoscaling_group" "this" {
  for_each = local.instances

  name                  = "ecs-${var.name}-${each.key}"
  min_size              = each.value.min_size
  max_size              = each.value.max_size
  vpc_zone_identifier   = var.subnet_ids
  max_instance_lifetime = each.value.max_lifetime_days * 24 * 60 * 60
  # ECS protects the instances that tasks run on, and only it takes the others away.
  protect_from_scale_in = true
  enabled_metrics       = ["GroupDesiredCapacity", "GroupInServiceInstances", "GroupMaxSize", "GroupPendingInstances", "GroupTerminatingInstances"]

  launch_template {
    id      = aws_launch_template.this[each.key].id
    version = aws_launch_template.this[each.key].latest_version
  }

  instance_refresh {
    strategy = "Rolling"

    preferences {
      min_healthy_percentage       = 100
      max_healthy_percentage       = 200
      scale_in_protected_instances = "Refresh" # ECS drains an instance before it goes.
    }
  }

  dynamic "tag" {
    # ECS tags the groups that it manages with the first.
    for_each = merge(var.tags, { AmazonECSManaged = "", Name = "ecs-${var.name}-${each.key}" })

    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }

  lifecycle {
    ignore_changes = [desired_capacity] # ECS decides.
  }

  depends_on = [aws_iam_role_policy_attachment.instances, aws_vpc_security_group_egress_rule.instances]
}

resource "aws_ecs_capacity_provider" "this" {
  for_each = local.instances

  name = "${var.name}-${each.key}"
  tags = var.tags

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.this[each.key].arn
    managed_draining               = "ENABLED"
    managed_termination_protection = "ENABLED"

    managed_scaling {
      status                    = "ENABLED"
      target_capacity           = each.value.target_capacity_percent
      instance_warmup_period    = each.value.warmup_seconds
      minimum_scaling_step_size = 1
      maximum_scaling_step_size = 10
    }
  }
}

resource "aws_security_group" "instances" {
  count = length(var.instances) == 0 ? 0 : 1

  name        = "ecs-${var.name}-instances"
  description = "Instances of the ECS cluster ${var.name}. Tasks have security groups of their own."
  vpc_id      = var.vpc_id
  tags        = merge(var.tags, { Name = "ecs-${var.name}-instances" })
}

resource "aws_vpc_security_group_egress_rule" "instances" {
  count = length(var.instances) == 0 ? 0 : 1

  security_group_id = aws_security_group.instances[0].id
  description       = "AWS's APIs, registries of images, packages"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  tags              = var.tags
}
