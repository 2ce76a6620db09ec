"""Secrets Manager: rotation of secrets that another service manages, which has no function."""

from described import answers


@answers("secretsmanager", "CancelRotateSecret")
def cancel_rotation(call):
    """moto allows it for secrets with a function only."""
    secret = call.backend().secrets.get(call.params["SecretId"])
    if secret is None or secret.rotation_lambda_arn or not secret.rotation_enabled:
        return call.moto()
    secret.rotation_enabled = False
    return {"ARN": secret.arn, "Name": secret.name}
