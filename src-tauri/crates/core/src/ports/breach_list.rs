//! A list of passwords that have leaked, asked by the beginning of a hash.

use async_trait::async_trait;

use crate::password::breach::RangePrefix;

#[async_trait]
pub trait BreachList: Send + Sync {
    /// What the list has under these five digits, in the form of Pwned Passwords' range (`SUFFIX:COUNT` lines). Answers or gives
    /// up within a few seconds, and reads no more than [`crate::password::breach::LONGEST_ANSWER`].
    async fn range(&self, prefix: RangePrefix) -> Result<Vec<u8>, NoAnswer>;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the list did not answer")]
pub struct NoAnswer;
