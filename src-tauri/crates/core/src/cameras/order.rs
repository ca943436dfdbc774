//! Which came first: the question for a list of cameras, or an answer about one of them. Told by order, not by a clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A place between answers about single cameras: a list that was asked for at an earlier place may not know the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListOrder(u64);

impl ListOrder {
    /// Before every answer.
    pub const FIRST: Self = Self(0);
    /// After every answer.
    pub const LAST: Self = Self(u64::MAX);
}

/// Counts answers. Those who ask for lists look at it from tasks of their own.
#[derive(Clone, Debug, Default)]
pub struct ListOrders(Arc<AtomicU64>);

impl ListOrders {
    /// For a list: before it is asked for.
    pub fn now(&self) -> ListOrder {
        ListOrder(self.0.load(Ordering::SeqCst))
    }

    /// For an answer that has come: every list of before is older.
    pub fn next(&self) -> ListOrder {
        ListOrder(self.0.fetch_add(1, Ordering::SeqCst) + 1)
    }
}
