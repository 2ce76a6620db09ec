locals {
  _arn_prefix = "arn:${data.aws_partition.current.partition}"
  _account_id = data.aws_caller_identity.current.account_id

  bucket_arn = "${local._arn_prefix}:s3:::${var.name}"

  # AWS's own policies have the same ids in all accounts: CachingOptimized.
  cache_policy_id = "658327ea-f89d-4fab-a63d-7e88639e58f6"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

resource "aws_cloudfront_distribution" "this" {
  #checkov:skip=CKV_AWS_68: Files of a private bucket have nothing to inject into; who wants a firewall says so: web_acl_arn.
  #checkov:skip=CKV_AWS_86: Access is logged by the newer way, into a bucket without ACLs: access-logs.tf.
  #checkov:skip=CKV_AWS_174: TLS 1.2 is the oldest where there are names; for its own name CloudFront leaves no choice.
  #checkov:skip=CKV_AWS_310: The bucket is the only place that has the files.
  #checkov:skip=CKV_AWS_374: A site is for everybody, unless the caller says for whom: allowed_countries.
  #checkov:skip=CKV2_AWS_42: Without names there is no certificate to have.
  #checkov:skip=CKV2_AWS_47: The same as CKV_AWS_68.
  comment             = var.name
  enabled             = true
  is_ipv6_enabled     = true
  http_version        = "http2and3"
  aliases             = var.domain_names
  default_root_object = "index.html"
  price_class         = var.price_class
  web_acl_id          = var.web_acl_arn
  tags                = merge(var.tags, { Name = var.name })

  origin {
    origin_id                = "bucket"
    domain_name              = aws_s3_bucket.this.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.this.id
  }

  default_cache_behavior {
    target_origin_id           = "bucket"
    allowed_methods            = ["GET", "HEAD", "OPTIONS"]
    cached_methods             = ["GET", "HEAD"]
    cache_policy_id            = local.cache_policy_id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.this.id
    viewer_protocol_policy     = "redirect-to-https"
    compress                   = true

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.paths.arn
    }
  }

  # S3 answers 403 for what is not there, because nobody may list the bucket.
  dynamic "custom_error_response" {
    for_each = [403, 404]

    content {
      error_code            = custom_error_response.value
      response_code         = 404
      response_page_path    = "/404.html"
      error_caching_min_ttl = 10
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = length(var.allowed_countries) == 0 ? "none" : "whitelist"
      locations        = var.allowed_countries
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = length(var.domain_names) == 0
    acm_certificate_arn            = var.certificate_arn
    minimum_protocol_version       = length(var.domain_names) == 0 ? "TLSv1" : "TLSv1.2_2021"
    ssl_support_method             = length(var.domain_names) == 0 ? null : "sni-only"
  }

  lifecycle {
    precondition {
      condition     = data.aws_region.current.id == "us-east-1"
      error_message = "services/static-site belongs into us-east-1, where CloudFront's certificates, firewalls, logs and metrics are; the provider's region is ${data.aws_region.current.id}."
    }
  }
}

resource "aws_cloudfront_origin_access_control" "this" {
  name                              = var.name
  description                       = "CloudFront signs what it asks the bucket ${var.name} for."
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}
