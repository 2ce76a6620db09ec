# S3 knows files only. What has no dot in its last part is none: a folder, or a path that the script of the page knows.
resource "aws_cloudfront_function" "paths" {
  name    = "${var.name}-paths"
  comment = "Which file of the site ${var.name} a path stands for."
  runtime = "cloudfront-js-2.0"
  publish = true
  code    = local.path_functions[var.paths]
}

locals {
  path_functions = {
    folders = <<-JAVASCRIPT
      function handler(event) {
        const request = event.request;
        const name = request.uri.slice(request.uri.lastIndexOf('/') + 1);
        if (name === '') {
          request.uri += 'index.html';
        } else if (!name.includes('.')) {
          request.uri += '/index.html';
        }
        return request;
      }
    JAVASCRIPT

    single-page = <<-JAVASCRIPT
      function handler(event) {
        const request = event.request;
        const name = request.uri.slice(request.uri.lastIndexOf('/') + 1);
        if (!name.includes('.')) {
          request.uri = '/index.html';
        }
        return request;
      }
    JAVASCRIPT
  }
}
