//! Stands in for the window in which the keychain asks for its password (gcr's D-Bus protocol between the two).

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, Sender, channel};

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::message::Header;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

#[derive(Clone, Copy)]
pub(crate) enum Answer {
    /// Nobody is there.
    Silence,
    /// The owner closes it.
    Dismissal,
}

struct Prompter {
    answer: Answer,
    /// Of each prompt whether it asks for a new password.
    asked: Sender<bool>,
}

#[zbus::interface(name = "org.gnome.keyring.internal.Prompter")]
impl Prompter {
    fn begin_prompting(
        &self,
        callback: OwnedObjectPath,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] connection: &zbus::Connection,
    ) {
        self.ready(callback, &header, connection, "");
    }

    fn perform_prompt(
        &self,
        callback: OwnedObjectPath,
        _kind: String,
        properties: HashMap<String, OwnedValue>,
        _exchange: String,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] connection: &zbus::Connection,
    ) {
        let new = properties.get("password-new");
        let _ = self
            .asked
            .send(new.is_some_and(|new| bool::try_from(new).unwrap()));
        self.ready(callback, &header, connection, "no");
    }

    fn stop_prompting(&self, _callback: OwnedObjectPath) {}
}

impl Prompter {
    /// Answers in a call of its own, after the reply to this one.
    fn ready(
        &self,
        callback: OwnedObjectPath,
        header: &Header<'_>,
        connection: &zbus::Connection,
        reply: &'static str,
    ) {
        if matches!(self.answer, Answer::Silence) {
            return;
        }
        let (connection, asker) = (connection.clone(), header.sender().unwrap().to_owned());
        let executor = connection.executor().clone();
        let answer = async move {
            let nothing = HashMap::<String, Value<'_>>::new();
            let interface = Some("org.gnome.keyring.internal.Prompter.Callback");
            let body = (reply, nothing, "");
            connection
                .call_method(Some(asker), callback, interface, "PromptReady", &body)
                .await
                .unwrap();
        };
        executor.spawn(answer, "answer").detach();
    }
}

pub(crate) fn start(answer: Answer) -> Connection {
    start_and_tell(answer).0
}

/// And says of each prompt whether it asks for a new password.
pub(crate) fn start_and_tell(answer: Answer) -> (Connection, Receiver<bool>) {
    let (asked, heard) = channel();
    let connection = Builder::session()
        .unwrap()
        .serve_at("/org/gnome/keyring/Prompter", Prompter { answer, asked })
        .unwrap()
        .name("org.gnome.keyring.SystemPrompter")
        .unwrap()
        .build()
        .unwrap();
    (connection, heard)
}
