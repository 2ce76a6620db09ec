"""Operations of single services, a file each. See `described.py` for how they are written."""

from importlib import import_module

NAMES = (
    "acm",
    "application_autoscaling",
    "autoscaling",
    "backup",
    "chatbot",
    "cloudfront",
    "cloudwatch",
    "ec2_block_public_access",
    "ec2_networks",
    "ec2_peering",
    "ec2_transit_gateway",
    "ecs",
    "eks",
    "eks_access",
    "elasticache",
    "elasticache_access",
    "elbv2",
    "lambda_functions",
    "logs",
    "ram",
    "ram_receiving",
    "rds",
    "rds_engines",
    "route53",
    "s3_configurations",
    "secretsmanager",
    "servicediscovery",
    "sqs",
    "ssm",
)


def load():
    """Registers all of them."""
    for name in NAMES:
        import_module(f"services.{name}")
