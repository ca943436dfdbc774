//! Trouble ends no session, and no error says a secret.

use std::fmt::{Debug, Display};

use porchlight_core::ports::grant::Grant;
use porchlight_core::ports::provider::{Provider, ServiceError};

use crate::{Owner, Subject, account_of};

pub async fn out_of_reach_is_trouble_and_the_end_of_nothing<S: Subject>() {
    let subject = S::open().await;
    let ([owner, _], provider) = (subject.owners(), subject.provider());
    let credential = owner.sign_in(&*provider).await.unwrap().grant();
    subject.cut();
    for error in asked(&owner, &*provider, &credential).await {
        let trouble = matches!(
            error,
            ServiceError::Unreachable | ServiceError::TimedOut | ServiceError::Garbled
        );
        assert!(trouble, "{error}");
    }
    subject.mend();
    provider.cameras().unwrap().list(&credential).await.unwrap();
}

pub async fn no_error_says_a_secret<S: Subject>() {
    let subject = S::open().await;
    let ([owner, _], provider) = (subject.owners(), subject.provider());
    let signed_in = owner.sign_in(&*provider).await.unwrap();
    let mut said = vec![format!("{signed_in:?}")];
    // These two are no secrets, and may stand in one.
    let credential = signed_in.grant();
    let names = [signed_in.account, credential.session().0.clone()];
    let wrong = owner.sign_in_by("another password", &*provider, None).await;
    said.push(both(&wrong.unwrap_err()));
    subject.cut();
    let cut = asked(&owner, &*provider, &credential).await;
    said.extend(cut.iter().map(both));
    subject.mend();
    subject.end(credential.session()).await;
    let over = provider
        .cameras()
        .unwrap()
        .list(&credential)
        .await
        .unwrap_err();
    said.push(both(&over));
    let secret = credential.secret();
    let secret = secret.expose();
    for said in said {
        let said = names.iter().fold(said, |said, name| said.replace(name, ""));
        for typed in [&owner.password, "another password", owner.email.as_str()] {
            assert!(!said.contains(typed), "{said}");
        }
        // Whichever way a part of it would be printed.
        for part in secret.windows(8) {
            let as_list = format!("{part:?}");
            assert!(!said.contains(as_list.trim_matches(['[', ']'])), "{said}");
            let as_hex: String = part.iter().map(|byte| format!("{byte:02x}")).collect();
            assert!(!said.contains(&as_hex), "{said}");
            let as_text = str::from_utf8(part).is_ok_and(|text| said.contains(text));
            assert!(!as_text, "{said}");
        }
    }
}

/// What each request says that every provider takes.
async fn asked(owner: &Owner, provider: &dyn Provider, credential: &Grant) -> Vec<ServiceError> {
    let account = account_of(provider);
    let errors = [
        account.name().await.map(drop),
        owner.sign_in(provider).await.map(drop),
        account.name_computer(credential, "Attic").await,
        provider.cameras().unwrap().list(credential).await.map(drop),
    ];
    let mut errors: Vec<_> = errors.into_iter().map(Result::unwrap_err).collect();
    if let Some(devices) = provider.devices() {
        errors.push(devices.computers(credential).await.unwrap_err());
    }
    errors
}

fn both(error: &(impl Debug + Display)) -> String {
    format!("{error} {error:?}")
}
