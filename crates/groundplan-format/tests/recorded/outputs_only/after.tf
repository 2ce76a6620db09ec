output "a" { value = 2 }
output "quoted-name" { value = { x = "y" } }
