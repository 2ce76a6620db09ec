python3 - <<'P'
import boto3, os
boto3.client("s3", region_name="us-west-2", aws_access_key_id="AKIAIOSFODNN7EXAMPLE", aws_secret_access_key="example", endpoint_url=os.environ["AWS_ENDPOINT_URL"]).put_object(Bucket="groundplan-stuck-a", Key="k", Body=b"x")
P
sed -i 's/stuck-a/stuck-b/' main.tf
timeout 120 terraform apply -auto-approve -json > failed_apply.jsonl
