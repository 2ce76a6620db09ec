locals {
  # AWS renews what it validates by DNS 60 days before the end. Who is still not renewed later has lost its record.
  certificate_metrics = {
    for name, certificate in var.certificates : "certificate-${name}-expiry" => {
      description         = "Certificate ${name}: it expires in less than ${certificate.days} days."
      service             = certificate.service
      namespace           = "AWS/CertificateManager"
      metric_name         = "DaysToExpiry"
      dimensions          = { CertificateArn = certificate.arn }
      statistic           = "Minimum"
      period              = 86400
      evaluation_periods  = 1
      threshold           = certificate.days
      comparison_operator = "LessThanThreshold"
      treat_missing_data  = "ignore" # it is measured twice a day
    }
  }
}
