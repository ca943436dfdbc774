//! The contract with the window: every command, and the one event. `make bindings` writes it down in TypeScript.

use porchlight_core::view::ViewChange;
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::Wry;
use tauri_specta::{Builder, ErrorHandlingMode, Event, collect_commands, collect_events};

use crate::commands::{
    account, alerts, authenticators, camera_access, cameras, computers, demo, email, incidents,
    integrations, password, password_recovery, pictures, preferences, protection, recovery_key,
    rehearsal, setup, two_factor, your_data,
};
use crate::typed;

/// Sent to the window after each change.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
pub(crate) struct ViewChanged(pub ViewChange);

pub(crate) fn contract() -> Builder<Wry> {
    Builder::new()
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
        .events(collect_events![ViewChanged])
        .commands(collect_commands![
            account::add_account,
            account::add_place,
            account::cancel_account,
            account::cancel_sign_in,
            account::confirm_recovery_key,
            account::connect_service,
            account::forget_connection,
            account::open_advisory,
            account::open_sign_in_help,
            account::postpone_prompt,
            account::send_factor_code,
            account::prepare_account,
            account::registration,
            account::reveal_recovery_key,
            account::save_recovery_key,
            account::show_prompt,
            account::sign_in,
            account::sign_out,
            alerts::alerts,
            alerts::mark_alert_read,
            alerts::mark_alerts_read,
            alerts::undo_mark_alerts_read,
            authenticators::authenticator_code,
            authenticators::authenticators,
            authenticators::bring_authenticator_back,
            authenticators::cancel_import,
            authenticators::copy_authenticator_code,
            authenticators::import_authenticator,
            authenticators::import_authenticator_picture,
            authenticators::keep_authenticator,
            authenticators::remove_authenticator,
            camera_access::add_camera,
            camera_access::camera_picture,
            camera_access::find_cameras,
            camera_access::sign_in_to_camera,
            camera_access::stop_finding,
            cameras::camera_absences,
            cameras::decide_held,
            cameras::export_cameras,
            cameras::keep_names_private,
            cameras::refresh,
            cameras::remove_camera,
            cameras::rename_camera,
            cameras::resolve_conflict,
            cameras::send_private_names,
            cameras::set_room,
            cameras::snapshot,
            cameras::undo_edit,
            computers::computers,
            computers::know_computers,
            computers::sign_out_computer,
            computers::sign_out_other_computers,
            demo::demo_action,
            demo::demo_camera_looks,
            demo::open_demo_home,
            demo::reveal_demo_password,
            email::change_email,
            email::undo_email_change,
            incidents::dismiss_integration,
            incidents::look_up_breaches,
            incidents::open_exposure_advisory,
            incidents::report_not_me,
            incidents::wish_guide,
            integrations::approve_link,
            integrations::dismiss_link_end,
            integrations::look_at_integrations,
            integrations::put_integration_aside,
            integrations::refuse_link,
            integrations::release_cameras,
            integrations::start_linking,
            integrations::unlink,
            password::advise_password,
            password::change_password,
            password::look_up_password,
            password_recovery::begin_password_recovery,
            password_recovery::cancel_password_recovery,
            password_recovery::choose_recovered_password,
            password_recovery::give_recovery_factor,
            password_recovery::stop_password_recovery,
            pictures::stop_reading_picture,
            preferences::app_info,
            preferences::set_preferences,
            preferences::set_start_at_login,
            preferences::show_data_folder,
            preferences::show_logs_folder,
            preferences::copy_address,
            protection::advise_passphrase,
            protection::dismiss_notice,
            protection::erase_everything,
            protection::protect_this_run_only,
            protection::protect_with_keychain,
            protection::protect_with_passphrase,
            protection::set_data_aside,
            protection::suggest_passphrase,
            recovery_key::begin_recovery_key,
            recovery_key::cancel_recovery_key,
            recovery_key::say_recovery_key_seen,
            rehearsal::rehearse_password,
            rehearsal::rehearse_recovery_code,
            rehearsal::rehearse_recovery_key,
            setup::back_in_setup,
            setup::begin_move,
            setup::begin_setup,
            setup::camera_is_online,
            setup::camera_networks,
            setup::cancel_setup,
            setup::choose_network,
            setup::end_move,
            setup::explain_code,
            setup::explain_picture,
            setup::finish_setup,
            setup::forget_wifi_passwords,
            setup::join_camera,
            setup::move_camera,
            setup::nearby_networks,
            setup::open_camera_page,
            setup::reach_camera,
            setup::serial_ports,
            setup::setup_code,
            setup::skip_move,
            setup::try_setup_again,
            two_factor::begin_enrolment,
            two_factor::begin_recovery_codes,
            two_factor::cancel_two_factor_change,
            two_factor::check_enrolment_code,
            two_factor::confirm_recovery_codes,
            two_factor::copy_enrolment_key,
            two_factor::finish_sign_in,
            two_factor::open_authenticator,
            two_factor::reveal_enrolment,
            two_factor::reveal_recovery_codes,
            two_factor::save_recovery_codes,
            two_factor::turn_off_two_factor,
            typed::typing_key,
            your_data::delete_account,
            your_data::export_your_data,
            your_data::your_data,
        ])
}

#[cfg(test)]
mod plain_text;

#[cfg(test)]
mod tests {
    use std::path::Path;

    use specta_typescript::Typescript;

    use super::*;

    pub(super) const NAMES: &[&str] = include!("commands/names.rs");

    pub(super) fn bindings() -> String {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bindings.ts");
        contract().export(Typescript::default(), &file).unwrap();
        std::fs::read_to_string(file).unwrap()
    }

    #[test]
    fn bindings_are_up_to_date() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/backend/bindings.gen.ts");
        let now = bindings();
        if std::env::var_os("UPDATE_BINDINGS").is_some() {
            std::fs::write(file, now).unwrap();
        } else {
            assert!(
                std::fs::read_to_string(file).is_ok_and(|written| written == now),
                "ui/src/backend/bindings.gen.ts is not what the commands say: run `make bindings`"
            );
        }
    }

    /// Commands with what they answer, as TypeScript sees it.
    fn answers() -> Vec<(String, String)> {
        bindings()
            .lines()
            .filter_map(|line| {
                let call = line.split_once("__TAURI_INVOKE")?.1;
                let (answer, rest) = call.strip_prefix('<')?.rsplit_once(">(\"")?;
                Some((rest.split('"').next()?.to_owned(), answer.to_owned()))
            })
            .collect()
    }

    #[test]
    fn eight_commands_reveal_something_and_no_other() {
        // Views hold nothing secret by their own rule (`core::view`); anything else must be argued for.
        const HARMLESS: [&str; 28] = [
            "Absence[]",
            "AlertView[]",
            "AppInfo",
            "AuthenticatorImport",
            "AuthenticatorsView",
            "Breach",
            "CameraKey",
            "CodeExplanation",
            "ComputerView[]",
            "ConnectionId",
            "DeletedAccountView",
            "DemoLook",
            "NearbyView",
            "PasswordAdvice",
            "PasswordChangedView",
            "PasswordRecovered",
            "PasswordRecoveryStep",
            "PublicKey",
            "Registration",
            "RehearsedCode",
            "RehearsedKey",
            "SerialPortView[]",
            "SignInStep",
            "Snapshot",
            "YourDataView",
            "boolean",
            "null",
            "number",
        ];
        let answers = answers();
        assert_eq!(answers.len(), NAMES.len());
        let revealing: Vec<_> = answers
            .iter()
            .filter(|(_, answer)| !HARMLESS.contains(&answer.as_str()))
            .map(|(name, answer)| (name.as_str(), answer.as_str()))
            .collect();
        assert_eq!(
            revealing,
            [
                ("reveal_recovery_key", "string[]"),
                // The owner reads it off the screen: it is what the secret was given to us for. Good for half a minute.
                ("authenticator_code", "AuthenticatorCode"),
                // What a camera sees, for the owner who asks for it.
                ("camera_picture", "CameraPicture"),
                // Of an account that holds nothing real, for its own sign-in.
                ("reveal_demo_password", "string"),
                // To be written down, and nobody's before it is chosen.
                ("suggest_passphrase", "SuggestedPassphrase"),
                ("setup_code", "string"),
                ("reveal_enrolment", "EnrolmentReveal"),
                ("reveal_recovery_codes", "string[]"),
            ]
        );
    }

    #[test]
    fn every_command_is_declared_and_granted_by_name_to_the_one_window() {
        let mut registered: Vec<_> = answers().into_iter().map(|(name, _)| name).collect();
        registered.sort();
        assert_eq!(registered, NAMES);

        let capability: serde_json::Value =
            serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
        assert_eq!(
            capability["windows"],
            serde_json::json!([crate::window::MAIN])
        );
        assert!(capability.get("remote").is_none() && capability.get("webviews").is_none());
        let mut granted: Vec<String> =
            serde_json::from_value(capability["permissions"].clone()).unwrap();
        granted.retain(|permission| !permission.starts_with("core:event:"));
        let expected: Vec<_> = NAMES
            .iter()
            .map(|name| format!("allow-{}", name.replace('_', "-")))
            .collect();
        assert_eq!(granted, expected);
    }
}
