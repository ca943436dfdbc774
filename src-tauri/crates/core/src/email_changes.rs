//! What is known here of changes of an account's address, for the day in which each can be undone.

use crate::ports::email::{EmailChangeId, EmailUndo};
use crate::time::Timestamp;

/// A change, made here or heard of. Where it was heard of, nobody but the owner's own computers can have said the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailChangeHeard {
    /// Of this account.
    pub account: String,
    pub change: EmailChangeId,
    pub at: Timestamp,
    pub until: Timestamp,
    /// What this computer had signed in with until then.
    pub before: String,
    /// `None`: the computer that made it did not say it.
    pub now: Option<String>,
    /// The computer that made it, if it said its name. `None` as well where that was this one.
    pub by: Option<String>,
    pub here: bool,
}

/// Oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EmailChanges(pub Vec<EmailChangeHeard>);

impl EmailChanges {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Of an account, the newest first.
    pub fn of<'a>(&'a self, account: &'a str) -> impl Iterator<Item = &'a EmailChangeHeard> {
        let newest_first = self.0.iter().rev();
        newest_first.filter(move |heard| heard.account == account)
    }

    /// One that is known already stays as it is. Those whose day is over go.
    pub fn hear(&mut self, heard: EmailChangeHeard) {
        self.0.retain(|known| known.until > heard.at);
        if self.0.iter().all(|known| known.change != heard.change) {
            self.0.push(heard);
        }
    }

    /// Forgets it, and those that came after it. What the address was before.
    pub fn undo(&mut self, change: &EmailChangeId) -> Option<String> {
        let at = self.0.iter().position(|heard| heard.change == *change)?;
        let mut undone = self.0.split_off(at).into_iter();
        undone.next().map(|heard| heard.before)
    }
}

impl EmailChangeHeard {
    /// Made on this computer.
    pub fn own(
        account: String,
        undo: EmailUndo,
        at: Timestamp,
        addresses: (String, String),
    ) -> Self {
        let (before, now) = addresses;
        Self {
            account,
            change: undo.change,
            at,
            until: undo.until,
            before,
            now: Some(now),
            by: None,
            here: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(change: &str, before: &str, at: i64) -> EmailChangeHeard {
        EmailChangeHeard {
            account: "ada".into(),
            change: EmailChangeId(change.into()),
            at: Timestamp::from_seconds(at),
            until: Timestamp::from_seconds(at + 86_400),
            before: before.into(),
            now: None,
            by: None,
            here: false,
        }
    }

    #[test]
    fn each_change_is_undone_with_those_after_it_and_forgotten_after_its_day() {
        let mut changes = EmailChanges::default();
        changes.hear(heard("1", "one@example.org", 0));
        changes.hear(heard("2", "two@example.org", 60));
        changes.hear(heard("2", "told again", 61));
        changes.hear(heard("3", "three@example.org", 120));
        let second = EmailChangeId("2".into());
        assert_eq!(changes.undo(&second).as_deref(), Some("two@example.org"));
        assert_eq!(changes.undo(&second), None, "twice");
        let known = |changes: &EmailChanges| {
            let of = changes.of("ada").map(|heard| heard.change.0.clone());
            of.collect::<Vec<_>>()
        };
        assert_eq!(known(&changes), ["1"]);
        assert_eq!(changes.of("somebody else").count(), 0);
        changes.hear(heard("4", "four@example.org", 86_400));
        assert_eq!(known(&changes), ["4"]);
    }
}
