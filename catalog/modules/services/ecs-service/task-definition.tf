locals {
  port_name = "main"

  log_options = {
    awslogs-group         = aws_cloudwatch_log_group.this.name
    awslogs-region        = local.region
    awslogs-create-group  = "false"
    mode                  = "non-blocking" # An application does not stop where its logs cannot be delivered.
    max-buffer-size       = "25m"
    awslogs-stream-prefix = "task"
  }

  # Which image the service runs is said by the code, or by a parameter that the pipeline writes.
  image = one(concat(aws_ssm_parameter.image[*].insecure_value, var.deployment.image_from_parameter ? [] : [var.container.image]))

  # Everybody may write to folders in memory. Empty volumes belong to root, unless the image has a VOLUME there.
  _containers = merge(
    { (var.name) = merge(var.container, { essential = true, after = { for name, sidecar in var.task.sidecars : name => sidecar.ready if sidecar.ready != null } }) },
    { for name, sidecar in var.task.sidecars : name => merge(sidecar, { port = null, after = {} }) },
  )
  volumes = merge([
    for name, container in local._containers : {
      for path in container.volume_paths : "${name}${replace(replace(path, "/[^A-Za-z0-9_-]/", "-"), "/-+$/", "")}" => { container = name, path = path }
    }
  ]...)

  container_definitions = {
    for name, container in local._containers : name => merge(
      {
        for key, value in {
          name                   = name
          essential              = container.essential
          readonlyRootFilesystem = container.read_only_root_filesystem
          user                   = container.user
          command                = container.command
          entryPoint             = container.entry_point
          cpu                    = container.cpu
          memory                 = container.memory
          stopTimeout            = container.stop_seconds
          environment            = [for key in sort(keys(container.environment)) : { name = key, value = container.environment[key] }]
          secrets                = [for key in sort(keys(container.secrets)) : { name = key, valueFrom = container.secrets[key] }]
          mountPoints            = [for volume, mount in local.volumes : { sourceVolume = volume, containerPath = mount.path, readOnly = false } if mount.container == name]
          dependsOn              = [for other in sort(keys(container.after)) : { containerName = other, condition = container.after[other] }]
          linuxParameters = merge(
            { initProcessEnabled = true, capabilities = { add = [], drop = ["ALL"] } },
            { for key, paths in { tmpfs = container.writable_paths } : key => [for path in sort(keys(paths)) : { containerPath = path, size = paths[path], mountOptions = ["nodev", "noexec", "nosuid"] }] if length(paths) > 0 },
          )
          logConfiguration = { logDriver = "awslogs", options = local.log_options }
          volumesFrom      = []
          systemControls   = []
        } : key => value if value != null
      },
      {
        image = container.image
        portMappings = [
          for port in container.port[*] : {
            for key, value in {
              name          = local.port_name
              containerPort = port
              hostPort      = port
              protocol      = "tcp"
              appProtocol   = local.service_connect ? local.app_protocol : null
            } : key => value if value != null
          }
        ]
      },
      {
        for key, check in { healthCheck = container.health_check } : key => {
          command                       = check.command
          interval                      = check.interval_seconds
          retries                       = check.retries
          startPeriod                   = check.start_seconds
          timeout                       = check.timeout_seconds
        } if check != null
      },
    )
  }
}

resource "aws_ecs_task_definition" "this" {
  for_each = local.tracks

  #checkov:skip=CKV_AWS_336: The root file system can be written to only where container.read_only_root_filesystem says so.
  family                   = "${var.cluster.name}-${each.value.name}"
  cpu                      = var.task.cpu
  memory                   = var.task.memory
  network_mode             = "awsvpc"
  requires_compatibilities = [local.on_fargate ? "FARGATE" : "EC2"]
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn
  track_latest             = var.deployment.image_from_parameter # The pipeline makes revisions of its own.
  tags                     = var.tags

  container_definitions = jsonencode([
    for name in concat([var.name], keys(var.task.sidecars)) :
    name == var.name ? merge(local.container_definitions[name], { image = each.value.image }) : local.container_definitions[name]
  ])

  runtime_platform {
    cpu_architecture        = var.task.architecture
    operating_system_family = "LINUX"
  }

  dynamic "ephemeral_storage" {
    for_each = var.task.storage_gb[*]

    content {
      size_in_gib = ephemeral_storage.value
    }
  }

  dynamic "volume" {
    for_each = local.volumes

    content {
      name = volume.key
    }
  }

  lifecycle {
    # The revision before stays until the new one runs, so that there is something to roll back to.
    create_before_destroy = true
  }
}

resource "aws_ssm_parameter" "image" {
  count = var.deployment.image_from_parameter ? 1 : 0

  #checkov:skip=CKV2_AWS_34: The name of an image is no secret: the task definition shows it.
  name           = "/ecs/${var.cluster.name}/${var.name}/image"
  description    = "The image that the service ${var.name} runs. The pipeline writes it."
  type           = "String"
  insecure_value = var.container.image
  tags           = var.tags

  lifecycle {
    ignore_changes = [insecure_value]
  }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/ecs/${var.cluster.name}/${var.name}"
  kms_key_id        = var.cluster.kms_key_arn
  retention_in_days = var.task.log_retention_days
  tags              = var.tags
}
