# Generated from the table of permissions by `npm run readme`; docs/aws.md explains it.
# Two roles that GitHub Actions assumes by OIDC: one deploys and rolls back, the other only reads, for pull requests.

variable "repository" {
  type        = string
  description = "As the tokens of the repository name it: OWNER/REPOSITORY, or with ids OWNER@1234/REPOSITORY@5678"
}

variable "cluster" {
  type = string
}

variable "service" {
  type = string
}

variable "task_role_arn" {
  type        = string
  description = "The taskRoleArn of the task definition; without one, its executionRoleArn again"
}

variable "execution_role_arn" {
  type        = string
  description = "The executionRoleArn of the task definition"
}

variable "environment" {
  type    = string
  default = "production"
}

variable "branch" {
  type    = string
  default = "main"
}

variable "create_provider" {
  type        = bool
  default     = true
  description = "An account has one provider for GitHub: false if it is there already"
}

variable "features" {
  type        = set(string)
  default     = []
  description = "What else Safe Landing uses: promote, service-health, alarms, metrics, log-errors, remember-good, rehearse, code-deploy"

  validation {
    condition     = length(setsubtract(var.features, ["promote", "service-health", "alarms", "metrics", "log-errors", "remember-good", "rehearse", "code-deploy"])) == 0
    error_message = "Features are promote, service-health, alarms, metrics, log-errors, remember-good, rehearse, code-deploy."
  }
}

variable "family" {
  type        = string
  default     = null
  description = "Of the task definition. Default: the name of the service"
}

variable "image_repository" {
  type        = string
  default     = null
  description = "In ECR. Default: the name of the service"
}

variable "log_group" {
  type        = string
  default     = null
  description = "Default: /ecs/ and the name of the service"
}

variable "application" {
  type        = string
  default     = null
  description = "Of CodeDeploy. Default: as the console of ECS names it"
}

variable "deployment_group" {
  type        = string
  default     = null
  description = "Of CodeDeploy. Default: as the console of ECS names it"
}

data "aws_partition" "current" {}
data "aws_region" "current" {}
data "aws_caller_identity" "current" {}

locals {
  family           = coalesce(var.family, var.service)
  image_repository = coalesce(var.image_repository, var.service)
  log_group        = coalesce(var.log_group, "/ecs/${var.service}")
  application      = coalesce(var.application, "AppECS-${var.cluster}-${var.service}")
  deployment_group = coalesce(var.deployment_group, "DgpECS-${var.cluster}-${var.service}")

  deploy_statements = concat(
    [
      jsonencode({
        Sid      = "LogInToEcr"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = ["*"]
      }),
      jsonencode({
        Sid    = "PushTheImage"
        Effect = "Allow"
        Action = [
          "ecr:BatchCheckLayerAvailability",
          "ecr:CompleteLayerUpload",
          "ecr:InitiateLayerUpload",
          "ecr:PutImage",
          "ecr:UploadLayerPart",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:ecr:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:repository/${local.image_repository}"]
      }),
      jsonencode({
        Sid    = "Service"
        Effect = "Allow"
        Action = [
          "ecs:DescribeServices",
          "ecs:ListServiceDeployments",
          "ecs:UpdateService",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service/${var.cluster}/${var.service}"]
      }),
      jsonencode({
        Sid    = "ClusterTasks"
        Effect = "Allow"
        Action = [
          "ecs:ListTasks",
          "ecs:DescribeTasks",
        ]
        Resource = ["*"]
        Condition = {
          ArnEquals = {
            "ecs:cluster" = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:cluster/${var.cluster}"
          }
        }
      }),
      jsonencode({
        Sid    = "ServiceDeployments"
        Effect = "Allow"
        Action = [
          "ecs:DescribeServiceDeployments",
          "ecs:StopServiceDeployment",
        ]
        Resource = [
          "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service/${var.cluster}/${var.service}",
          "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service-deployment/${var.cluster}/${var.service}/*",
        ]
      }),
      jsonencode({
        Sid    = "ServiceRevisions"
        Effect = "Allow"
        Action = ["ecs:DescribeServiceRevisions"]
        Resource = [
          "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service/${var.cluster}/${var.service}",
          "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service-revision/${var.cluster}/${var.service}/*",
        ]
      }),
      jsonencode({
        Sid      = "Anything"
        Effect   = "Allow"
        Action   = ["ecs:DescribeTaskDefinition"]
        Resource = ["*"]
      }),
      jsonencode({
        Sid    = "Family"
        Effect = "Allow"
        Action = [
          "ecs:RegisterTaskDefinition",
          "ecs:TagResource",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/${local.family}:*"]
      }),
      jsonencode({
        Sid    = "TaskRoles"
        Effect = "Allow"
        Action = ["iam:PassRole"]
        Resource = [
          "${var.task_role_arn}",
          "${var.execution_role_arn}",
        ]
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "ecs-tasks.amazonaws.com"
          }
        }
      }),
      jsonencode({
        Sid      = "LogGroup"
        Effect   = "Allow"
        Action   = ["logs:GetLogEvents"]
        Resource = ["arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:${local.log_group}:*"]
      }),
    ],
    contains(var.features, "promote") ? [
      jsonencode({
        Sid    = "PromoteServiceDeployments"
        Effect = "Allow"
        Action = ["ecs:ContinueServiceDeployment"]
        Resource = [
          "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service/${var.cluster}/${var.service}",
          "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service-deployment/${var.cluster}/${var.service}/*",
        ]
      }),
    ] : [],
    contains(var.features, "service-health") ? [
      jsonencode({
        Sid      = "ServiceHealthAnything"
        Effect   = "Allow"
        Action   = ["elasticloadbalancing:DescribeTargetHealth"]
        Resource = ["*"]
      }),
    ] : [],
    contains(var.features, "alarms") ? [
      jsonencode({
        Sid      = "AlarmsAnything"
        Effect   = "Allow"
        Action   = ["cloudwatch:DescribeAlarms"]
        Resource = ["*"]
      }),
    ] : [],
    contains(var.features, "metrics") ? [
      jsonencode({
        Sid      = "MetricsAnything"
        Effect   = "Allow"
        Action   = ["cloudwatch:GetMetricData"]
        Resource = ["*"]
      }),
    ] : [],
    contains(var.features, "log-errors") ? [
      jsonencode({
        Sid      = "LogErrorsLogGroup"
        Effect   = "Allow"
        Action   = ["logs:FilterLogEvents"]
        Resource = ["arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:${local.log_group}:*"]
      }),
    ] : [],
    contains(var.features, "remember-good") ? [
      jsonencode({
        Sid      = "RememberGoodFamily"
        Effect   = "Allow"
        Action   = ["ecs:TagResource"]
        Resource = ["arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/${local.family}:*"]
      }),
    ] : [],
    contains(var.features, "rehearse") ? [
      jsonencode({
        Sid      = "RehearseFamily"
        Effect   = "Allow"
        Action   = ["ecs:TagResource"]
        Resource = ["arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/${local.family}:*"]
      }),
    ] : [],
    contains(var.features, "code-deploy") ? [
      jsonencode({
        Sid    = "CodeDeployDeploymentGroup"
        Effect = "Allow"
        Action = [
          "codedeploy:GetDeployment",
          "codedeploy:CreateDeployment",
          "codedeploy:GetDeploymentGroup",
          "codedeploy:ListDeployments",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:codedeploy:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:deploymentgroup:${local.application}/${local.deployment_group}"]
      }),
      jsonencode({
        Sid    = "CodeDeployApplication"
        Effect = "Allow"
        Action = [
          "codedeploy:GetApplicationRevision",
          "codedeploy:RegisterApplicationRevision",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:codedeploy:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:application:${local.application}"]
      }),
      jsonencode({
        Sid    = "CodeDeployAnything"
        Effect = "Allow"
        Action = [
          "codedeploy:StopDeployment",
          "codedeploy:ContinueDeployment",
        ]
        Resource = ["*"]
      }),
      jsonencode({
        Sid      = "CodeDeployDeploymentConfiguration"
        Effect   = "Allow"
        Action   = ["codedeploy:GetDeploymentConfig"]
        Resource = ["arn:${data.aws_partition.current.partition}:codedeploy:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:deploymentconfig:CodeDeployDefault.ECSAllAtOnce"]
      }),
    ] : [],
  )

  read_statements = concat(
    [
      jsonencode({
        Sid    = "Service"
        Effect = "Allow"
        Action = [
          "ecs:DescribeServices",
          "ecs:ListServiceDeployments",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service/${var.cluster}/${var.service}"]
      }),
      jsonencode({
        Sid    = "ClusterTasks"
        Effect = "Allow"
        Action = [
          "ecs:ListTasks",
          "ecs:DescribeTasks",
        ]
        Resource = ["*"]
        Condition = {
          ArnEquals = {
            "ecs:cluster" = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:cluster/${var.cluster}"
          }
        }
      }),
      jsonencode({
        Sid    = "ServiceDeployments"
        Effect = "Allow"
        Action = ["ecs:DescribeServiceDeployments"]
        Resource = [
          "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service/${var.cluster}/${var.service}",
          "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service-deployment/${var.cluster}/${var.service}/*",
        ]
      }),
      jsonencode({
        Sid    = "ServiceRevisions"
        Effect = "Allow"
        Action = ["ecs:DescribeServiceRevisions"]
        Resource = [
          "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service/${var.cluster}/${var.service}",
          "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service-revision/${var.cluster}/${var.service}/*",
        ]
      }),
      jsonencode({
        Sid      = "Anything"
        Effect   = "Allow"
        Action   = ["ecs:DescribeTaskDefinition"]
        Resource = ["*"]
      }),
    ],
    contains(var.features, "service-health") ? [
      jsonencode({
        Sid      = "ServiceHealthAnything"
        Effect   = "Allow"
        Action   = ["elasticloadbalancing:DescribeTargetHealth"]
        Resource = ["*"]
      }),
    ] : [],
    contains(var.features, "alarms") ? [
      jsonencode({
        Sid      = "AlarmsAnything"
        Effect   = "Allow"
        Action   = ["cloudwatch:DescribeAlarms"]
        Resource = ["*"]
      }),
    ] : [],
    contains(var.features, "metrics") ? [
      jsonencode({
        Sid      = "MetricsAnything"
        Effect   = "Allow"
        Action   = ["cloudwatch:GetMetricData"]
        Resource = ["*"]
      }),
    ] : [],
    contains(var.features, "log-errors") ? [
      jsonencode({
        Sid      = "LogErrorsLogGroup"
        Effect   = "Allow"
        Action   = ["logs:FilterLogEvents"]
        Resource = ["arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:${local.log_group}:*"]
      }),
    ] : [],
    contains(var.features, "code-deploy") ? [
      jsonencode({
        Sid    = "CodeDeployDeploymentGroup"
        Effect = "Allow"
        Action = [
          "codedeploy:GetDeployment",
          "codedeploy:GetDeploymentGroup",
          "codedeploy:ListDeployments",
        ]
        Resource = ["arn:${data.aws_partition.current.partition}:codedeploy:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:deploymentgroup:${local.application}/${local.deployment_group}"]
      }),
      jsonencode({
        Sid      = "CodeDeployApplication"
        Effect   = "Allow"
        Action   = ["codedeploy:GetApplicationRevision"]
        Resource = ["arn:${data.aws_partition.current.partition}:codedeploy:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:application:${local.application}"]
      }),
    ] : [],
  )
}

resource "aws_iam_openid_connect_provider" "github" {
  count          = var.create_provider ? 1 : 0
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_iam_role" "deploy" {
  name                 = "${var.service}-deploy"
  max_session_duration = 7200

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:oidc-provider/token.actions.githubusercontent.com" }
      Condition = {
        StringEquals = {
          "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
          "token.actions.githubusercontent.com:sub" = [
            "repo:${var.repository}:environment:${var.environment}",
          ]
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "deploy" {
  name = "safe-landing"
  role = aws_iam_role.deploy.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [for statement in local.deploy_statements : jsondecode(statement)]
  })
}

output "deploy_role" {
  value = aws_iam_role.deploy.arn
}

resource "aws_iam_role" "read" {
  name                 = "${var.service}-read"
  max_session_duration = 7200

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:oidc-provider/token.actions.githubusercontent.com" }
      Condition = {
        StringEquals = {
          "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
          "token.actions.githubusercontent.com:sub" = [
            "repo:${var.repository}:pull_request",
            "repo:${var.repository}:ref:refs/heads/${var.branch}",
          ]
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "read" {
  name = "safe-landing"
  role = aws_iam_role.read.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [for statement in local.read_statements : jsondecode(statement)]
  })
}

output "read_role" {
  value = aws_iam_role.read.arn
}
