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
    title: "Link {client} to your cameras",
    promise: "You won’t be asked for a password here. Enter your account’s e-mail address; your Porchlight app then asks you, and that’s where you choose what {client} can see.",
    address: "E-mail address of your account",
    go_on: "Continue",
    cancel: "Cancel and go back to {client}",
    no_address: "This doesn’t look like an e-mail address. Check it and try again.",
    too_often: "This address has been entered too many times. Nothing was linked. Try again in {minutes} minutes, or start in your Porchlight app, where no address is needed.",
    choose: "Choose this number in your app",
    where_to_choose: "Open Porchlight on a computer where you’re signed in. Tick the cameras {client} can see, then choose this number from the three it shows.",
    goes_on: "This page continues by itself. It waits for five minutes.",
    no_question: "Isn’t the app asking? Check that it’s open and online, and that the address was right. This page never says whether an address has an account.",
    not_you: "Choose a number only if you opened this page yourself.",
    done: "{client} is linked",
    close: "You can close this page.",
    untrusted: "This link doesn’t work",
    untrusted_why: "Porchlight can’t tell who sent you here, so it stops here. Nothing was linked. Start again in the app or device you want to link; if it happens again, contact its maker.",
    over: "This page is no longer valid",
    start_again: "Nothing more will happen here. If you still want to link something, start again in its app, or in your Porchlight app.",
    busy: "The service is busy",
    busy_why: "Nothing was linked, and nothing was lost. Try again in a minute.",
    fault: "Something went wrong here",
    fault_why: "The service has a problem. Nothing was linked, and nothing was lost. Try again later.",
};

const ITALIAN: Words = Words {
    language: "it",
    title: "Collega {client} alle tue telecamere",
    promise: "Qui non ti verrà chiesta nessuna password. Inserisci l’indirizzo e-mail del tuo account; poi la tua app Porchlight ti chiede conferma, e lì scegli che cosa può vedere {client}.",
    address: "Indirizzo e-mail del tuo account",
    go_on: "Continua",
    cancel: "Annulla e torna a {client}",
    no_address: "Questo non sembra un indirizzo e-mail. Controllalo e riprova.",
    too_often: "Questo indirizzo è stato inserito troppe volte. Non è stato collegato nulla. Riprova tra {minutes} minuti, oppure comincia dalla tua app Porchlight, dove l’indirizzo non serve.",
    choose: "Scegli questo numero nella tua app",
    where_to_choose: "Apri Porchlight su un computer collegato al tuo account. Spunta le telecamere che {client} può vedere, poi scegli questo numero tra i tre mostrati.",
    goes_on: "Questa pagina continua da sé. Aspetta cinque minuti.",
    no_question: "L’app non te lo chiede? Controlla che sia aperta e online e che l’indirizzo sia giusto. Questa pagina non dice mai se un indirizzo ha un account.",
    not_you: "Scegli un numero solo se hai aperto tu questa pagina.",
    done: "Collegamento con {client} attivo",
    close: "Puoi chiudere questa pagina.",
    untrusted: "Questo link non funziona",
    untrusted_why: "Porchlight non riesce a capire chi ti ha mandato qui, quindi si ferma qui. Non è stato collegato nulla. Ricomincia dall’app o dal dispositivo che vuoi collegare; se succede di nuovo, contatta il produttore.",
    over: "Questa pagina non è più valida",
    start_again: "Qui non succederà altro. Se vuoi ancora collegare qualcosa, ricomincia dalla sua app o dalla tua app Porchlight.",
    busy: "Il servizio è occupato",
    busy_why: "Non è stato collegato nulla e non è andato perso nulla. Riprova tra un minuto.",
    fault: "Qui qualcosa è andato storto",
    fault_why: "Il servizio ha un problema. Non è stato collegato nulla e non è andato perso nulla. Riprova più tardi.",
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
