variable "deletion_protection" {
  description = "To be set to false, and applied, before the example is destroyed."
  type        = bool
  default     = true
}
