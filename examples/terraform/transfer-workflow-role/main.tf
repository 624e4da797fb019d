provider "aws" {
  region = "ap-southeast-2"
}

resource "aws_s3_bucket" "uploads" {
  bucket = "uploads-${data.aws_caller_identity.uploads.account_id}"
}

resource "aws_s3_bucket" "archive" {
  bucket = "upload-archive-${data.aws_caller_identity.uploads.account_id}"
}

resource "aws_transfer_workflow" "archive" {
  description = "Copies every finished upload to the archive, then removes it"

  steps {
    type = "COPY"

    copy_step_details {
      name                 = "archive"
      overwrite_existing   = "FALSE"
      source_file_location = "$${original.file}"

      destination_file_location {
        s3_file_location {
          bucket = aws_s3_bucket.archive.bucket
          key    = "$${transfer:UploadDate}/"
        }
      }
    }
  }

  steps {
    type = "DELETE"

    delete_step_details {
      name                 = "tidy-up"
      source_file_location = "$${original.file}"
    }
  }
}

resource "aws_transfer_server" "uploads" {
  protocols = ["SFTP"]

  workflow_details {
    on_upload {
      workflow_id    = aws_transfer_workflow.archive.id
      execution_role = aws_iam_role.archive.arn
    }
  }
}
