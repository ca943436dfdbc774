//! What a provider cannot do: nobody says that it can, and whoever asks for it hears so.

use porchlight_core::error::Failure;
use porchlight_core::ports::integrations::{ClientId, IntegrationId};
use porchlight_core::ports::provider::SessionId;
use porchlight_core::secret::Password;
use porchlight_core::testing::{Ability, FakeDoor, Seen};
use porchlight_core::view::SessionView;
use porchlight_core::view::checkup::CheckupSubject;
use porchlight_core::view::two_factor::TwoFactorView;
use porchlight_core::wifi::setup::SetupMethod;

use crate::Subject;
use crate::run::{Computer, UNDER_CONTRACT, connection, is_online, soon};

pub async fn what_the_provider_cannot_do_is_offered_nowhere<S: Subject>() {
    let subject = S::open().await;
    let computer = Computer::at(&subject, FakeDoor::default().into()).await;
    let id = computer.connect(UNDER_CONTRACT).await;
    computer.sign_in(id, &subject.owners()[0]).await.unwrap();
    let looked_at = |seen: &Seen| {
        let two_factor = &connection(seen, id).two_factor;
        is_online(seen, id) && *two_factor != TwoFactorView::Unknown
    };
    let seen = computer.until(looked_at).await;
    let (view, provider) = (connection(&seen, id), subject.provider());
    for (ability, offered) in [
        (Ability::AccountData, view.tells_data),
        (Ability::CameraRemoval, view.removes_cameras),
        (Ability::CreatesAccounts, view.creates_accounts),
        (Ability::Devices, view.lists_computers),
        (Ability::Email, view.changes_email),
        (Ability::KeepsNicknames, view.keeps_names),
        (Ability::Pairing, view.pairs_cameras),
        (Ability::Password, view.changes_password),
        (Ability::PasswordRecovery, view.password_recovery.is_some()),
        (Ability::Pictures, view.shows_pictures),
        (Ability::Recovery, view.recovery_key.is_some()),
        (
            Ability::TwoFactor,
            view.two_factor != TwoFactorView::NotOffered,
        ),
    ] {
        assert_eq!(offered, ability.is_of(&*provider), "{ability:?}");
    }
    let checked = |about: fn(&CheckupSubject) -> bool| {
        let mut items = seen.checkup.iter();
        items.any(|item| about(&item.subject))
    };
    let two_factor = checked(|about| matches!(about, CheckupSubject::TwoFactor { .. }));
    assert_eq!(two_factor, Ability::TwoFactor.is_of(&*provider));
    let computers = checked(|about| matches!(about, CheckupSubject::Computers { .. }));
    assert_eq!(computers, Ability::Devices.is_of(&*provider));
    let rehearsal = checked(|about| matches!(about, CheckupSubject::Rehearsal { .. }));
    assert!(!rehearsal || Ability::Recovery.is_of(&*provider));
    let linked = checked(|about| matches!(about, CheckupSubject::Integrations { .. }));
    assert!(!linked || Ability::Integrations.is_of(&*provider));
    let links = seen.integrations.iter().any(|view| view.connection == id);
    assert_eq!(links, Ability::Integrations.is_of(&*provider));
}

pub async fn what_the_provider_cannot_do_is_refused_and_hangs_nobody<S: Subject>() {
    let subject = S::open().await;
    let computer = Computer::at(&subject, FakeDoor::default().into()).await;
    let id = computer.connect(UNDER_CONTRACT).await;
    computer.sign_in(id, &subject.owners()[0]).await.unwrap();
    let (ask, provider) = (&computer.companion, subject.provider());
    let word = || Password::new("correct horse battery staple");
    for ability in Ability::ALL {
        if ability.is_of(&*provider) {
            continue;
        }
        let answered: Vec<Option<Failure>> = match ability {
            Ability::AccountData => vec![
                soon(ask.your_data(id)).await.err(),
                soon(ask.export_your_data(id, false)).await.err(),
                soon(ask.delete_account(id, word(), None)).await.err(),
            ],
            Ability::CameraRemoval => {
                let camera = computer.first_camera(id);
                vec![soon(ask.remove_camera(camera)).await.err()]
            }
            Ability::CreatesAccounts => vec![],
            Ability::Devices => {
                let other = SessionId("of another computer".into());
                vec![
                    soon(ask.computers(id)).await.err(),
                    soon(ask.sign_out_computer(id, other)).await.err(),
                    soon(ask.sign_out_other_computers(id)).await.err(),
                ]
            }
            Ability::Email => {
                let new = "somebody@porch.example".to_owned();
                vec![soon(ask.change_email(id, new, word(), None)).await.err()]
            }
            Ability::Events => vec![],
            Ability::Integrations => vec![
                soon(ask.look_at_integrations(id)).await.err(),
                soon(ask.start_linking(id, ClientId("alexa".into())))
                    .await
                    .err(),
                soon(ask.unlink(id, IntegrationId("1".into()))).await.err(),
            ],
            Ability::KeepsNicknames => vec![],
            Ability::Pairing => {
                let begun = ask.begin_setup(SetupMethod::PorchlightCode, Some(id));
                vec![soon(begun).await.err()]
            }
            Ability::Password => {
                let changed = ask.change_password(id, word(), word(), None, false);
                vec![soon(changed).await.err()]
            }
            Ability::PasswordRecovery => {
                let email = subject.owners()[0].email.clone();
                vec![
                    soon(ask.begin_password_recovery(id, email, word()))
                        .await
                        .err(),
                ]
            }
            Ability::Pictures => {
                let camera = computer.first_camera(id);
                vec![soon(ask.picture(camera)).await.err()]
            }
            Ability::Recovery => vec![
                soon(ask.rehearse_recovery_key(id, word())).await.err(),
                soon(ask.begin_recovery_key(id, word(), None)).await.err(),
            ],
            Ability::TwoFactor => vec![soon(ask.begin_enrolment(id, word(), None)).await.err()],
        };
        assert!(
            answered.iter().all(Option::is_some),
            "{ability:?} {answered:?}"
        );
    }
    // And nothing of it has cost the session.
    soon(ask.refresh(id)).await.unwrap();
    assert_eq!(
        connection(&computer.desktop.seen(), id).session,
        SessionView::Active
    );
}
