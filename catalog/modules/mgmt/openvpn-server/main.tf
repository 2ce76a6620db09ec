locals {
  _arn_prefix = "arn:${data.aws_partition.current.partition}"
  _account_id = data.aws_caller_identity.current.account_id
  _region     = data.aws_region.current.id

  full_name = "openvpn-${var.name}"

  # What the image is told at every start. It holds no secret: the keys are made on the server, and kept in the bucket.
  server_settings = jsonencode({
    name                  = var.name
    region                = local._region
    log_group_name        = local.log_group_name
    backup_bucket_name    = aws_s3_bucket.backup.id
    kms_key_arn           = aws_kms_key.this.arn
    queue_urls            = { for kind, queue in aws_sqs_queue.this : kind => queue.url }
    response_queue_prefix = local.response_queue_prefix
    remote                = var.dns == null ? aws_eip.this.public_ip : var.dns.name
    port                  = var.vpn.port
    protocol              = var.vpn.protocol
    client_cidr_block     = var.vpn.client_cidr_block
    routed_cidr_blocks    = var.vpn.routed_cidr_blocks
    search_domains        = var.vpn.search_domains
    certificate_authority = var.certificate_authority
  })

  ami_id = var.image.ssm_parameter == null ? var.image.ami_id : one(data.aws_ssm_parameter.image[*].insecure_value)
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

# Looked up by the plan, not by the launch: that a newer image takes the place of the running one is then seen before.
data "aws_ssm_parameter" "image" {
  count = var.image.ssm_parameter == null ? 0 : 1

  name = var.image.ssm_parameter
}

resource "aws_launch_template" "this" {
  #checkov:skip=CKV_AWS_88: Clients come from the internet, and the server takes its Elastic IP itself, through the internet.
  name                   = local.full_name
  image_id               = local.ami_id
  instance_type          = var.instance.type
  update_default_version = true
  tags                   = var.tags

  user_data = base64encode(templatefile("${path.module}/user-data.sh.tftpl", {
    allocation_id = aws_eip.this.allocation_id
    region        = local._region
    settings      = base64encode(local.server_settings)
  }))

  block_device_mappings {
    device_name = var.image.root_device_name

    ebs {
      delete_on_termination = true
      encrypted             = true
      volume_size           = var.instance.disk_gib
      volume_type           = "gp3"
    }
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.this.arn
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_put_response_hop_limit = 1
    http_tokens                 = "required"
    instance_metadata_tags      = "disabled"
  }

  monitoring {
    enabled = true
  }

  network_interfaces {
    associate_public_ip_address = true
    delete_on_termination       = true
    security_groups             = [aws_security_group.this.id]
  }

  dynamic "tag_specifications" {
    for_each = toset(["instance", "network-interface", "volume"])

    content {
      resource_type = tag_specifications.key
      tags          = merge(var.tags, { Name = local.full_name })
    }
  }
}

# A group of one: a server that dies is replaced, in another zone if need be, and takes over the address and the keys.
resource "aws_autoscaling_group" "this" {
  name                      = local.full_name
  min_size                  = 1
  max_size                  = 1
  desired_capacity          = 1
  vpc_zone_identifier       = var.subnet_ids
  health_check_type         = "EC2"
  health_check_grace_period = 300
  enabled_metrics           = ["GroupDesiredCapacity", "GroupInServiceInstances"]
  max_instance_lifetime     = var.instance.maximum_days == null ? null : var.instance.maximum_days * 86400

  launch_template {
    id      = aws_launch_template.this.id
    version = aws_launch_template.this.latest_version
  }

  # There is one address: the old server goes before the new one comes.
  instance_refresh {
    strategy = "Rolling"

    preferences {
      instance_warmup        = 120
      min_healthy_percentage = 0
    }
  }

  dynamic "tag" {
    for_each = merge(var.tags, { Name = local.full_name })

    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = false # the launch template does it, for volumes too
    }
  }

  # A server that starts finds its queues, keys and permissions.
  depends_on = [
    aws_iam_role_policy.this,
    aws_iam_role_policy_attachment.given,
    aws_s3_bucket_policy.backup,
    aws_vpc_security_group_egress_rule.aws,
    aws_vpc_security_group_ingress_rule.clients,
  ]
}
