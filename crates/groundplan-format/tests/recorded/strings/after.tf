variable "s" {
  default   = "v2"
  sensitive = true
}
locals {
  v = {
    a_text_json      = "{\"a\":1}"
    b_json_text      = "text"
    c_single_multi   = "one\ntwo\n"
    d_multi_single   = "one"
    e_json_kinds     = "{\"a\":1}"
    f_scalar         = "13"
    g_trailing       = "a\nb\n"
    h_blank          = "a\n\nc\n"
    i_json_multi     = "{\"a\": 2}"
    j_multi_null     = null
    k_json_null      = null
    l_esc            = "a\u001b[31m\u0007c"
    m_esc_multi      = "a\n\u001b[31mc\n"
    n_invalid_json   = "{\"b\":"
    o_empty_json     = "{\"a\":{}}"
    p_name           = { name = "n", id = "i", tags = { a = 1 }, other = 2, more = 2 }
    q_long           = join("\n", [for i in range(30) : i == 15 ? "changed" : "line ${i}"])
    r_crlf           = "a\nb\n"
    s_quote          = "say \"hi\"\nand $${y}\n"
    t_json_list      = "[\"a\",\"b\",\"x\",\"c\",\"d\",\"e\"]"
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
