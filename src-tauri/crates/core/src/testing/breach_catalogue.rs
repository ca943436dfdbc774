//! A public list of breaches that says what the test says.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;

use super::lock;
use crate::listed_breaches::ListedBreach;
use crate::ports::breach_catalogue::{BreachCatalogue, CatalogueAnswer};
use crate::ports::breach_list::NoAnswer;

/// Does not answer until it is told what to say.
#[derive(Clone, Debug, Default)]
pub struct FakeCatalogue(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    listed: Option<Vec<ListedBreach>>,
    version: u32,
    asked: Vec<Option<String>>,
}

impl FakeCatalogue {
    /// `None`: nothing.
    pub fn say(&self, listed: Option<Vec<ListedBreach>>) {
        let mut inner = lock(&self.0);
        inner.listed = listed;
        inner.version += 1;
    }

    /// The versions that it was asked with.
    pub fn asked(&self) -> Vec<Option<String>> {
        lock(&self.0).asked.clone()
    }
}

#[async_trait]
impl BreachCatalogue for FakeCatalogue {
    async fn breaches(&self, version: Option<&str>) -> Result<CatalogueAnswer, NoAnswer> {
        let mut inner = lock(&self.0);
        inner.asked.push(version.map(ToOwned::to_owned));
        let now = inner.version.to_string();
        match &inner.listed {
            None => Err(NoAnswer),
            Some(_) if version == Some(now.as_str()) => Ok(CatalogueAnswer::NotModified),
            Some(listed) => Ok(CatalogueAnswer::Breaches {
                breaches: listed.clone(),
                version: Some(now),
            }),
        }
    }
}
