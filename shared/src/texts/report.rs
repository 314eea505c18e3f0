//! The words of the report that a registrar gives to a person: who has handled their data.

use super::texts;

texts! {
    TITLE "title" { "Selvitys tietojen käsittelystä" "Utredning om behandlingen av uppgifter" "Report on the handling of personal data" }
    CONTROLLER "controller" { "Rekisterinpitäjä" "Personuppgiftsansvarig" "Controller" }
    MADE "made" { "Tehty" "Upprättad" "Made" }
    ABOUT "about" { "Selvitys näyttää, ketkä ovat chat-palvelussa katsoneet keskustelujasi ja tietojasi, milloin ja miksi. Viestien sisältöä ei näytetä tässä." "Utredningen visar vilka som har sett dina samtal och uppgifter i chattjänsten, när och varför. Innehållet i meddelandena visas inte här." "The report shows who has seen your conversations and your data in the chat service, when and why. What was written is not shown here." }
    WHOSE "whose" { "Selvitys koskee keskusteluja, joissa sinut on tunnistettu vahvasti." "Utredningen gäller samtal där du har identifierats starkt." "The report is about conversations in which you were strongly identified." }
    TIMES "times" { "Ajat ovat aikavyöhykkeellä {zone}." "Tiderna är i tidszonen {zone}." "Times are in the time zone {zone}." }
    REMOVED "removed" { "Lokista on poistettu säilytysajan päätyttyä rivit ennen kuukautta {month}." "Rader före månaden {month} har tagits bort ur loggen när förvaringstiden har gått ut." "Rows before the month {month} were removed from the log when their time was over." }
    ROWS "rows" { "1 merkintä | {n} merkintää" "1 anteckning | {n} anteckningar" "1 entry | {n} entries" }
    NONE "none" { "Lokissa ei ole merkintöjä, jotka koskisivat tätä henkilöä." "I loggen finns inga anteckningar om den här personen." "The log has no entries about this person." }
    WHEN "when" { "Aika" "Tid" "When" }
    WHO "who" { "Kuka" "Vem" "Who" }
    ROLE "role" { "Rooli" "Roll" "Role" }
    SERVICE "service" { "Palvelu" "Tjänst" "Service" }
    CONVERSATION "conversation" { "Keskustelu" "Samtal" "Conversation" }
    WHAT "what" { "Mitä" "Vad" "What" }
    WHY "why" { "Syy" "Orsak" "Why" }
    SAW_CONTACT "saw_contact" { "katsoi yhteystiedot" "såg kontaktuppgifterna" "saw the contact details" }
    SAW_CONVERSATION "saw_conversation" { "katsoi keskustelun" "såg samtalet" "saw the conversation" }
    HELD "held" { "hoiti keskustelua, kun tunnistauduit" "skötte samtalet när du identifierade dig" "was in the conversation when you identified yourself" }
    SAW_IDENTITY "saw_identity" { "katsoi nimen" "såg namnet" "saw the name" }
    SAW_CODE "saw_code" { "katsoi henkilötunnuksen" "såg personbeteckningen" "saw the personal identity code" }
    DISCLOSED "disclosed" { "antoi keskustelun eteenpäin: {to}" "gav samtalet vidare till: {to}" "gave the conversation on to: {to}" }
    REDACTED "redacted" { "poisti tekstin" "tog bort en text" "removed a text" }
    REPORTED "reported" { "teki selvityksen" "gjorde en utredning" "made a report" }
    FAILED "failed" { "{what} – ei onnistunut, tietoja ei näytetty" "{what} – lyckades inte, inga uppgifter visades" "{what} – did not succeed, nothing was shown" }
    AGENT "agent" { "ammattilainen" "yrkesperson" "professional" }
    SUPERVISOR "supervisor" { "esihenkilö" "chef" "supervisor" }
    AUDITOR "auditor" { "lokin tarkastaja" "logggranskare" "auditor" }
    ADMINISTRATOR "administrator" { "pääkäyttäjä" "huvudanvändare" "administrator" }
}
