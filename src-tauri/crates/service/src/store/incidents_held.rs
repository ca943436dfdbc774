//! What the tables of incidents hold about an account.

use porchlight_protocol::your_data::{Form, Group, Kept, Purpose};

use super::holdings::{About, AccountRows, Holding};

pub(super) const HELD: &[Holding] = &[
    Holding {
        table: "exposures",
        about: About::Nobody("an announcement says the same to everybody"),
    },
    Holding {
        table: "exposures_heard",
        about: About::Account(AccountRows {
            of: "account_id = $1",
            group: Group::Events,
            purpose: Purpose::Announcements,
            kept: Kept::WithItsComputer,
            columns: &[
                ("account_id", Form::Identifier),
                ("thumbprint", Form::PublicKey),
                ("seq", Form::Number),
            ],
        }),
    },
    Holding {
        table: "partial_resets",
        about: About::Nobody(
            "a reset of some says the same to all of them, and does not name them",
        ),
    },
    Holding {
        table: "audit",
        about: About::Nobody(
            "what the people who run the service did; accounts are named by a keyed hash that is nobody's once they are gone",
        ),
    },
];
