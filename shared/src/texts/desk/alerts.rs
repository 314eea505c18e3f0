//! What calls the agent, and how it is silenced; shortcuts; canned replies; who waits, in short.

use crate::texts::texts;

texts! {
    SOUND_ON "sound_on" { "Ääni päällä" "Ljud på" "Sound on" }
    SOUND_OFF "sound_off" { "Ääni pois" "Ljud av" "Sound off" }
    SOUND_WAITS "sound_waits" { "Ääni alkaa kuulua, kun napsautat sivua." "Ljudet börjar höras när du klickar på sidan." "Sound starts once you click the page." }
    TRY_SOUND "try_sound" { "Kokeile ääntä" "Prova ljudet" "Try the sound" }
    ALERTS "alerts" { "Ilmoitukset" "Aviseringar" "Alerts" }
    ALERTS_HINT "alerts_hint" { "Uusi odottaja, lupauksen ylitys, uusi viesti, vastaus tunnistautumispyyntöön, siirto ja kollegan kysymys. Ilmoituksessa ei ole nimiä, numeroita eikä tekstiä." "En ny person i kön, ett överskridet löfte, ett nytt meddelande, ett svar på begäran om identifiering, en överföring och en kollegas fråga. Aviseringen har inga namn, inga nummer och ingen text." "Someone new in the queue, a promise passed, a new message, an answer to a request to identify, a hand-over and a colleague's question. An alert holds no names, numbers or text." }
    NOTIFY "notify" { "Näytä ilmoitus, kun työpöytä on taustalla" "Visa en avisering när arbetsbordet är i bakgrunden" "Show a notification when the desk is in the background" }
    NOTIFY_ASK "notify_ask" { "Salli ilmoitukset selaimessa" "Tillåt aviseringar i webbläsaren" "Allow notifications in the browser" }
    NOTIFY_ASK_HINT "notify_ask_hint" { "Selain kysyy seuraavaksi lupaa." "Webbläsaren ber sedan om lov." "The browser asks for leave next." }
    NOTIFY_DENIED "notify_denied" { "Selain estää ilmoitukset. Salli ne selaimen osoiterivin asetuksista." "Webbläsaren hindrar aviseringar. Tillåt dem i adressfältets inställningar." "The browser blocks notifications. Allow them in the settings beside the address." }
    NOTIFY_NONE "notify_none" { "Tämä selain ei osaa näyttää ilmoituksia." "Den här webbläsaren kan inte visa aviseringar." "This browser cannot show notifications." }
    ALERT_WAITING "alert_waiting" { "Uusi odottaja: {service}" "Ny i kön: {service}" "New in the queue: {service}" }
    ALERT_LATE "alert_late" { "Odotus yli lupauksen: {service}" "Väntan över löftet: {service}" "Waiting past the promise: {service}" }
    ALERT_MESSAGE "alert_message" { "Uusi viesti" "Nytt meddelande" "New message" }
    ALERT_HANDED "alert_handed" { "Sinulle siirrettiin keskustelu" "Ett samtal överfördes till dig" "A conversation was handed to you" }
    ALERT_CONSULTED "alert_consulted" { "Kollega kysyy sinulta" "En kollega frågar dig" "A colleague asks you" }
    ALERT_NOTED "alert_noted" { "Kollega kirjoitti muistiinpanon" "En kollega skrev en anteckning" "A colleague wrote a note" }
    TITLE_MESSAGES "title_messages" { "1 uusi viesti | {n} uutta viestiä" "1 nytt meddelande | {n} nya meddelanden" "1 new message | {n} new messages" }
    MANY_LATE "many_late" { "1 odottaa yli lupauksen | {n} odottaa yli lupauksen" "1 väntar över löftet | {n} väntar över löftet" "1 waits past the promise | {n} wait past the promise" }

    OPEN_UNTIL "open_until" { "Auki {when} asti" "Öppet till {when}" "Open until {when}" }
    OPEN_NOW "open_now" { "Auki" "Öppet" "Open" }
    OPENS_AT "opens_at" { "Avautuu {when}" "Öppnar {when}" "Opens {when}" }
    CLOSED_NOW "closed_now" { "Suljettu" "Stängt" "Closed" }
    TAKE_NEXT "take_next" { "Ota seuraava" "Ta nästa" "Take the next" }
    SHOW_ALL "show_all" { "Näytä kaikki ({n})" "Visa alla ({n})" "Show all ({n})" }
    SHORT_MINUTES "short_minutes" { "alle 1 min | {n} min" "under 1 min | {n} min" "under 1 min | {n} min" }
    PAST_PROMISE "past_promise" { "Yli lupauksen" "Över löftet" "Past the promise" }
    AWAY_NOW "away_now" { "Ei yhteyttä juuri nyt" "Ingen förbindelse just nu" "No connection just now" }
    HANDED_FROM "handed_from" { "Siirretty: {service}" "Överförd: {service}" "Handed over: {service}" }
    TO_ANSWER "to_answer" { "Vastattava" "Besvaras" "Answer by" }
    TODAY "today" { "Tänään" "I dag" "Today" }
    DRAFT_REPLY "draft_reply" { "Luonnos: vastaus" "Utkast: svar" "Draft: reply" }
    DRAFT_NOTE "draft_note" { "Luonnos: muistiinpano" "Utkast: anteckning" "Draft: note" }
    DRAFT_OTHER "draft_other" { "Luonnos" "Utkast" "Draft" }
    MINE_ENDED "mine_ended" { "Päättyneitä {n}" "Avslutade {n}" "Ended {n}" }
    MINE_GONE "mine_gone" { "Muualla {n}" "Någon annanstans {n}" "Elsewhere {n}" }
    ASKED_BY_COLLEAGUE "asked_by_colleague" { "Kysymys kollegalta" "Fråga av en kollega" "A colleague's question" }
    HOW_TO "how_to" { "Näin vastaat" "Så här svarar du" "How to answer" }
    STEP_PRESENT "step_present" { "Merkitse itsesi paikalle." "Markera dig på plats." "Mark yourself present." }
    STEP_TAKE "step_take" { "Ota pisimpään odottanut." "Ta den som har väntat längst." "Take the one who has waited longest." }
    STEP_WRITE "step_write" { "Kirjoita vastaus tai etsi valmis vastaus." "Skriv ett svar eller sök ett färdigt svar." "Write a reply or find a canned one." }
    STEP_END "step_end" { "Lopuksi valitse, miten asia eteni." "Välj till slut hur det gick." "At the end choose what became of the matter." }

    SHORTCUTS "shortcuts" { "Pikanäppäimet" "Kortkommandon" "Shortcuts" }
    SHORTCUTS_ON "shortcuts_on" { "Pikanäppäimet ovat käytössä" "Kortkommandon används" "Shortcuts are in use" }
    SHORTCUTS_HINT "shortcuts_hint" { "Näppäimet ovat tämän selaimen ja sinun." "Tangenterna gäller dig i den här webbläsaren." "The keys are yours in this browser." }
    SHORTCUT_NEXT "shortcut_next" { "Ota seuraava odottaja" "Ta nästa i kön" "Take the next in the queue" }
    SHORTCUT_MINE "shortcut_mine" { "Avaa oma keskustelu 1–9" "Öppna mitt samtal 1–9" "Open my conversation 1–9" }
    SHORTCUT_REPLY "shortcut_reply" { "Kirjoita vastaus" "Skriv ett svar" "Write a reply" }
    SHORTCUT_NOTE "shortcut_note" { "Kirjoita muistiinpano" "Skriv en anteckning" "Write a note" }
    SHORTCUT_REPLIES "shortcut_replies" { "Valmiit vastaukset" "Färdiga svar" "Canned replies" }
    SHORTCUT_END "shortcut_end" { "Lopeta keskustelu" "Avsluta samtalet" "End the conversation" }
    SHORTCUT_LIST "shortcut_list" { "Näytä pikanäppäimet" "Visa kortkommandon" "Show the shortcuts" }
    CHANGE_KEY "change_key" { "Vaihda" "Byt" "Change" }
    CHANGE_KEY_OF "change_key_of" { "Vaihda: {what}" "Byt: {what}" "Change: {what}" }
    PRESS_KEYS "press_keys" { "Paina uudet näppäimet. Esc peruuttaa." "Tryck på de nya tangenterna. Esc avbryter." "Press the new keys. Esc cancels." }
    KEYS_TAKEN "keys_taken" { "Näillä näppäimillä on jo tehtävä: {what}." "De tangenterna har redan en uppgift: {what}." "Those keys already do something: {what}." }
    KEYS_BROWSER "keys_browser" { "Selain tarvitsee nämä näppäimet itse. Valitse toiset." "Webbläsaren behöver de tangenterna själv. Välj andra." "The browser needs those keys itself. Choose others." }
    KEYS_NEED_ALT "keys_need_alt" { "Paina Alt ja kirjain tai numero." "Tryck på Alt och en bokstav eller siffra." "Press Alt and a letter or a digit." }
    KEYS_SAVED "keys_saved" { "Tallennettu." "Sparat." "Saved." }
    KEYS_RESET "keys_reset" { "Palauta alkuperäiset näppäimet" "Återställ de ursprungliga tangenterna" "Restore the original keys" }
    CLOSE_PANEL "close_panel" { "Sulje" "Stäng" "Close" }
    KEY_SHIFT "key_shift" { "Vaihto" "Skift" "Shift" }

    REPLIES "replies" { "Valmiit vastaukset" "Färdiga svar" "Canned replies" }
    REPLIES_SEEK "replies_seek" { "Hae valmista vastausta" "Sök färdigt svar" "Find a canned reply" }
    REPLIES_HINT "replies_hint" { "Enter lisää tekstiin. Mitään ei lähetetä vielä." "Enter lägger till i texten. Inget skickas ännu." "Enter adds to the text. Nothing is sent yet." }
    REPLIES_NO_MATCH "replies_no_match" { "Ei osumia. Kokeile toista sanaa." "Inga träffar. Prova ett annat ord." "No matches. Try another word." }
    REPLIES_FOUND "replies_found" { "1 vastaus | {n} vastausta" "1 svar | {n} svar" "1 reply | {n} replies" }
    REPLY_ONLY_IN "reply_only_in" { "vain {language}" "endast {language}" "only {language}" }
    ENDING_REPLIES "ending_replies" { "Lopetustekstit" "Avslutningstexter" "Closing texts" }
}
