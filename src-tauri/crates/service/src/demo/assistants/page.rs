//! What a pretended assistant shows in the browser.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::client::{Assistant, Came, Sees};

const STYLE: &str = "
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px 16px; box-sizing: border-box;
  font: 16px/1.55 system-ui, sans-serif; background: light-dark(#eef2f7, #10151c); color: light-dark(#1d2733, #e8edf3); }
main { width: 100%; max-width: 440px; padding: 28px; border-radius: 18px; box-sizing: border-box;
  background: light-dark(#ffffff, #19212c); border: 1px solid light-dark(#cfd9e4, #334153); }
h1 { margin: 0 0 14px; font-size: 23px; line-height: 1.25; }
ul { margin: 0 0 16px; padding: 0; list-style: none; }
li { padding: 10px 0; border-top: 1px solid light-dark(#dfe6ee, #2a3646); }
small { display: block; color: light-dark(#576373, #9aa7b6); }
a { color: light-dark(#0b57a4, #8cc2ff); }
";

pub(super) fn sees(assistant: &Assistant, sees: &Sees, italian: bool) -> Markup {
    let name = assistant.name();
    let say = |en: &str, it: &str| (if italian { it } else { en }).replace("{name}", name);
    let title = match sees {
        Sees::Nothing => say(
            "{name} doesn’t see any cameras yet",
            "{name} non vede ancora telecamere",
        ),
        Sees::Cameras(cameras) if cameras.is_empty() => say(
            "{name} is linked, but sees no cameras",
            "Collegamento con {name} attivo, ma nessuna telecamera visibile",
        ),
        Sees::Cameras(cameras) => {
            let names: Vec<&str> = cameras.iter().map(|camera| camera.name.as_str()).collect();
            let names = names.join(", ");
            format!("{}: {names}", say("{name} now sees", "{name} ora vede"))
        }
        Sees::Unlinked => say("{name} no longer has access", "{name} non ha più accesso"),
        Sees::NotReached => say(
            "{name} can’t reach the demo home",
            "{name} non riesce a raggiungere la casa di prova",
        ),
    };
    let body = html! {
        @match sees {
            Sees::Nothing | Sees::Unlinked => {
                p { (say("You can link it here, or in your Porchlight app.", "Puoi collegare {name} qui, o dalla tua app Porchlight.")) }
                p { a href={ (link(assistant)) } { (say("Link {name}", "Collega {name}")) } }
            }
            Sees::Cameras(cameras) => {
                ul {
                    @for camera in cameras {
                        li {
                            (camera.name)
                            small { (camera.model) " · " (if camera.online { "online" } else { "offline" }) }
                        }
                    }
                }
                p { (say("You can close this page. You decide in Porchlight what {name} can see.", "Puoi chiudere questa pagina. In Porchlight decidi tu che cosa può vedere {name}.")) }
            }
            Sees::NotReached => p { (say("Nothing was lost. Reload the page in a minute.", "Non è andato perso nulla. Ricarica la pagina tra un minuto.")) }
        }
    };
    whole(&title, &body, name, italian)
}

pub(super) fn came(assistant: &Assistant, came: &Came, italian: bool) -> Markup {
    let name = assistant.name();
    let say = |en: &str, it: &str| (if italian { it } else { en }).replace("{name}", name);
    let text = match came {
        Came::Linked => say("{name} is linked.", "Collegamento con {name} attivo."),
        Came::Refused => say(
            "The link was refused, or time ran out.",
            "Il collegamento è stato rifiutato, o il tempo è scaduto.",
        ),
        Came::Mixed => say(
            "This isn’t an answer to anything started here.",
            "Questa non è la risposta a una richiesta partita da qui.",
        ),
        Came::NotReached => say(
            "The demo home didn’t answer.",
            "La casa di prova non ha risposto.",
        ),
    };
    let body = html! {
        p { (text) }
        p { a href={ (link(assistant)) } { (say("Link {name}", "Collega {name}")) } }
    };
    let title = say(
        "{name} wasn’t linked",
        "Collegamento con {name} non riuscito",
    );
    whole(&title, &body, name, italian)
}

fn link(assistant: &Assistant) -> String {
    format!("/demo/{}/link", assistant.id())
}

fn whole(title: &str, body: &Markup, name: &str, italian: bool) -> Markup {
    let (language, pretended) = if italian {
        (
            "it",
            "Pagina di prova: finge di essere {name} e vede solo la casa di prova di Porchlight.",
        )
    } else {
        (
            "en",
            "This is a demo page: it pretends to be {name}, and only sees Porchlight’s demo home.",
        )
    };
    html! {
        (DOCTYPE)
        html lang=(language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (title) }
                    (body)
                    small { (pretended.replace("{name}", name)) }
                }
            }
        }
    }
}
