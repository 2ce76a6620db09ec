# The alarms of the CIS AWS Foundations Benchmark (4.1 to 4.15 in versions 1.4 to 5.0), and one for break-glass. A filter
# counts the records that match; one is enough for an alarm.

locals {
  # Alarm => events that are told by their names only. The orders are those of the benchmark, which checkers compare.
  _events = {
    cloudtrail-changes = {
      row    = "4.5"
      source = null
      names  = ["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"]
    }
    cmk-disabling-or-deletion = {
      row    = "4.7"
      source = "kms.amazonaws.com"
      names  = ["DisableKey", "ScheduleKeyDeletion"]
    }
    config-changes = {
      row    = "4.9"
      source = "config.amazonaws.com"
      names  = ["StopConfigurationRecorder", "DeleteDeliveryChannel", "PutDeliveryChannel", "PutConfigurationRecorder"]
    }
    iam-policy-changes = {
      row    = "4.4"
      source = null
      names = [
        "DeleteGroupPolicy", "DeleteRolePolicy", "DeleteUserPolicy", "PutGroupPolicy", "PutRolePolicy", "PutUserPolicy",
        "CreatePolicy", "DeletePolicy", "CreatePolicyVersion", "DeletePolicyVersion", "AttachRolePolicy", "DetachRolePolicy",
        "AttachUserPolicy", "DetachUserPolicy", "AttachGroupPolicy", "DetachGroupPolicy",
      ]
    }
    network-acl-changes = {
      row    = "4.11"
      source = null
      names = [
        "CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry", "ReplaceNetworkAclEntry",
        "ReplaceNetworkAclAssociation",
      ]
    }
    network-gateway-changes = {
      row    = "4.12"
      source = null
      names = [
        "CreateCustomerGateway", "DeleteCustomerGateway", "AttachInternetGateway", "CreateInternetGateway",
        "DeleteInternetGateway", "DetachInternetGateway",
      ]
    }
    organizations-changes = {
      row    = "4.15"
      source = "organizations.amazonaws.com"
      names = [
        "AcceptHandshake", "AttachPolicy", "CancelHandshake", "CreateAccount", "CreateOrganization",
        "CreateOrganizationalUnit", "CreatePolicy", "DeclineHandshake", "DeleteOrganization", "DeleteOrganizationalUnit",
        "DeletePolicy", "DetachPolicy", "DisablePolicyType", "EnableAllFeatures", "EnablePolicyType",
        "InviteAccountToOrganization", "LeaveOrganization", "MoveAccount", "RemoveAccountFromOrganization",
        "UpdateOrganizationalUnit", "UpdatePolicy",
      ]
    }
    route-table-changes = {
      row    = "4.13"
      source = "ec2.amazonaws.com"
      names = [
        "CreateRoute", "CreateRouteTable", "ReplaceRoute", "ReplaceRouteTableAssociation", "DeleteRouteTable", "DeleteRoute",
        "DisassociateRouteTable",
      ]
    }
    s3-bucket-policy-changes = {
      row    = "4.8"
      source = "s3.amazonaws.com"
      names = [
        "PutBucketAcl", "PutBucketPolicy", "PutBucketCors", "PutBucketLifecycle", "PutBucketReplication", "DeleteBucketPolicy",
        "DeleteBucketCors", "DeleteBucketLifecycle", "DeleteBucketReplication",
      ]
    }
    security-group-changes = {
      row    = "4.10"
      source = null
      names = [
        "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress",
        "RevokeSecurityGroupEgress", "CreateSecurityGroup", "DeleteSecurityGroup",
      ]
    }
    vpc-changes = {
      row    = "4.14"
      source = null
      names = [
        "CreateVpc", "DeleteVpc", "ModifyVpcAttribute", "AcceptVpcPeeringConnection", "CreateVpcPeeringConnection",
        "DeleteVpcPeeringConnection", "RejectVpcPeeringConnection", "AttachClassicLinkVpc", "DetachClassicLinkVpc",
        "DisableVpcClassicLink", "EnableVpcClassicLink",
      ]
    }
  }

  # Alarm => any record that one of the names is in, from the source if there is one.
  _by_name = {
    for alarm, events in local._events : alarm => {
      row = events.row
      pattern = (
        events.source == null
        ? "{ ${join(" || ", [for name in events.names : "($.eventName = ${name})"])} }"
        : "{ ($.eventSource = ${coalesce(events.source, "none")}) && (${join(" || ", [for name in events.names : "($.eventName = ${name})"])}) }"
      )
    }
  }

  alarms = merge(local._by_name, {
    break-glass-use = {
      row     = null
      pattern = "{ ($.eventName = AssumeRole) && ($.requestParameters.roleArn = \"*:role/${var.break_glass_role_name}\") }"
    }
    console-authentication-failures = {
      row     = "4.6"
      pattern = "{ ($.eventName = ConsoleLogin) && ($.errorMessage = \"Failed authentication\") }"
    }
    console-sign-in-without-mfa = {
      row     = "4.2"
      pattern = "{ ($.eventName = \"ConsoleLogin\") && ($.additionalEventData.MFAUsed != \"Yes\") && ($.userIdentity.type = \"IAMUser\") && ($.responseElements.ConsoleLogin = \"Success\") }"
    }
    root-use = {
      row     = "4.3"
      pattern = "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" }"
    }
    unauthorized-api-calls = {
      row     = "4.1"
      pattern = "{ (($.errorCode = \"*UnauthorizedOperation\") || ($.errorCode = \"AccessDenied*\")) && ($.sourceIPAddress != \"delivery.logs.amazonaws.com\") && ($.eventName != \"HeadBucket\") }"
    }
  })
}

resource "aws_cloudwatch_log_metric_filter" "this" {
  for_each = local.alarms

  name           = each.key
  log_group_name = aws_cloudwatch_log_group.this.name
  pattern        = each.value.pattern

  metric_transformation {
    name      = each.key
    namespace = "Audit"
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "audit-${each.key}"
  alarm_description   = "${title(replace(each.key, "-", " "))}: the record is in the log group ${local.log_group_name}${each.value.row == null ? "" : " (CIS AWS Foundations ${each.value.row})"}."
  namespace           = "Audit"
  metric_name         = aws_cloudwatch_log_metric_filter.this[each.key].metric_transformation[0].name
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = lookup(var.alarm_thresholds, each.key, 1)
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = values(var.alarms.topic_arns)
  tags                = var.tags
}
