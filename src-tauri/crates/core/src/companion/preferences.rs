//! What the owner prefers.

use super::requests::Reply;
use super::state::State;
use crate::error::{Failure, FailureCode};
use crate::view::Preferences;

impl State {
    pub(super) async fn set_preferences(&mut self, preferences: Preferences, reply: Reply<()>) {
        let done = match self.store() {
            Ok(store) => store
                .put_preferences(&preferences)
                .await
                .map_err(|error| Failure::from(&error)),
            Err(_) => Err(FailureCode::NotNow.into()),
        };
        if done.is_ok() {
            self.preferences = preferences;
            self.plan_breach_look();
        }
        self.answer(reply, done);
    }
}
