//! What the tables of integrations hold about an account.

use porchlight_protocol::your_data::{Form, Group, Kept, Purpose};

use super::holdings::{About, AccountRows, Holding, term};
use crate::integrations::{ACCESS_VALID_FOR, CODES_KEPT, SPENT_KEPT, UNLINKED_KEPT};

const OF_GRANT: &str =
    "grant_id IN (SELECT g.id FROM grants g JOIN integrations i ON i.id = g.integration_id
                         WHERE i.account_id = $1)";

pub(super) const HELD: &[Holding] = &[
    Holding {
        table: "clients",
        about: About::Nobody(
            "what the people who run the service registered, the same for everybody",
        ),
    },
    Holding {
        table: "integrations",
        about: About::Account(AccountRows {
            of: "account_id = $1",
            group: Group::Integrations,
            purpose: Purpose::Integrations,
            kept: Kept::AfterItsEnd {
                seconds: term(UNLINKED_KEPT),
            },
            columns: &[
                ("id", Form::Identifier),
                ("account_id", Form::Identifier),
                ("client_id", Form::Text),
                ("sealed_release", Form::SealedByService),
                ("linked_at", Form::Time),
                ("last_used_at", Form::Time),
                ("unlinked_at", Form::Time),
                ("unlink_cause", Form::Text),
                ("unlink_reason", Form::Text),
                ("untold", Form::Number),
            ],
        }),
    },
    Holding {
        table: "login_hints",
        about: About::Account(AccountRows {
            of: "account_id = $1",
            group: Group::Integrations,
            purpose: Purpose::Linking,
            kept: Kept::AfterItsEnd {
                seconds: term(CODES_KEPT),
            },
            columns: &[
                ("hint_index", Form::Hashed),
                ("account_id", Form::Identifier),
                ("client_id", Form::Text),
                ("expires_at", Form::Time),
            ],
        }),
    },
    Holding {
        table: "link_requests",
        about: About::Account(AccountRows {
            of: "account_id = $1",
            group: Group::Integrations,
            purpose: Purpose::Linking,
            kept: Kept::AfterItsEnd {
                seconds: term(CODES_KEPT),
            },
            columns: &[
                ("id", Form::Identifier),
                ("account_id", Form::Identifier),
                ("client_id", Form::Text),
                ("address_index", Form::Hashed),
                ("browser_index", Form::Hashed),
                ("sealed_request", Form::SealedByService),
                ("integration_id", Form::Identifier),
                ("code_index", Form::Hashed),
                ("grant_id", Form::Identifier),
                ("requested_at", Form::Time),
                ("expires_at", Form::Time),
                ("code_expires_at", Form::Time),
                ("tries", Form::Number),
                ("state", Form::Text),
            ],
        }),
    },
    Holding {
        table: "grants",
        about: About::Account(AccountRows {
            of: "integration_id IN (SELECT id FROM integrations WHERE account_id = $1)",
            group: Group::Integrations,
            purpose: Purpose::LinkTokens,
            // With the link: unlinking takes it away.
            kept: Kept::AfterItsEnd { seconds: 0 },
            columns: &[
                ("id", Form::Identifier),
                ("integration_id", Form::Identifier),
                ("newest", Form::Number),
                ("received", Form::Number),
                ("received_at", Form::Time),
            ],
        }),
    },
    Holding {
        table: "refresh_tokens",
        about: About::Account(AccountRows {
            of: OF_GRANT,
            group: Group::Integrations,
            purpose: Purpose::LinkTokens,
            kept: Kept::AfterItsEnd {
                seconds: term(SPENT_KEPT),
            },
            columns: &[
                ("token_index", Form::Hashed),
                ("grant_id", Form::Identifier),
                ("generation", Form::Number),
                ("issued_at", Form::Time),
            ],
        }),
    },
    Holding {
        table: "access_tokens",
        about: About::Account(AccountRows {
            of: OF_GRANT,
            group: Group::Integrations,
            purpose: Purpose::LinkTokens,
            kept: Kept::For {
                seconds: term(ACCESS_VALID_FOR),
            },
            columns: &[
                ("token_index", Form::Hashed),
                ("grant_id", Form::Identifier),
                ("generation", Form::Number),
                ("expires_at", Form::Time),
                ("salt", Form::Identifier),
            ],
        }),
    },
];
