variable "s" {
  default   = "v1"
  sensitive = true
}
locals {
  v = {
    a_text_json      = "text"
    b_json_text      = "{\"a\":1}"
    c_single_multi   = "one"
    d_multi_single   = "one\ntwo\n"
    e_json_kinds     = "[1]"
    f_scalar         = "12"
    g_trailing       = "a\nb"
    h_blank          = "a\n\nb\n"
    i_json_multi     = "{\n  \"a\": 1\n}\n"
    j_multi_null     = "a\nb\n"
    k_json_null      = "{\"a\":1}"
    l_esc            = "a\u001b[31m\u0007b"
    m_esc_multi      = "a\n\u001b[31mb\n"
    n_invalid_json   = "{\"a\":"
    o_empty_json     = "{}"
    p_name           = { name = "n", id = "i", tags = { a = 1 }, other = 1, more = 2 }
    q_long           = join("\n", [for i in range(30) : "line ${i}"])
    r_crlf           = "a\r\nb\r\n"
    s_quote          = "say \"hi\"\nand $${x}\n"
    t_json_list      = "[\"a\",\"b\",\"c\",\"d\",\"e\"]"
  }
}
resource "terraform_data" "s" {
  for_each = local.v
  input    = each.value
}
output "secret_object" {
  value     = { a = var.s, b = 1 }
  sensitive = true
}
