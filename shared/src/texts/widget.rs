//! The widget's and the loader's words.

use super::texts;

texts! {
    CHAT_OPEN "chat_open" { "Chat on auki" "Chatten är öppen" "Chat is open" }
    OPEN_NOW "open_now" { "Auki nyt" "Öppet nu" "Open now" }
    MINIMISE "minimise" { "Pienennä" "Minimera" "Minimise" }
    LOADING "loading" { "Avataan chattia…" "Chatten öppnas…" "Opening the chat…" }
    ANONYMOUS "anonymous" { "Voit keskustella nimettömästi." "Du kan chatta anonymt." "You can chat anonymously." }
    GENERAL_ONLY "general_only" { "Täällä annetaan yleistä neuvontaa. Emme käsittele päätöksiä emmekä kysy henkilötietoja." "Här ger vi allmän rådgivning. Vi behandlar inte beslut och frågar inte efter personuppgifter." "We give general advice here. We do not handle decisions or ask for personal data." }
    EMERGENCY "emergency" { "Hätätilanteessa soita 112." "Ring 112 i en nödsituation." "In an emergency, call 112." }
    HOW_CAN_WE_HELP "how_can_we_help" { "Miten voimme auttaa?" "Hur kan vi hjälpa?" "How can we help?" }
    NO_IDENTITY_CODE "no_identity_code" { "Älä kirjoita henkilötunnusta tai muita henkilötietoja chattiin." "Skriv inte din personbeteckning eller andra personuppgifter i chatten." "Do not write your personal identity code or other personal data in the chat." }
    START "start" { "Aloita chat" "Starta chatten" "Start chat" }
    STARTING "starting" { "Aloitetaan…" "Startar…" "Starting…" }
    PLACE "place" { "Olet jonossa sijalla {n}." "Du är nummer {n} i kön." "You are number {n} in the queue." }
    NEXT "next" { "Olet seuraavana vuorossa." "Du står näst i tur." "You are next." }
    WAIT_HERE "wait_here" { "Voit kirjoittaa lisää odottaessasi." "Du kan skriva mer medan du väntar." "You can write more while you wait." }
    LEAVE_QUEUE "leave_queue" { "Poistu jonosta" "Lämna kön" "Leave the queue" }
    LEAVE_QUEUE_SURE "leave_queue_sure" { "Haluatko varmasti poistua jonosta?" "Är du säker på att du vill lämna kön?" "Do you want to leave the queue?" }
    JOINED "joined" { "{name} liittyi keskusteluun" "{name} anslöt sig till samtalet" "{name} joined the conversation" }
    PROFESSIONAL "professional" { "Ammattilainen" "Yrkesperson" "Professional" }
    YOU "you" { "Sinä" "Du" "You" }
    LOG "log" { "Viestit" "Meddelanden" "Messages" }
    WRITE "write" { "Kirjoita viesti" "Skriv ett meddelande" "Write a message" }
    SEND "send" { "Lähetä" "Skicka" "Send" }
    SENDING "sending" { "Lähetetään…" "Skickas…" "Sending…" }
    WAITS "waits" { "Odottaa yhteyttä" "Väntar på förbindelse" "Waits for the connection" }
    SENT "sent" { "Viesti lähetetty" "Meddelandet har skickats" "Message sent" }
    NOT_SENT "not_sent" { "Viestiä ei voitu lähettää. Yritä uudelleen." "Meddelandet kunde inte skickas. Försök igen." "The message was not sent. Try again." }
    TRY_AGAIN "try_again" { "Yritä uudelleen" "Försök igen" "Try again" }
    TYPING "typing" { "Ammattilainen kirjoittaa…" "Yrkespersonen skriver…" "The professional is typing…" }
    NEW_MESSAGES "new_messages" { "1 uusi viesti | {n} uutta viestiä" "1 nytt meddelande | {n} nya meddelanden" "1 new message | {n} new messages" }
    SAYS "says" { "{name}: {text}" "{name}: {text}" "{name}: {text}" }
    CONNECTION_LOST "connection_lost" { "Yhteys katkesi. Yhdistetään uudelleen…" "Förbindelsen bröts. Ansluter på nytt…" "Connection lost. Reconnecting…" }
    YOU_CAN_WRITE "you_can_write" { "Voit kirjoittaa. Viestisi lähtevät, kun yhteys palaa." "Du kan skriva. Dina meddelanden skickas när förbindelsen är tillbaka." "You can write. Your messages leave when the connection is back." }
    CONNECTED_AGAIN "connected_again" { "Yhteys palautui" "Förbindelsen har återställts" "Connected again" }
    END "end" { "Lopeta keskustelu" "Avsluta samtalet" "End conversation" }
    END_SURE "end_sure" { "Haluatko varmasti lopettaa keskustelun?" "Är du säker på att du vill avsluta samtalet?" "Do you want to end the conversation?" }
    CONTINUE "continue" { "Jatka keskustelua" "Fortsätt samtalet" "Continue" }
    KEEP_WAITING "keep_waiting" { "Jatka odottamista" "Fortsätt vänta" "Keep waiting" }
    ENDING "ending" { "Lopetetaan…" "Avslutas…" "Ending…" }
    ENDED "ended" { "Keskustelu on päättynyt." "Samtalet har avslutats." "The conversation has ended." }
    START_AGAIN "start_again" { "Aloita uusi keskustelu" "Starta ett nytt samtal" "Start a new conversation" }
    OTHER_WAYS "other_ways" { "Muut yhteystiedot" "Andra kontaktvägar" "Other ways to reach us" }
    TELEPHONE "telephone" { "Puhelin" "Telefon" "Telephone" }
    TROUBLE "trouble" { "Chat ei juuri nyt toimi. Voit ottaa yhteyttä muulla tavalla." "Chatten fungerar inte just nu. Du kan kontakta oss på annat sätt." "The chat is not working just now. You can reach us in another way." }
    YOUR_TEXT "your_text" { "Kirjoittamasi teksti" "Texten du skrev" "The text you wrote" }
    TEXT_EMPTY "text_empty" { "Kirjoita ensin viesti." "Skriv först ett meddelande." "Write a message first." }
    TEXT_TOO_LONG "text_too_long" { "Viesti on liian pitkä. Lyhennä sitä {n} merkillä." "Meddelandet är för långt. Förkorta det med {n} tecken." "The message is too long. Shorten it by {n} characters." }
    TOO_MANY_MESSAGES "too_many_messages" { "Lähetit monta viestiä peräkkäin. Odota hetki ja yritä uudelleen." "Du skickade många meddelanden i följd. Vänta en stund och försök igen." "You sent many messages in a row. Wait a moment and try again." }
    BUSY "busy" { "Chat on ruuhkautunut. Yritä myöhemmin uudelleen tai soita." "Det är många i kön. Försök igen senare eller ring." "The chat is busy. Try again later or call." }
    NOT_STORED "not_stored" { "Viestiä ei voitu tallentaa. Yritä hetken päästä uudelleen." "Meddelandet kunde inte sparas. Försök igen om en stund." "The message could not be saved. Try again in a moment." }
    IS_ENDED "is_ended" { "Keskustelu on jo päättynyt, joten viestiä ei lähetetty." "Samtalet har redan avslutats, så meddelandet skickades inte." "The conversation has already ended, so the message was not sent." }
    AT_TIME "at_time" { "klo {time}" "kl. {time}" "{time}" }
}
