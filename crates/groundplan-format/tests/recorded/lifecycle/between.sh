terraform taint -no-color terraform_data.tainted
