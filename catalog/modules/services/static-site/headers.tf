# What browsers are told: to come by TLS only, to guess no types, to show the site in no frame, and what its pages may load.
resource "aws_cloudfront_response_headers_policy" "this" {
  #checkov:skip=CKV_AWS_259: Preloading is for whole domains and cannot be taken back: their owner decides it, not one site.
  name    = var.name
  comment = "Security headers of the site ${var.name}."

  security_headers_config {
    content_security_policy {
      content_security_policy = var.content_security_policy
      override                = true
    }

    content_type_options {
      override = true
    }

    frame_options {
      frame_option = "DENY"
      override     = true
    }

    referrer_policy {
      referrer_policy = "strict-origin-when-cross-origin"
      override        = true
    }

    strict_transport_security {
      access_control_max_age_sec = 63072000 # two years
      include_subdomains         = true
      override                   = true
    }
  }
}
