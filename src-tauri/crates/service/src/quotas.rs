//! How much one account can make the service keep. No real home comes near any of it.
//!
//! - What an owner would miss is refused (`account-full`): one camera more, one integration more.
//! - What only explains the past, or makes a repeat cheaper, gives way, the least useful first.
//! - Nobody is kept from signing in: one computer more than [`COMPUTERS`] signs out the one that was unused for longest.
//!
//! Every row is bounded as well (names, sealed profiles, bodies), so all rows of an account stay below [`BYTES`]: [`PARTS`] adds up.

/// All rows of one account together.
pub const BYTES: usize = 10 * 1024 * 1024;
pub const CAMERAS: u32 = 500;
/// Signed in at the same time.
pub const COMPUTERS: u32 = 20;
/// Sessions that are over, and of which the service can still say why.
pub const ENDED_SESSIONS: u32 = 40;
/// Security events of the longest sort, read or not, that there is room for whatever else the account holds. Of others, and where there
/// are fewer cameras and integrations, there may be many times as many ([`room_for_events`]). A multiple of [`LOOKED_AT_EVERY`].
pub const EVENTS: u32 = 1_984;
/// Bytes of the longest.
pub const LONGEST_EVENT: usize = 2_300;
/// Bytes that an event takes beside what is sealed of it.
pub const EVENT_ROW: usize = 150;
/// How much room events take is looked at each time that so many have come.
pub const LOOKED_AT_EVERY: u32 = 64;
/// Acknowledged by one computer before one that came earlier.
pub const ACKNOWLEDGED: u32 = 100;
/// Profile writes that are recognised when they come again.
pub const PROFILE_WRITES: u32 = 1_000;
/// Pairings that wait for a camera: a household that moves has one for each camera that the owner holds.
pub const OPEN_PAIRINGS: u32 = 16;
/// Pairings that are over, and may still be asked about.
pub const PAIRINGS_OVER: u32 = 64;
/// Sign-ins that wait for their second factor: more than can begin while an owner types a code.
pub const CHALLENGES: u32 = 1_000;
/// Changes of its address that were made in the last day, undone or not.
pub const EMAIL_CHANGES: usize = 5;
/// Clients that the account is, or was, linked to.
pub const INTEGRATIONS: u32 = 16;
/// Pages that asked the owner to link something, and hints that named the account to a client; those that are over go first.
pub const LINK_REQUESTS: u32 = 60;
/// Access tokens of one integration that are good at the same time.
pub const ACCESS_TOKENS: u32 = 8;
/// Refresh tokens of one integration, the spent ones with it: one for each hour of a month.
pub const REFRESH_TOKENS: u32 = 720;
/// Computers of a deleted account that are told so, those that were used last.
pub const FAREWELLS: u32 = 64;

/// Streams and polls that one computer listens by. One more ends the oldest.
pub const LISTENING: usize = 4;
/// Events that one poll acknowledges. What is left over is sent again.
pub const ACKNOWLEDGEMENTS: usize = 256;

/// Bytes of a sealed profile: it is two or three padded blocks, and there is room for more.
pub const LONGEST_PROFILE: usize = 4 * 1024;
/// Bytes of the sealed name of a computer.
pub const LONGEST_COMPUTER_NAME: usize = 1_024;

const CAMERA_ROW: usize = LONGEST_PROFILE + 900;
const INTEGRATION_ROW: usize = 66 * 1024;
/// Sessions, good ones and others.
const SESSIONS: usize = (COMPUTERS + ENDED_SESSIONS) as usize;
/// Announcements of exposures that a service makes in its life, for this sum.
const ANNOUNCEMENTS: usize = 50;

/// Each table about an account: the most rows, and the bytes of the longest.
pub(crate) const PARTS: &[(&str, usize, usize)] = &[
    ("accounts", 1, 2_600),
    ("email_changes", EMAIL_CHANGES, 250),
    ("sessions", SESSIONS, 250 + 2 * LONGEST_COMPUTER_NAME),
    ("cameras", CAMERAS as usize, CAMERA_ROW),
    ("profile_writes", PROFILE_WRITES as usize, 200),
    ("pairings", (OPEN_PAIRINGS + PAIRINGS_OVER) as usize, 160),
    (
        "events",
        (EVENTS + LOOKED_AT_EVERY - 1) as usize,
        LONGEST_EVENT,
    ),
    ("readers", SESSIONS, 70),
    ("acknowledged", SESSIONS * ACKNOWLEDGED as usize, 70),
    ("exposures_heard", SESSIONS * ANNOUNCEMENTS, 70),
    ("two_factor", 1, 400),
    ("recovery_codes", 16, 50),
    ("told_steps", 200, 24),
    ("enrolments", 1, 1_100),
    ("password_recoveries", 1, 80),
    ("challenges", CHALLENGES as usize + SESSIONS, 110),
    ("integrations", INTEGRATIONS as usize, INTEGRATION_ROW),
    ("login_hints", LINK_REQUESTS as usize, 130),
    ("link_requests", LINK_REQUESTS as usize, 4_096),
    ("grants", INTEGRATIONS as usize, 60),
    (
        "refresh_tokens",
        (INTEGRATIONS * REFRESH_TOKENS) as usize,
        64,
    ),
    (
        "access_tokens",
        (INTEGRATIONS * ACCESS_TOKENS) as usize,
        128,
    ),
];

/// Bytes for the events of an account that has so many cameras and integrations: what a large home would have for those, a small one
/// has for a longer past.
pub const fn room_for_events(cameras: usize, integrations: usize) -> usize {
    let not_there = (CAMERAS as usize).saturating_sub(cameras) * CAMERA_ROW
        + (INTEGRATIONS as usize).saturating_sub(integrations) * INTEGRATION_ROW;
    (EVENTS + LOOKED_AT_EVERY - 1) as usize * LONGEST_EVENT + not_there
}

const _: () = assert!(sum() <= BYTES, "an account could hold more than it should");

const fn sum() -> usize {
    let (mut all, mut at) = (0, 0);
    while at < PARTS.len() {
        all += PARTS[at].1 * PARTS[at].2;
        at += 1;
    }
    all
}
