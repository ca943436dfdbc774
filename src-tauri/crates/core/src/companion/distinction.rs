//! What tells a connection from others that call themselves the same. Worked out here for windows and notifications alike.

use super::state::{Connection, State};
use crate::view::{ConnectionId, Distinction};

impl State {
    pub(super) fn distinction(&self, one: &Connection) -> Distinction {
        let host = one.kept.place.host();
        let (here, elsewhere): (Vec<_>, Vec<_>) = self
            .connections
            .iter()
            .filter(|other| is_called_the_same(other, one))
            .partition(|other| other.kept.place.host() == host);
        Distinction {
            host: host.filter(|_| !elsewhere.is_empty()),
            account: (here.len() > 1).then(|| account_among(&here, one)),
        }
    }

    /// What the owner is told of it by. Empty where it is gone.
    pub(super) fn called(&self, id: ConnectionId) -> String {
        let Some(connection) = self.connection(id) else {
            return String::new();
        };
        let Distinction { host, account } = self.distinction(connection);
        [Some(connection.kept.name.clone()), host, account]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    }
}

/// What has no name of its own is called by its provider.
fn is_called_the_same(other: &Connection, one: &Connection) -> bool {
    let (other, one) = (&other.kept, &one.kept);
    other.name == one.name && (!one.name.is_empty() || other.place.provider == one.place.provider)
}

/// By its address, and by a number where an earlier one has the same: who signed out of an account may sign in to it beside.
fn account_among(here: &[&Connection], one: &Connection) -> String {
    let email = &one.kept.email;
    let earlier = here
        .iter()
        .take_while(|other| other.kept.id != one.kept.id)
        .filter(|other| other.kept.email == *email)
        .count();
    match earlier {
        _ if email.is_empty() => String::new(),
        0 => email.clone(),
        more => format!("{email} ({})", more + 1),
    }
}
