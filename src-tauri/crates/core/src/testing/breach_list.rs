//! A list of leaked passwords that does as the test says.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;

use super::lock;
use crate::password::breach::RangePrefix;
use crate::ports::breach_list::{BreachList, NoAnswer};

/// Does not answer until it is told what to say.
#[derive(Clone, Debug, Default)]
pub struct FakeBreachList(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    answer: Option<String>,
    asked: Vec<String>,
}

impl FakeBreachList {
    /// The same to everybody; `None`: nothing.
    pub fn say(&self, answer: Option<&str>) {
        lock(&self.0).answer = answer.map(str::to_owned);
    }

    /// Every prefix that it was asked for.
    pub fn asked(&self) -> Vec<String> {
        lock(&self.0).asked.clone()
    }
}

#[async_trait]
impl BreachList for FakeBreachList {
    async fn range(&self, prefix: RangePrefix) -> Result<Vec<u8>, NoAnswer> {
        let mut inner = lock(&self.0);
        inner.asked.push(prefix.as_str().to_owned());
        let answer = inner.answer.clone();
        answer.map(String::into_bytes).ok_or(NoAnswer)
    }
}
