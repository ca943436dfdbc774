//! What the pages say.

use axum::http::HeaderMap;

use crate::http::language::italian;

pub(super) struct Words {
    pub(super) language: &'static str,
    /// With `{client}`, as all that have it.
    pub(super) title: &'static str,
    pub(super) promise: &'static str,
    pub(super) address: &'static str,
    pub(super) go_on: &'static str,
    pub(super) cancel: &'static str,
    pub(super) no_address: &'static str,
    /// With `{minutes}`.
    too_often: &'static str,
    pub(super) choose: &'static str,
    pub(super) where_to_choose: &'static str,
    pub(super) goes_on: &'static str,
    pub(super) no_question: &'static str,
    pub(super) not_you: &'static str,
    pub(super) done: &'static str,
    pub(super) close: &'static str,
    pub(super) untrusted: &'static str,
    pub(super) untrusted_why: &'static str,
    pub(super) over: &'static str,
    pub(super) start_again: &'static str,
    pub(super) busy: &'static str,
    pub(super) busy_why: &'static str,
    pub(super) fault: &'static str,
    pub(super) fault_why: &'static str,
}

const ENGLISH: Words = Words {
    language: "en",
    title: "Link {client} with your cameras",
    promise: "You are not asked for a password here. Say which account it is about; then your Porchlight app asks you, and you choose there what {client} may see.",
    address: "E-mail address of your account",
    go_on: "Continue",
    cancel: "Cancel, and go back to {client}",
    no_address: "This does not look like an e-mail address. Check it and try again.",
    too_often: "This address was asked for too often. Nothing was linked. Try again in {minutes} minutes, or begin in your Porchlight app, where no address is needed.",
    choose: "Choose this number in your app",
    where_to_choose: "Open Porchlight on a computer where you are signed in. It shows three numbers: choose this one, and then the cameras that {client} may see.",
    goes_on: "This page goes on by itself. It waits for five minutes.",
    no_question: "Does the app not ask? Check that it is open and online, and that the address was right. This page does not say whether an address has an account.",
    not_you: "Choose a number only if you opened this page yourself.",
    done: "{client} is linked",
    close: "You can close this page.",
    untrusted: "This link does not work",
    untrusted_why: "Porchlight cannot tell who sent you here, so it goes no further. Nothing was linked. Begin again in the app or device that you want to link; if it happens again, its makers have to look into it.",
    over: "This page is over",
    start_again: "Nothing more happens here. If you still want to link something, begin again in its app, or in your Porchlight app.",
    busy: "Busy at the moment",
    busy_why: "Nothing was linked, and nothing was lost. Try again in a minute.",
    fault: "Something went wrong here",
    fault_why: "The service has a fault of its own. Nothing was linked, and nothing was lost. Try again later.",
};

const ITALIAN: Words = Words {
    language: "it",
    title: "Collega {client} alle tue telecamere",
    promise: "Qui non ti viene chiesta nessuna password. Indica di quale account si tratta; poi te lo chiede la tua app Porchlight, dove scegli che cosa può vedere {client}.",
    address: "Indirizzo e-mail del tuo account",
    go_on: "Continua",
    cancel: "Annulla e torna a {client}",
    no_address: "Questo non sembra un indirizzo e-mail. Controllalo e riprova.",
    too_often: "Questo indirizzo è stato indicato troppe volte. Non è stato collegato nulla. Riprova tra {minutes} minuti, oppure comincia dalla tua app Porchlight, dove l’indirizzo non serve.",
    choose: "Scegli questo numero nella tua app",
    where_to_choose: "Apri Porchlight su un computer in cui hai già effettuato l’accesso. Mostra tre numeri: scegli questo, e poi le telecamere che {client} può vedere.",
    goes_on: "Questa pagina va avanti da sola. Aspetta cinque minuti.",
    no_question: "L’app non te lo chiede? Controlla che sia aperta e in linea e che l’indirizzo sia giusto. Questa pagina non dice se un indirizzo ha un account.",
    not_you: "Scegli un numero solo se hai aperto tu questa pagina.",
    done: "{client} è collegato",
    close: "Puoi chiudere questa pagina.",
    untrusted: "Questo collegamento non funziona",
    untrusted_why: "Porchlight non riesce a capire chi ti ha mandato qui, quindi non va oltre. Non è stato collegato nulla. Ricomincia dall’app o dal dispositivo che vuoi collegare; se succede di nuovo, devono occuparsene i suoi produttori.",
    over: "Questa pagina non è più valida",
    start_again: "Qui non succede altro. Se vuoi ancora collegare qualcosa, ricomincia dalla sua app o dalla tua app Porchlight.",
    busy: "In questo momento è occupato",
    busy_why: "Non è stato collegato nulla e non è andato perso nulla. Riprova tra un minuto.",
    fault: "Qui qualcosa è andato storto",
    fault_why: "Il servizio ha un guasto. Non è stato collegato nulla e non è andato perso nulla. Riprova più tardi.",
};

impl Words {
    /// In the language that the browser asks for.
    pub(super) fn of(headers: &HeaderMap) -> &'static Self {
        if italian(headers) { &ITALIAN } else { &ENGLISH }
    }

    pub(super) fn too_often(&self, seconds: u32) -> String {
        let minutes = seconds.div_ceil(60).to_string();
        self.too_often.replace("{minutes}", &minutes)
    }
}
