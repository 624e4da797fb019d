//! Names and cycles.

use super::*;
use crate::fix::prove::linked::links_as_before;

const QUEUE: &str = r#"
resource "aws_sqs_queue" "jobs" {
  name   = "jobs"
  policy = "none"
}

resource "aws_sns_topic" "news" {
  name = aws_sqs_queue.jobs.name
}
"#;

fn linked(text: &str) -> Result<(), String> {
    let ((before, _), (after, _)) = (judged("a.tf", QUEUE), judged("a.tf", text));
    let home = before.lookup("aws_sqs_queue.jobs").expect("the queue");
    links_as_before(&before, &after, &[home]).map_err(|reason| reason.text)
}

#[test]
fn a_reference_that_closes_a_cycle_is_refused() {
    assert_eq!(linked(QUEUE), Ok(()));
    assert_eq!(linked(&QUEUE.replace("\"none\"", "var.other")), Ok(()));
    let refused = linked(&QUEUE.replace("\"none\"", "aws_sns_topic.news.arn"));
    assert_eq!(refused, Err("aws_sqs_queue.jobs would stand in a dependency cycle".to_owned()));
}

#[test]
fn what_was_a_cycle_before_is_not_the_fault_of_a_fix() {
    let text = QUEUE.replace("\"none\"", "aws_sns_topic.news.arn");
    let (program, _) = judged("a.tf", &text);
    let home = program.lookup("aws_sqs_queue.jobs").expect("the queue");
    assert_eq!(links_as_before(&program, &program, &[home]), Ok(()));
}

#[test]
fn a_name_declared_twice_or_gone_is_refused() {
    let twice = format!("{QUEUE}\nresource \"aws_sns_topic\" \"news\" {{}}\n");
    assert_eq!(linked(&twice), Err("aws_sns_topic.news would be declared twice".to_owned()));
    assert!(linked("").is_err());
}
