# For ecs-promote.yml: a blue/green service that waits at a PAUSE hook while the new version has test traffic only.
# A PAUSE hook needs a version of the AWS provider from after September 2026 (target_type, timeout_configuration).

variable "cluster" { type = string }
variable "task_definition" { type = string }
variable "load_balancer" { type = string }
variable "certificate" { type = string }
variable "vpc" { type = string }
variable "subnets" { type = list(string) }
variable "security_groups" { type = list(string) }

resource "aws_lb_target_group" "web" {
  for_each    = toset(["blue", "green"])
  name        = "web-${each.key}"
  port        = 8080
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = var.vpc

  health_check {
    path = "/health"
  }
}

# Production on 443, tests on 8443. Let the security group of the load balancer take 8443 from the runners only.
resource "aws_lb_listener" "web" {
  for_each          = { production = 443, test = 8443 }
  load_balancer_arn = var.load_balancer
  port              = each.value
  protocol          = "HTTPS"
  certificate_arn   = var.certificate

  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "404"
    }
  }
}

# ECS changes the weights of these rules itself.
resource "aws_lb_listener_rule" "web" {
  for_each     = aws_lb_listener.web
  listener_arn = each.value.arn
  priority     = 1

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web["blue"].arn
  }

  condition {
    path_pattern {
      values = ["/*"]
    }
  }

  lifecycle {
    ignore_changes = [action]
  }
}

resource "aws_iam_role" "traffic" {
  name = "web-traffic"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "traffic" {
  role       = aws_iam_role.traffic.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = var.cluster
  task_definition = var.task_definition
  desired_count   = 2
  launch_type     = "FARGATE"

  network_configuration {
    subnets         = var.subnets
    security_groups = var.security_groups
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.web["blue"].arn
    container_name   = "web"
    container_port   = 8080

    advanced_configuration {
      alternate_target_group_arn = aws_lb_target_group.web["green"].arn
      production_listener_rule   = aws_lb_listener_rule.web["production"].arn
      test_listener_rule         = aws_lb_listener_rule.web["test"].arn
      role_arn                   = aws_iam_role.traffic.arn
    }
  }

  deployment_configuration {
    strategy             = "BLUE_GREEN"
    bake_time_in_minutes = 10 # longer than start-period and bake-time together: a rollback in it takes seconds

    lifecycle_hook {
      target_type      = "PAUSE"
      lifecycle_stages = ["POST_TEST_TRAFFIC_SHIFT"]

      # If no job answers, users keep the version that they have.
      timeout_configuration {
        timeout_in_minutes = 60
        action             = "ROLLBACK"
      }
    }
  }

  # The workflow deploys; this file must not take it back.
  lifecycle {
    ignore_changes = [task_definition]
  }
}
