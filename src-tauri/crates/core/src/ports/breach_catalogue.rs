//! A public list of breaches, whose every entry anybody may read. It is asked as a whole, so that it does not learn which makes
//! an owner has.

use async_trait::async_trait;

use crate::listed_breaches::ListedBreach;
use crate::ports::breach_list::NoAnswer;

#[async_trait]
pub trait BreachCatalogue: Send + Sync {
    /// `version`: what came with the answer that is known already. Answers or gives up within half a minute.
    async fn breaches(&self, version: Option<&str>) -> Result<CatalogueAnswer, NoAnswer>;
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CatalogueAnswer {
    Breaches {
        breaches: Vec<ListedBreach>,
        /// To be asked with next time, where the list says it.
        version: Option<String>,
    },
    /// Nothing has changed since that version.
    NotModified,
}
