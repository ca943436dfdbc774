//! Exposures, and the way back after an incident.

use porchlight_core::view::ConnectionId;
use porchlight_core::view::incidents::GuideWish;

pass_on! {
    open_exposure_advisory(connection: ConnectionId, exposure: String) -> ();
    look_up_breaches() -> ();
    report_not_me(connection: ConnectionId) -> ();
    wish_guide(connection: ConnectionId, wish: GuideWish) -> ();
    dismiss_integration(connection: ConnectionId, client: String, dismissed: bool) -> ();
}
