//! Identification: asking for it, who the resident is, two people in one conversation, forgetting.

use crate::texts::texts;

texts! {
    ASK_IDENTIFICATION "ask_identification" { "Pyydä tunnistautumista" "Be om identifiering" "Ask to identify" }
    ASK_PURPOSE "ask_purpose" { "Miksi pyydät?" "Varför ber du?" "Why do you ask?" }
    CHOOSE_PURPOSE "choose_purpose" { "Valitse syy." "Välj orsaken." "Choose the reason." }
    OWN_WORDS "own_words" { "Omin sanoin" "Med egna ord" "In your own words" }
    OWN_WORDS_FIELD "own_words_field" { "Syy, jonka asukas lukee" "Orsaken, som invånaren läser" "The reason, which the resident reads" }
    WRITE_IN "write_in" { "Kirjoita asukkaan kielellä: {language}." "Skriv på invånarens språk: {language}." "Write in the resident's language: {language}." }
    CHARACTERS_LEFT "characters_left" { "1 merkki jäljellä | {n} merkkiä jäljellä" "1 tecken kvar | {n} tecken kvar" "1 character left | {n} characters left" }
    TOLD_ASKED "told_asked" { "Asukas näkee nimesi ja syyn." "Invånaren ser ditt namn och orsaken." "The resident sees your name and the reason." }
    TOLD_FREE "told_free" { "Hänelle kerrotaan myös, mitä tietoja näet ja että tunnistautuminen on vapaaehtoista." "Invånaren får också veta vilka uppgifter du ser och att det är frivilligt att identifiera sig." "They are also told what you will see, and that identifying is voluntary." }
    ASKED_ALREADY "asked_already" { "Pyyntö on jo auki ({when}). Uusi pyyntö korvaa sen." "En begäran är redan öppen ({when}). En ny ersätter den." "A request is already open ({when}). A new one replaces it." }
    ASK_DO "ask_do" { "Lähetä pyyntö" "Skicka begäran" "Send the request" }

    WAITS_FOR_IDENTIFICATION "waits_for_identification" { "Odottaa tunnistautumista" "Väntar på identifiering" "Waiting for identification" }
    ASKED_AT "asked_at" { "pyydetty {when}" "begärt {when}" "asked {when}" }
    IDENTIFIED "identified" { "Tunnistautunut" "Identifierad" "Identified" }
    YOU_ASKED "you_asked" { "Pyysit tunnistautumista. Syy: {reason}" "Du bad om identifiering. Orsak: {reason}" "You asked to identify. Reason: {reason}" }
    SOMEONE_ASKED "someone_asked" { "{name} pyysi tunnistautumista. Syy: {reason}" "{name} bad om identifiering. Orsak: {reason}" "{name} asked to identify. Reason: {reason}" }
    DID_IDENTIFY "did_identify" { "Asukas tunnistautui. Taso: {level}" "Invånaren identifierade sig. Nivå: {level}" "The resident identified. Level: {level}" }
    DECLINED "declined" { "Asukas ei halunnut tunnistautua." "Invånaren ville inte identifiera sig." "The resident did not want to identify." }
    FAILED_CANCELLED "failed_cancelled" { "Asukas keskeytti tunnistautumisen. Hän voi yrittää uudelleen." "Invånaren avbröt identifieringen och kan försöka igen." "The resident broke the identification off, and may try again." }
    FAILED_UNAVAILABLE "failed_unavailable" { "Tunnistuspalvelu ei vastannut. Asukas voi yrittää uudelleen." "Identifieringstjänsten svarade inte. Invånaren kan försöka igen." "The identification service did not answer. The resident may try again." }
    FAILED_REJECTED "failed_rejected" { "Tunnistuspalvelun vastaus ei kelvannut. Asukas voi yrittää uudelleen." "Identifieringstjänstens svar godkändes inte. Invånaren kan försöka igen." "The identification service's answer did not hold. The resident may try again." }
    FAILED_ELSEWHERE "failed_elsewhere" { "Tunnistautuminen päättyi muussa selaimessa tai liian myöhään. Tietoja ei tallennettu. Asukas voi yrittää uudelleen." "Identifieringen slutade i en annan webbläsare eller för sent. Inga uppgifter sparades. Invånaren kan försöka igen." "The identification ended in another browser or too late. Nothing was kept. The resident may try again." }
    FAILED "failed" { "Tunnistautuminen ei onnistunut. Asukas voi yrittää uudelleen." "Identifieringen misslyckades. Invånaren kan försöka igen." "The identification failed. The resident may try again." }
    DID_FORGET "did_forget" { "{name} unohti henkilöllisyyden. Keskustelu on taas nimetön." "{name} glömde identiteten. Samtalet är anonymt igen." "{name} forgot the identity. The conversation is anonymous again." }
    YOU_FORGOT "you_forgot" { "Unohdit henkilöllisyyden. Keskustelu on taas nimetön." "Du glömde identiteten. Samtalet är anonymt igen." "You forgot the identity. The conversation is anonymous again." }
    CODE_MADE "code_made" { "Asukas sai koodin, jolla hän pääsee takaisin keskusteluun." "Invånaren fick en kod att återvända till samtalet med." "The resident got a code to come back to the conversation with." }
    DIFFERS "differs" { "Varoitus: keskusteluun on tunnistautunut kaksi eri henkilöä." "Varning: två olika personer har identifierat sig i samtalet." "Warning: two different people have identified in the conversation." }
    MIXED "mixed" { "Kaksi eri henkilöä" "Två olika personer" "Two different people" }
    MIXED_LIMIT "mixed_limit" { "Älä kerro kummankaan asioita, ennen kuin tiedät, kenen kanssa puhut." "Berätta inte om någonderas ärenden förrän du vet vem du talar med." "Say nothing of either one's matters until you know with whom you talk." }
    DIFFERS_DO "differs_do" { "Mitään ei korvattu: ensimmäisen tiedot ovat ennallaan. Katso molemmat henkilöt tiedoista. Älä kerro kummankaan asioita, ennen kuin tiedät, kenen kanssa puhut. Jos et saa siitä varmuutta, lopeta keskustelu ja kerro esihenkilölle." "Inget ersattes: den förstas uppgifter är oförändrade. Se båda personerna i uppgifterna. Berätta inte om någonderas ärenden förrän du vet vem du talar med. Om du inte blir säker, avsluta samtalet och berätta för chefen." "Nothing was replaced: what is known of the first is unchanged. See both people in the details. Say nothing of either one's matters until you know with whom you talk. If you can't be sure, end the conversation and tell your supervisor." }

    IDENTITY "identity" { "Henkilöllisyys" "Identitet" "Identity" }
    FIRST_PERSON "first_person" { "Ensin tunnistautunut" "Identifierad först" "Identified first" }
    OTHER_PERSON "other_person" { "Sen jälkeen tunnistautunut" "Identifierad därefter" "Identified after that" }
    PERSON_NAME "person_name" { "Nimi" "Namn" "Name" }
    LEVEL "level" { "Taso" "Nivå" "Level" }
    LEVEL_SUBSTANTIAL "level_substantial" { "korotettu" "väsentlig" "substantial" }
    LEVEL_HIGH "level_high" { "korkea" "hög" "high" }
    LEVEL_TEST "level_test" { "testi, ei oikea henkilö" "test, ingen verklig person" "test, not a real person" }
    LEVEL_OTHER "level_other" { "muu" "annan" "other" }
    PROVIDER "provider" { "Tapa" "Sätt" "Way" }
    TIME "time" { "Aika" "Tid" "Time" }
    PERSONAL_CODE "personal_code" { "Henkilötunnus" "Personbeteckning" "Personal identity code" }
    CODE_HIDDEN "code_hidden" { "piilotettu" "dold" "hidden" }
    CODE_NONE "code_none" { "tunnistus ei antanut sitä" "gavs inte vid identifieringen" "not given by the identification" }
    SHOW_PERSON "show_person" { "Näytä henkilö" "Visa personen" "Show the person" }
    SHOW_CODE "show_code" { "Näytä henkilötunnus" "Visa personbeteckningen" "Show the personal identity code" }
    HIDE_CODE "hide_code" { "Piilota henkilötunnus" "Dölj personbeteckningen" "Hide the personal identity code" }
    GOES_AWAY "goes_away" { "Katselu on kirjattu lokiin. Tiedot poistuvat näytöltä, kun siirryt muualle." "Visningen har antecknats i loggen. Uppgifterna försvinner från skärmen när du går vidare." "The viewing is logged. The details leave the screen when you turn elsewhere." }
    SHOW_WHY "show_why" { "Miksi katsot henkilön tietoja?" "Varför ser du på personens uppgifter?" "Why do you look at the person's details?" }
    SHOW_WHY_HINT "show_why_hint" { "Et pyytänyt tunnistautumista etkä ottanut keskustelua jonosta. Syy, nimesi ja aika kirjataan lokiin." "Du bad inte om identifieringen och tog inte samtalet från kön. Orsaken, ditt namn och tiden antecknas i loggen." "You neither asked for the identification nor took the conversation from the queue. The reason, your name and the time are logged." }

    FORGET "forget" { "Unohda henkilöllisyys" "Glöm identiteten" "Forget the identity" }
    FORGET_MEANS "forget_means" { "Nimi ja henkilötunnus poistetaan pysyvästi, ja keskustelu on taas nimetön. Tätä ei voi perua. Käyttölokiin jää, kuka on katsonut tietoja." "Namnet och personbeteckningen tas bort för gott, och samtalet är anonymt igen. Det kan inte ångras. I loggen finns kvar vem som har sett uppgifterna." "The name and the personal identity code are removed for good, and the conversation is anonymous again. This can't be undone. Who has seen them stays in the audit log." }
    FORGET_TOLD "forget_told" { "Asukas näkee, että henkilöllisyys unohdettiin. Hän saa uuden koodin, jolla pääsee takaisin keskusteluun." "Invånaren ser att identiteten har glömts, och får en ny kod att återvända till samtalet med." "The resident sees that the identity was forgotten, and gets a new code to come back to the conversation with." }
    FORGET_AWAY "forget_away" { "Asukas ei ole nyt paikalla. Henkilöllisyyden voi unohtaa vasta, kun hän palaa: muuten uusi koodi ei tavoita häntä." "Invånaren är inte på plats nu. Identiteten kan glömmas först när invånaren är tillbaka: annars når den nya koden inte fram." "The resident is not there now. The identity can be forgotten only when they are back: else the new code does not reach them." }
    FORGETTING "forgetting" { "Unohdetaan…" "Glöms…" "Forgetting…" }
    FORGET_BEFORE_END "forget_before_end" { "Asukas on tunnistautunut. Jos asia ei vaatinut sitä, unohda henkilöllisyys ennen lopettamista." "Invånaren har identifierat sig. Om ärendet inte krävde det, glöm identiteten innan du avslutar." "The resident has identified. If the matter did not need it, forget the identity before you end." }

    IS_IDENTIFIED "is_identified" { "Asukas on tunnistautunut." "Invånaren har identifierat sig." "The resident has identified." }
    IDENTIFIED_LIMIT "identified_limit" { "Voit kirjoittaa hänen omasta asiastaan." "Du kan skriva om det egna ärendet." "You may write about their own matter." }
    READS_IDENTIFIED "reads_identified" { "Asukas {n} lukee tämän tunnistautumalla" "Invånare {n} läser detta genom att identifiera sig" "Resident {n} reads this by identifying" }
    BY_IDENTIFICATION "by_identification" { "Asukas lukee vastauksen tunnistautumalla." "Invånaren läser svaret genom att identifiera sig." "The resident reads the answer by identifying." }
    ALERT_IDENTIFICATION "alert_identification" { "Vastaus tunnistautumispyyntöön" "Svar på begäran om identifiering" "An answer to a request to identify" }

    NO_IDENTIFICATION "no_identification" { "Tässä palvelussa ei tunnistauduta." "I denna tjänst identifierar man sig inte." "Nobody identifies in this service." }
    ALREADY_IDENTIFIED "already_identified" { "Asukas on jo tunnistautunut." "Invånaren har redan identifierat sig." "The resident has already identified." }
    NO_IDENTITY "no_identity" { "Henkilöllisyyttä ei enää ole. Se on unohdettu." "Identiteten finns inte längre. Den har glömts." "The identity is no longer there. It was forgotten." }

    AUDIT_SAW_IDENTITY "audit_saw_identity" { "henkilöllisyys" "identitet" "identity" }
    AUDIT_SAW_CODE "audit_saw_code" { "henkilötunnus" "personbeteckning" "personal identity code" }
    AUDIT_HELD "audit_held" { "keskustelu oli työpöydällä, kun asukas tunnistautui" "samtalet var på arbetsbordet när invånaren identifierade sig" "the conversation was on the desk when the resident identified" }
    AUDIT_DISCLOSED "audit_disclosed" { "luovutettu: {to}" "utlämnat: {to}" "given on: {to}" }
    AUDIT_OTHER "audit_other" { "muu tapahtuma ({what})" "annan händelse ({what})" "something else ({what})" }
    AUDIT_FAILED "audit_failed" { "ei onnistunut" "misslyckades" "came to nothing" }
    AUDIT_HOLDS "audit_holds" { "Tämän kuukauden loki on ehjä: rivit ovat niin kuin ne kirjattiin." "Månadens logg är hel: raderna är som de antecknades." "This month's log is whole: its rows are as they were written." }
    AUDIT_BROKEN "audit_broken" { "Tämän kuukauden loki ei ole ehjä: rivejä on muutettu tai poistettu. Ilmoita ylläpidolle heti." "Månadens logg är inte hel: rader har ändrats eller tagits bort. Meddela administratören genast." "This month's log is not whole: rows were changed or removed. Tell the administrator at once." }
}
