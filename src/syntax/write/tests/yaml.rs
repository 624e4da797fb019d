//! Entries for YAML block maps.

use super::scene::Verb::Insert;
use super::*;

#[test]
fn an_entry_is_written_as_its_neighbours_in_a_yaml_block() {
    told(STORIES);
}

fn new_condition() -> Writing {
    map(&[("Condition", yaml_condition())])
}

fn account() -> Writing {
    map(&[("aws:SourceAccount", scalar("!Ref AWS::AccountId"))])
}

fn account_in_full() -> Writing {
    let account = map(&[("Ref", scalar("AWS::AccountId"))]);
    map(&[("Condition", map(&[("StringEquals", map(&[("aws:SourceAccount", account)]))]))])
}

fn arns() -> Writing {
    map(&[("aws:SourceArn", list(&[scalar("!GetAtt A.Arn"), scalar("!Sub \"${B}/*\"")]))])
}

const STORIES: &[Story] = &[
    Story {
        name: "a statement behind its dash",
        file: "t.yaml",
        at: "Statement/0",
        before: r#"
            Statement:
              - Effect: Allow
                Principal:
                  Service: transfer.amazonaws.com
                Action: sts:AssumeRole
        "#,
        verb: Insert(new_condition),
        after: r#"
            Statement:
              - Effect: Allow
                Principal:
                  Service: transfer.amazonaws.com
                Action: sts:AssumeRole
                Condition:
                  StringEquals:
                    aws:SourceAccount: !Ref AWS::AccountId
                  ArnLike:
                    aws:SourceArn: !Sub "arn:aws:x:${AWS::Region}:server/*"
        "#,
    },
    Story {
        name: "a list as deep as its key",
        file: "t.yaml",
        at: "Statement/0",
        before: r#"
            Statement:
            - Effect: Allow
              Principal:
                Service:
                - transfer.amazonaws.com
            - Effect: Deny
        "#,
        verb: Insert(new_condition),
        after: r#"
            Statement:
            - Effect: Allow
              Principal:
                Service:
                - transfer.amazonaws.com
              Condition:
                StringEquals:
                  aws:SourceAccount: !Ref AWS::AccountId
                ArnLike:
                  aws:SourceArn: !Sub "arn:aws:x:${AWS::Region}:server/*"
            - Effect: Deny
        "#,
    },
    Story {
        name: "a dash on a line of its own",
        file: "t.yaml",
        at: "Statement/0",
        before: r#"
            Statement:
              -
                Effect: Allow
                Action: "*"
        "#,
        verb: Insert(new_condition),
        after: r#"
            Statement:
              -
                Effect: Allow
                Action: "*"
                Condition:
                  StringEquals:
                    aws:SourceAccount: !Ref AWS::AccountId
                  ArnLike:
                    aws:SourceArn: !Sub "arn:aws:x:${AWS::Region}:server/*"
        "#,
    },
    Story {
        name: "four spaces",
        file: "t.yaml",
        at: "a/b",
        before: r#"
            a:
                b:
                    c: 1
        "#,
        verb: Insert(new_condition),
        after: r#"
            a:
                b:
                    c: 1
                    Condition:
                        StringEquals:
                            aws:SourceAccount: !Ref AWS::AccountId
                        ArnLike:
                            aws:SourceArn: !Sub "arn:aws:x:${AWS::Region}:server/*"
        "#,
    },
    Story {
        name: "keys in double quotes",
        file: "t.yaml",
        at: "",
        before: r#"
            "Effect": "Allow"
            "Action": "*"
        "#,
        verb: Insert(new_condition),
        after: r#"
            "Effect": "Allow"
            "Action": "*"
            "Condition":
              "StringEquals":
                "aws:SourceAccount": !Ref AWS::AccountId
              "ArnLike":
                "aws:SourceArn": !Sub "arn:aws:x:${AWS::Region}:server/*"
        "#,
    },
    Story {
        name: "keys in single quotes",
        file: "t.yaml",
        at: "",
        before: r#"
            'Effect': Allow
        "#,
        verb: Insert(account),
        after: r#"
            'Effect': Allow
            'aws:SourceAccount': !Ref AWS::AccountId
        "#,
    },
    Story {
        name: "a Principal in flow style asks for operators in flow style",
        file: "t.yaml",
        at: "Statement/0",
        before: r#"
            Statement:
              - Effect: Allow
                Principal: { Service: transfer.amazonaws.com }
        "#,
        verb: Insert(new_condition),
        after: r#"
            Statement:
              - Effect: Allow
                Principal: { Service: transfer.amazonaws.com }
                Condition:
                  StringEquals: { "aws:SourceAccount": !Ref AWS::AccountId }
                  ArnLike: { "aws:SourceArn": !Sub "arn:aws:x:${AWS::Region}:server/*" }
        "#,
    },
    Story {
        name: "narrow flow braces stay narrow",
        file: "t.yaml",
        at: "Statement/0",
        before: r#"
            Statement:
              - Effect: Allow
                Principal: {Service: transfer.amazonaws.com}
        "#,
        verb: Insert(new_condition),
        after: r#"
            Statement:
              - Effect: Allow
                Principal: {Service: transfer.amazonaws.com}
                Condition:
                  StringEquals: {"aws:SourceAccount": !Ref AWS::AccountId}
                  ArnLike: {"aws:SourceArn": !Sub "arn:aws:x:${AWS::Region}:server/*"}
        "#,
    },
    Story {
        name: "a trailing comment stays with its line",
        file: "t.yaml",
        at: "a",
        before: r#"
            a:
              b: c # d
            e: f
        "#,
        verb: Insert(account),
        after: r#"
            a:
              b: c # d
              aws:SourceAccount: !Ref AWS::AccountId
            e: f
        "#,
    },
    Story {
        name: "comments below the last value stay below",
        file: "t.yaml",
        at: "a",
        before: r#"
            a:
              b: c
              # d: e

            # f
            g: h
        "#,
        verb: Insert(account),
        after: r#"
            a:
              b: c
              aws:SourceAccount: !Ref AWS::AccountId
              # d: e

            # f
            g: h
        "#,
    },
    Story {
        name: "a literal scalar as the last value",
        file: "t.yaml",
        at: "a",
        before: r#"
            a:
              b: |
                # no comment
                text

            c: d
        "#,
        verb: Insert(account),
        after: r#"
            a:
              b: |
                # no comment
                text
              aws:SourceAccount: !Ref AWS::AccountId

            c: d
        "#,
    },
    Story {
        name: "a literal scalar keeps the blank lines it wants to keep",
        file: "t.yaml",
        at: "a",
        before: r#"
            a:
              b: |+
                text

            c: d
        "#,
        verb: Insert(account),
        after: r#"
            a:
              b: |+
                text

              aws:SourceAccount: !Ref AWS::AccountId
            c: d
        "#,
    },
    Story {
        name: "a folded scalar as the last value",
        file: "t.yaml",
        at: "a",
        before: r#"
            a:
              b: >-
                one
                two
        "#,
        verb: Insert(account),
        after: r#"
            a:
              b: >-
                one
                two
              aws:SourceAccount: !Ref AWS::AccountId
        "#,
    },
    Story {
        name: "a quoted scalar over two lines as the last value",
        file: "t.yaml",
        at: "a",
        before: r#"
            a:
              b: "one
                two" # three
        "#,
        verb: Insert(account),
        after: r#"
            a:
              b: "one
                two" # three
              aws:SourceAccount: !Ref AWS::AccountId
        "#,
    },
    Story {
        name: "a value that is not there as the last value",
        file: "t.yaml",
        at: "a",
        before: r#"
            a:
              b: # nothing
            c: d
        "#,
        verb: Insert(account),
        after: r#"
            a:
              b: # nothing
              aws:SourceAccount: !Ref AWS::AccountId
            c: d
        "#,
    },
    Story {
        name: "a list as the last value",
        file: "t.yaml",
        at: "a",
        before: r#"
            a:
              b:
                - c
                - d: e
                  f: g # h
        "#,
        verb: Insert(account),
        after: r#"
            a:
              b:
                - c
                - d: e
                  f: g # h
              aws:SourceAccount: !Ref AWS::AccountId
        "#,
    },
    Story {
        name: "a list inside a new entry is as deep as its neighbours",
        file: "t.yaml",
        at: "a",
        before: r#"
            a:
              b:
              - c
        "#,
        verb: Insert(arns),
        after: r#"
            a:
              b:
              - c
              aws:SourceArn:
              - !GetAtt A.Arn
              - !Sub "${B}/*"
        "#,
    },
    Story {
        name: "a list inside a new entry is indented where the file's are",
        file: "t.yaml",
        at: "a",
        before: r#"
            z:
              - y
            a:
              b: c
        "#,
        verb: Insert(arns),
        after: r#"
            z:
              - y
            a:
              b: c
              aws:SourceArn:
                - !GetAtt A.Arn
                - !Sub "${B}/*"
        "#,
    },
    Story {
        name: "a list inside a new entry is in flow style where its neighbours are",
        file: "t.yaml",
        at: "a",
        before: r#"
            a:
              b: [c, d]
        "#,
        verb: Insert(arns),
        after: r#"
            a:
              b: [c, d]
              aws:SourceArn: [!GetAtt A.Arn, !Sub "${B}/*"]
        "#,
    },
    Story {
        name: "a function call in flow style asks for no more than calls in flow style",
        file: "t.yaml",
        at: "",
        before: r#"
            Principal:
              AWS: {Ref: Account}
        "#,
        verb: Insert(account_in_full),
        after: r#"
            Principal:
              AWS: {Ref: Account}
            Condition:
              StringEquals:
                aws:SourceAccount: {Ref: AWS::AccountId}
        "#,
    },
    Story {
        name: "function calls in block style",
        file: "t.yaml",
        at: "",
        before: r#"
            Principal:
              AWS:
                Ref: Account
        "#,
        verb: Insert(account_in_full),
        after: r#"
            Principal:
              AWS:
                Ref: Account
            Condition:
              StringEquals:
                aws:SourceAccount:
                  Ref: AWS::AccountId
        "#,
    },
    Story {
        name: "values in a column",
        file: "t.yaml",
        at: "",
        before: r#"
            a:                 b
            c-d:               e
        "#,
        verb: Insert(account),
        after: r#"
            a:                 b
            c-d:               e
            aws:SourceAccount: !Ref AWS::AccountId
        "#,
    },
    Story {
        name: "the last line stays without an end",
        file: "t.yaml",
        at: "a",
        before: "a:\n  b: c",
        verb: Insert(account),
        after: "a:\n  b: c\n  aws:SourceAccount: !Ref AWS::AccountId",
    },
    Story {
        name: "lines end as they did",
        file: "t.yaml",
        at: "a",
        before: "\u{feff}a:\r\n  b: c # d\r\ne: f\r\n",
        verb: Insert(new_condition),
        after: "\u{feff}a:\r\n  b: c # d\r\n  Condition:\r\n    StringEquals:\r\n      aws:SourceAccount: !Ref AWS::AccountId\r\n    ArnLike:\r\n      aws:SourceArn: !Sub \"arn:aws:x:${AWS::Region}:server/*\"\r\ne: f\r\n",
    },
    Story {
        name: "an anchor and a tag before a map",
        file: "t.yaml",
        at: "a",
        before: r#"
            a: &anchor !Tag
              b: c
            d: *anchor
        "#,
        verb: Insert(account),
        after: r#"
            a: &anchor !Tag
              b: c
              aws:SourceAccount: !Ref AWS::AccountId
            d: *anchor
        "#,
    },
    Story {
        name: "the first document of two",
        file: "t.yaml",
        at: "",
        before: r#"
            a: b
            ---
            c: d
        "#,
        verb: Insert(account),
        after: r#"
            a: b
            aws:SourceAccount: !Ref AWS::AccountId
            ---
            c: d
        "#,
    },
];
