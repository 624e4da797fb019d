//! Where a policy is deployed, in the words that its condition may use.

use super::account::account;
use crate::config::Config;
use crate::forms::Document;
use crate::link::Program;
use crate::policy::arn::has_region;
use crate::policy::statement::Statement;
use crate::value::{Ambient, Part};

/// Where a policy is deployed.
pub(super) struct Deployment {
    /// The account, as parts of a string.
    pub(super) account: Vec<Part>,
    /// The partition; none where only a literal can be said and nothing tells it.
    pub(super) partition: Option<Part>,
    /// The Region of a caller that does not tell its own.
    pub(super) region: Part,
}

impl Deployment {
    /// As the program says it and, where it says nothing, the configuration. What is configured
    /// holds for the default provider, so not where there is another `provider`.
    pub(super) fn of(
        program: &Program,
        config: &Config,
        document: &Document,
        statement: &Statement,
        provider: Option<&str>,
    ) -> Deployment {
        let place = statement.place.span();
        let file = program.file(place);
        let literal =
            |said: Option<&str>| said.filter(|_| provider.is_none()).map(|text| Part::Literal(text.to_owned()));
        let only_literals = program.says_only_literals(place);
        let partition = match (program.partition(place.file), literal(config.partition(&file.path))) {
            (_, Some(configured)) if only_literals && !file.text.contains("arn:aws") => Some(configured),
            (Part::Ambient(_), _) if only_literals => None,
            (told, _) => Some(told),
        };
        // One of another partition would match nothing.
        let fits = |region: &&str| {
            partition.as_ref().and_then(Part::literal).is_none_or(|partition| has_region(partition, region))
        };
        let region = literal(config.region(&file.path).filter(fits));
        Deployment {
            account: account(program, document, statement, literal(config.account(&file.path))),
            region: region.unwrap_or(match statement.place.takes_any_region() {
                true => Part::Literal("*".to_owned()),
                false => Part::Ambient(Ambient::Region),
            }),
            partition,
        }
    }
}
