//! From a statement as it was read to one in plain texts.

use crate::policy::condition::Clause;
use crate::policy::evaluate::concrete::{
    ConcreteClause, ConcreteEffect, ConcretePrincipal, ConcreteStatement, Known, Scope,
};
use crate::policy::principal::{Principal, PrincipalKind};
use crate::policy::statement::{Effect, Place, Statement};
use crate::value::{Kind, Part, Partial, Value};

/// A statement in plain texts. `resolve` says what a part stands for that is not literal, in the
/// world of one request; none where it does not know.
///
/// `NotPrincipal`, a condition with a defect and one key given twice come out as unknown.
pub fn concretise(statement: &Statement, resolve: &dyn Fn(&Part) -> Option<String>) -> ConcreteStatement {
    let reader = Reader { resolve };
    ConcreteStatement {
        effect: match statement.effect {
            Effect::Allow | Effect::Maybe(_) => Some(ConcreteEffect::Allow),
            Effect::Deny => Some(ConcreteEffect::Deny),
            Effect::Unknown(_) => None,
        },
        principals: reader.principals(statement),
        actions: Scope { negated: statement.not_action, patterns: reader.all(&statement.actions) },
        resources: reader.resources(&statement.resources),
        conditions: reader.conditions(statement),
    }
}

struct Reader<'a> {
    resolve: &'a dyn Fn(&Part) -> Option<String>,
}

impl Reader<'_> {
    fn principals(&self, statement: &Statement) -> Vec<ConcretePrincipal> {
        let unknown = || ConcretePrincipal { kind: PrincipalKind::Other, identifier: Known::Unknown };
        if statement.not_principal {
            return vec![unknown()];
        }
        let known = statement.principals.known.iter().flat_map(|principal| self.principal(principal));
        known.chain(statement.principals.rest.is_some().then(unknown)).collect()
    }

    fn principal(&self, principal: &Principal) -> Vec<ConcretePrincipal> {
        let of = |identifier| ConcretePrincipal { kind: principal.kind, identifier };
        match principal.kind {
            PrincipalKind::Anyone => vec![of(Known::Text("*".to_owned()))],
            _ => self.texts(&principal.identifier).into_iter().map(of).collect(),
        }
    }

    /// A statement without resources is one of a trust policy.
    fn resources(&self, resources: &Partial<Value>) -> Option<Scope> {
        let patterns = self.all(resources);
        (!patterns.is_empty()).then_some(Scope { negated: false, patterns })
    }

    fn conditions(&self, statement: &Statement) -> Vec<ConcreteClause> {
        let adds_up = matches!(statement.place, Place::Block { .. } | Place::Object { .. });
        let mut clauses: Vec<ConcreteClause> = Vec::new();
        for clause in statement.conditions.known.iter().map(|clause| self.clause(clause)) {
            let same = |other: &&mut ConcreteClause| {
                (&other.operator, &other.key) == (&clause.operator, &clause.key) && clause.key != Known::Unknown
            };
            match clauses.iter_mut().find(same) {
                Some(twin) if adds_up && twin.always && clause.always => twin.values.extend(clause.values),
                Some(twin) => *twin = ConcreteClause::unknown(),
                None => clauses.push(clause),
            }
        }
        if statement.conditions.rest.is_some() || !statement.defects.is_empty() {
            clauses.push(ConcreteClause::unknown());
        }
        clauses
    }

    fn clause(&self, clause: &Clause) -> ConcreteClause {
        ConcreteClause {
            operator: self.one(&clause.operator),
            key: self.one(&clause.key),
            values: self.all(&clause.values),
            always: clause.always,
        }
    }

    fn one(&self, value: &Value) -> Known {
        match <[Known; 1]>::try_from(self.texts(value)) {
            Ok([only]) => only,
            Err(_) => Known::Unknown,
        }
    }

    fn all(&self, values: &Partial<Value>) -> Vec<Known> {
        let known = values.known.iter().flat_map(|value| self.texts(value));
        known.chain(values.rest.is_some().then_some(Known::Unknown)).collect()
    }

    /// The texts of a value that may be one text or a list of them.
    fn texts(&self, value: &Value) -> Vec<Known> {
        match &value.kind {
            Kind::Text(parts) => vec![self.text(parts)],
            Kind::Number(digits) => vec![number(digits)],
            Kind::Bool(truth) => vec![Known::Text(truth.to_string())],
            Kind::List(items) => self.all(items),
            Kind::Absent => Vec::new(),
            Kind::Map(_) | Kind::Json(_) | Kind::OneOf(_) | Kind::Unknown(_) => {
                vec![Known::Unknown]
            }
        }
    }

    fn text(&self, parts: &[Part]) -> Known {
        let of = |part: &Part| match part.literal() {
            Some(text) => Some(text.to_owned()),
            None => (self.resolve)(part),
        };
        parts.iter().map(of).collect::<Option<String>>().map_or(Known::Unknown, Known::Text)
    }
}

/// An unquoted number. One with a leading zero means another number in HCL and in YAML.
fn number(written: &str) -> Known {
    let plain = written.bytes().all(|byte| byte.is_ascii_digit());
    match plain && (written == "0" || !written.starts_with('0')) {
        true => Known::Text(written.to_owned()),
        false => Known::Unknown,
    }
}
