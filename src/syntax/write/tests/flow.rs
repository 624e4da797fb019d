//! Entries for YAML flow maps.

use super::scene::Verb::Insert;
use super::*;

#[test]
fn an_entry_is_written_as_its_neighbours_in_a_yaml_flow_map() {
    told(STORIES);
}

fn new_condition() -> Writing {
    map(&[("Condition", yaml_condition())])
}

fn plain_arn() -> Writing {
    map(&[("aws:SourceArn", scalar("!Sub arn:${AWS::Partition}:s3:::b"))])
}

const STORIES: &[Story] = &[
    Story {
        name: "padded",
        file: "t.yaml",
        at: "a",
        before: "a: { Effect: Allow, Action: '*' } # b\n",
        verb: Insert(new_condition),
        after: "a: { Effect: Allow, Action: '*', Condition: { StringEquals: { \"aws:SourceAccount\": !Ref AWS::AccountId }, ArnLike: { \"aws:SourceArn\": !Sub \"arn:aws:x:${AWS::Region}:server/*\" } } } # b\n",
    },
    Story {
        name: "narrow",
        file: "t.yaml",
        at: "a",
        before: "a: {Effect: Allow}\n",
        verb: Insert(new_condition),
        after: "a: {Effect: Allow, Condition: {StringEquals: {\"aws:SourceAccount\": !Ref AWS::AccountId}, ArnLike: {\"aws:SourceArn\": !Sub \"arn:aws:x:${AWS::Region}:server/*\"}}}\n",
    },
    Story {
        name: "empty",
        file: "t.yaml",
        at: "a",
        before: "a: {}\nb: c\n",
        verb: Insert(new_condition),
        after: "a: { Condition: { StringEquals: { \"aws:SourceAccount\": !Ref AWS::AccountId }, ArnLike: { \"aws:SourceArn\": !Sub \"arn:aws:x:${AWS::Region}:server/*\" } } }\nb: c\n",
    },
    Story {
        name: "over several lines",
        file: "t.yaml",
        at: "a",
        before: r#"
            a: {
              Effect: Allow, # one
              Action: "*" # two
            }
        "#,
        verb: Insert(new_condition),
        after: r#"
            a: {
              Effect: Allow, # one
              Action: "*", # two
              Condition: {
                StringEquals: {
                  "aws:SourceAccount": !Ref AWS::AccountId
                },
                ArnLike: {
                  "aws:SourceArn": !Sub "arn:aws:x:${AWS::Region}:server/*"
                }
              }
            }
        "#,
    },
    Story {
        name: "a plain scalar with braces gets quotes",
        file: "t.yaml",
        at: "a",
        before: "a: { b: c }\n",
        verb: Insert(plain_arn),
        after: "a: { b: c, \"aws:SourceArn\": !Sub \"arn:${AWS::Partition}:s3:::b\" }\n",
    },
    Story {
        name: "JSON written in a YAML file stays JSON",
        file: "t.yaml",
        at: "",
        before: "{\n  \"Effect\": \"Allow\"\n}\n",
        verb: Insert(new_condition),
        after: "{\n  \"Effect\": \"Allow\",\n  \"Condition\": {\n    \"StringEquals\": {\n      \"aws:SourceAccount\": !Ref AWS::AccountId\n    },\n    \"ArnLike\": {\n      \"aws:SourceArn\": !Sub \"arn:aws:x:${AWS::Region}:server/*\"\n    }\n  }\n}\n",
    },
];
