//! The widget's and the loader's words.

use super::texts;

texts! {
    CHAT_OPEN "chat_open" { "Chat on auki" "Chatten är öppen" "Chat is open" }
    CHAT_CLOSED "chat_closed" { "Chat on suljettu" "Chatten är stängd" "Chat is closed" }
    MINIMISE "minimise" { "Pienennä" "Minimera" "Minimise" }
    LOADING "loading" { "Avataan chattia…" "Chatten öppnas…" "Opening the chat…" }
    ANONYMOUS "anonymous" { "Voit keskustella nimettömästi." "Du kan chatta anonymt." "You can chat anonymously." }
    HOW_CAN_WE_HELP "how_can_we_help" { "Miten voimme auttaa?" "Hur kan vi hjälpa?" "How can we help?" }
    NO_IDENTITY_CODE "no_identity_code" { "Älä kirjoita henkilötunnusta tai muita henkilötietoja chattiin." "Skriv inte din personbeteckning eller andra personuppgifter i chatten." "Do not write your personal identity code or other personal data in the chat." }
    START "start" { "Aloita chat" "Starta chatten" "Start chat" }
    STARTING "starting" { "Aloitetaan…" "Startar…" "Starting…" }
    PLACE "place" { "Olet jonossa sijalla {n}." "Du är nummer {n} i kön." "You are number {n} in the queue." }
    NEXT "next" { "Olet seuraavana vuorossa." "Du står näst i tur." "You are next." }
    WAIT "wait" { "Odotat noin 1 minuutin. | Odotat noin {n} minuuttia." "Du väntar ungefär 1 minut. | Du väntar ungefär {n} minuter." "You wait about 1 minute. | You wait about {n} minutes." }
    WAIT_HERE "wait_here" { "Voit kirjoittaa lisää odottaessasi." "Du kan skriva mer medan du väntar." "You can write more while you wait." }
    NOBODY "nobody" { "Juuri nyt kukaan ei ole paikalla. Voit odottaa tai jättää viestin." "Just nu är ingen på plats. Du kan vänta eller lämna ett meddelande." "Nobody is at the desk just now. You can wait or leave a message." }
    SOMEBODY "somebody" { "Ammattilainen on nyt paikalla." "En yrkesperson är nu på plats." "A professional is at the desk now." }
    GRACE "grace" { "Chat on sulkeutunut. Voimme vielä vastata sinulle 1 minuutin ajan. | Chat on sulkeutunut. Voimme vielä vastata sinulle {n} minuutin ajan." "Chatten har stängt. Vi kan ännu svara dig i 1 minut. | Chatten har stängt. Vi kan ännu svara dig i {n} minuter." "The chat has closed. We can still answer you for 1 minute. | The chat has closed. We can still answer you for {n} minutes." }
    LEAVE_QUEUE "leave_queue" { "Poistu jonosta" "Lämna kön" "Leave the queue" }
    LEAVE_QUEUE_SURE "leave_queue_sure" { "Haluatko varmasti poistua jonosta?" "Är du säker på att du vill lämna kön?" "Do you want to leave the queue?" }
    IN_QUEUE "in_queue" { "Odotat jonossa" "Du väntar i kön" "You are in the queue" }
    UNDER_WAY "under_way" { "Keskustelu kesken" "Samtalet pågår" "Conversation under way" }
    JOINED "joined" { "{name} liittyi keskusteluun" "{name} anslöt sig till samtalet" "{name} joined the conversation" }
    DEPARTED "departed" { "{name} poistui keskustelusta" "{name} lämnade samtalet" "{name} left the conversation" }
    DEPARTED_STAYS "departed_stays" { "{name} poistui keskustelusta. {other} jatkaa kanssasi." "{name} lämnade samtalet. {other} fortsätter med dig." "{name} left the conversation. {other} continues with you." }
    GOES_ON_WITH "goes_on_with" { "{name} jatkaa kanssasi." "{name} fortsätter med dig." "{name} continues with you." }
    TRANSFERRED "transferred" { "Siirsimme keskustelusi: {name}. Sinulle vastataan sieltä." "Vi flyttade ditt samtal: {name}. Du får svar därifrån." "We moved your conversation: {name}. They answer you from there." }
    TRANSFERRED_LEFT "transferred_left" { "Siirsimme viestisi: {name}. Saat vastauksen sieltä myöhemmin." "Vi flyttade ditt meddelande: {name}. Du får svaret därifrån senare." "We moved your message: {name}. The answer comes from there later." }
    REQUEUED "requeued" { "Odotat taas vuoroasi. Pääset jonon alkuun." "Du väntar igen på din tur. Du står först i kön." "You are waiting for your turn again. You are at the front of the queue." }
    LEFT_CHOSEN "left_chosen" { "Jätit yhteydenottopyynnön." "Du lämnade en kontaktbegäran." "You left a contact request." }
    LEFT_AWAY "left_away" { "Olit pitkään poissa jonosta. Viestisi on tallessa, ja vastaamme siihen myöhemmin." "Du var länge borta från kön. Ditt meddelande finns kvar, och vi svarar på det senare." "You were away from the queue for a long time. Your message is kept, and we answer it later." }
    LEFT_CLOSING "left_closing" { "Emme ehtineet vastata ennen sulkemista. Viestisi on tallessa, ja vastaamme siihen myöhemmin." "Vi hann inte svara innan chatten stängde. Ditt meddelande finns kvar, och vi svarar på det senare." "We could not answer before closing. Your message is kept, and we answer it later." }
    LEFT_PROMISED "left_promised" { "Sinulle vastataan tähän keskusteluun myöhemmin." "Du får svar i det här samtalet senare." "You get an answer in this conversation later." }
    LEFT_LATER "left_later" { "Keskustelu odottaa vastausta. Vastaamme myöhemmin." "Samtalet väntar på svar. Vi svarar senare." "The conversation waits for an answer. We answer later." }
    ANSWER_BY "answer_by" { "Vastaamme viimeistään {time}." "Vi svarar senast {time}." "We answer by {time}." }
    REMOVED "removed" { "Viesti on poistettu." "Meddelandet har tagits bort." "The message has been removed." }
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
    YOU_CAN_WRITE "you_can_write" { "Voit kirjoittaa. Viestisi lähtevät, kun yhteys palaa." "Du kan skriva. Dina meddelanden skickas när förbindelsen är tillbaka." "You can write. Your messages are sent when the connection is back." }
    CONNECTED_AGAIN "connected_again" { "Yhteys palautui" "Förbindelsen har återställts" "Connected again" }
    END "end" { "Lopeta keskustelu" "Avsluta samtalet" "End conversation" }
    END_SURE "end_sure" { "Haluatko varmasti lopettaa keskustelun?" "Är du säker på att du vill avsluta samtalet?" "Do you want to end the conversation?" }
    CONTINUE "continue" { "Jatka keskustelua" "Fortsätt samtalet" "Continue" }
    KEEP_WAITING "keep_waiting" { "Jatka odottamista" "Fortsätt vänta" "Keep waiting" }
    ENDING "ending" { "Lopetetaan…" "Avslutas…" "Ending…" }
    ENDS "ends" { "Keskustelu päättyy 1 minuutin kuluttua. | Keskustelu päättyy {n} minuutin kuluttua." "Samtalet avslutas om 1 minut. | Samtalet avslutas om {n} minuter." "The conversation ends in 1 minute. | The conversation ends in {n} minutes." }
    GOES_ON "goes_on" { "Keskustelu jatkuu." "Samtalet fortsätter." "The conversation continues." }
    ENDED "ended" { "Keskustelu on päättynyt." "Samtalet har avslutats." "The conversation has ended." }
    LEFT_QUEUE "left_queue" { "Poistuit jonosta." "Du har lämnat kön." "You left the queue." }
    ENDED_QUIET "ended_quiet" { "Keskustelu päättyi, koska kukaan ei kirjoittanut." "Samtalet avslutades eftersom ingen skrev." "The conversation ended because nobody wrote." }
    TALK_FILE "talk_file" { "keskustelu.txt" "samtal.txt" "conversation.txt" }
    DID_YOU_GET_HELP "did_you_get_help" { "Saitko apua?" "Fick du hjälp?" "Did you get help?" }
    HELPED_YES "helped_yes" { "Kyllä" "Ja" "Yes" }
    HELPED_PARTLY "helped_partly" { "Osittain" "Delvis" "Partly" }
    HELPED_NO "helped_no" { "En" "Nej" "No" }
    THANKS "thanks" { "Kiitos vastauksestasi. Voit muuttaa sitä." "Tack för ditt svar. Du kan ändra det." "Thank you for your answer. You can change it." }
    SAVE "save" { "Tallenna keskustelu" "Spara samtalet" "Save the conversation" }
    SAVE_SHORT "save_short" { "Tallenna" "Spara" "Save" }
    START_AGAIN "start_again" { "Aloita uusi keskustelu" "Starta ett nytt samtal" "Start a new conversation" }
    TEXT_GOES_ALONG "text_goes_along" { "Lähettämätön tekstisi on tallessa. Se siirtyy uuteen keskusteluun." "Din text som inte skickades finns kvar. Den följer med till ett nytt samtal." "Your unsent text is kept. It goes along to a new conversation." }
    CLOSE_MESSAGES "close_messages" { "Sulje viestit" "Stäng meddelandena" "Close the messages" }
    OTHER_WAYS "other_ways" { "Muut yhteystiedot" "Andra kontaktvägar" "Other ways to reach us" }
    CHOOSE_AREA "choose_area" { "Valitse puhelimessa alueesi numero." "Välj numret för ditt område i telefonen." "Choose the number of your area on the phone." }
    OPENS_NEXT "opens_next" { "Avautuu seuraavan kerran" "Öppnar nästa gång" "Opens next" }
    HOURS "hours" { "Aukioloajat" "Öppettider" "Opening hours" }
    TODAY "today" { "tänään" "i dag" "today" }
    EXCEPTIONS "exceptions" { "Poikkeavat aukioloajat" "Avvikande öppettider" "Exceptional hours" }
    BACK "back" { "Takaisin" "Tillbaka" "Back" }
    OPTIONAL "optional" { "Voit kertoa myös nämä. Ne eivät ole pakollisia." "Du kan också berätta det här. Det är frivilligt." "You may also tell us these. They are optional." }
    CONCERNS "concerns" { "Kenen asiasta on kyse?" "Vems ärende gäller det?" "Who is this about?" }
    ONESELF "oneself" { "Omasta" "Mitt eget" "Myself" }
    SOMEONE_CLOSE "someone_close" { "Läheisen" "En närståendes" "Someone close" }
    CLIENT "client" { "Asiakkaan" "En klients" "A client" }
    AREA "area" { "Alue" "Område" "Area" }
    TOPIC "topic" { "Aihe" "Ämne" "Topic" }
    NO_TOPIC "no_topic" { "En valitse" "Jag väljer inte" "I do not choose" }
    LEAVE_MESSAGE "leave_message" { "Jätä yhteydenottopyyntö" "Lämna en kontaktbegäran" "Leave a contact request" }
    IS_KEPT "is_kept" { "Kirjoittamasi viesti on tallessa. Kerro vielä, miten haluat vastauksen." "Det du har skrivit finns kvar. Berätta ännu hur du vill få svar." "What you wrote is kept. Say how you want the answer." }
    MESSAGE "message" { "Viesti" "Meddelande" "Message" }
    HOW_TO_ANSWER "how_to_answer" { "Miten haluat vastauksen?" "Hur vill du få svar?" "How do you want the answer?" }
    BY_CODE "by_code" { "Koodilla tässä chatissa" "Med en kod i den här chatten" "With a code in this chat" }
    BY_CODE_HINT "by_code_hint" { "Pysyt nimettömänä. Saat koodin, kun viesti on lähetetty." "Du är anonym. Du får koden när meddelandet har skickats." "You stay anonymous. You get the code when the message is sent." }
    BY_PHONE "by_phone" { "Puhelimella" "Per telefon" "By phone" }
    BY_EMAIL "by_email" { "Sähköpostilla" "Per e-post" "By e-mail" }
    BY_EMAIL_HINT "by_email_hint" { "Saat tiedon, kun vastaus odottaa. Luet sen koodilla." "Du får veta när svaret väntar. Du läser det med koden." "We tell you when the answer waits. You read it with the code." }
    PHONE "phone" { "Puhelinnumero" "Telefonnummer" "Phone number" }
    IS_IT_SAFE "is_it_safe" { "Voiko sinulle soittaa turvallisesti?" "Är det tryggt att ringa dig?" "Is it safe to call you?" }
    SAFE_YES "safe_yes" { "Kyllä" "Ja" "Yes" }
    SAFE_NO "safe_no" { "Ei. Älkää soittako: luen vastauksen koodilla." "Nej. Ring inte: jag läser svaret med koden." "No. Do not call: I read the answer with the code." }
    EMAIL "email" { "Sähköpostiosoite" "E-postadress" "E-mail address" }
    REQUEST_SENT "request_sent" { "Yhteydenottopyyntö on lähetetty" "Kontaktbegäran har skickats" "The contact request has been sent" }
    YOUR_CODE "your_code" { "Koodisi" "Din kod" "Your code" }
    KEEP_CODE "keep_code" { "Ota koodi talteen: sillä voit lukea vastauksen. Koodia ei näytetä uudelleen, kun jatkat." "Spara koden: med den kan du läsa svaret. Koden visas inte igen när du går vidare." "Keep the code: you can read the answer with it. It is not shown again when you go on." }
    SHARED_DEVICE "shared_device" { "Jos muut käyttävät tätä laitetta, sulje lopuksi tämä välilehti." "Om andra använder den här enheten, stäng den här fliken till slut." "If others use this device, close this tab when you are done." }
    READ_AT "read_at" { "Lue vastaus tässä chatissa tai osoitteessa {address}" "Läs svaret i den här chatten eller på adressen {address}" "Read the answer in this chat or at {address}" }
    COPY "copy" { "Kopioi" "Kopiera" "Copy" }
    COPIED "copied" { "Koodi on kopioitu." "Koden har kopierats." "The code has been copied." }
    COPIED_NOW "copied_now" { "Kopioitu" "Kopierad" "Copied" }
    NOT_COPIED "not_copied" { "Koodia ei voitu kopioida. Kirjoita se muistiin." "Koden kunde inte kopieras. Skriv upp den." "The code could not be copied. Write it down." }
    PRINT "print" { "Tulosta" "Skriv ut" "Print" }
    REFERENCE "reference" { "Viitenumero {n}" "Referensnummer {n}" "Reference number {n}" }
    REFERENCE_HINT "reference_hint" { "Voit sanoa sen puhelimessa. Sillä ei voi lukea viestejä." "Du kan säga det i telefon. Med det kan man inte läsa meddelanden." "You can say it on the phone. You cannot read messages with it." }
    NO_CALL "no_call" { "Emme soita sinulle." "Vi ringer inte dig." "We do not call you." }
    WILL_CALL "will_call" { "Soitamme numeroon, jonka annoit." "Vi ringer numret som du gav." "We call the number that you gave." }
    WILL_MAIL "will_mail" { "Saat sähköpostia, kun vastaus odottaa." "Du får e-post när svaret väntar." "You get an e-mail when the answer waits." }
    ANSWERED "answered" { "Sinulle on vastattu." "Du har fått svar." "You have an answer." }
    WRITE_MORE "write_more" { "Kirjoita lisää" "Skriv mer" "Write more" }
    TAKE_CODE "take_code" { "Ota koodi vastausta varten" "Ta en kod för svaret" "Take a code for the answer" }
    GET_CODE "get_code" { "Ota koodi" "Ta en kod" "Take a code" }
    NO_CODE_YET "no_code_yet" { "Ilman koodia näet vastauksen vain tässä välilehdessä." "Utan kod ser du svaret bara i den här fliken." "Without a code you see the answer only in this tab." }
    READ_WITH_CODE "read_with_code" { "Lue vastaus koodilla" "Läs svaret med koden" "Read the answer with the code" }
    CODE "code" { "Koodi" "Kod" "Code" }
    CODE_HINT "code_hint" { "16 merkkiä. Isot ja pienet kirjaimet käyvät." "16 tecken. Stora och små bokstäver går bra." "16 characters. Capital and small letters both work." }
    READ_ANSWER "read_answer" { "Lue vastaus" "Läs svaret" "Read the answer" }
    TELEPHONE "telephone" { "Puhelin" "Telefon" "Telephone" }
    TROUBLE "trouble" { "Chat ei juuri nyt toimi. Voit ottaa yhteyttä muulla tavalla." "Chatten fungerar inte just nu. Du kan kontakta oss på annat sätt." "The chat is not working just now. You can reach us in another way." }
    YOUR_TEXT "your_text" { "Kirjoittamasi teksti" "Texten du skrev" "The text you wrote" }
    HETU_SEEN "hetu_seen" { "Viestissäsi näyttää olevan henkilötunnus. Poista se ennen lähettämistä." "Ditt meddelande verkar innehålla en personbeteckning. Ta bort den innan du skickar." "Your message seems to contain a personal identity code. Remove it before sending." }
    TAKE_OUT_HETU "take_out_hetu" { "Poista henkilötunnus" "Ta bort personbeteckningen" "Remove the identity code" }
    SEND_ANYWAY "send_anyway" { "Lähetä silti" "Skicka ändå" "Send anyway" }
    HETU_TAKEN_OUT "hetu_taken_out" { "Henkilötunnus on poistettu viestistä." "Personbeteckningen har tagits bort ur meddelandet." "The identity code has been removed from the message." }
    TEXT_EMPTY "text_empty" { "Kirjoita ensin viesti." "Skriv först ett meddelande." "Write a message first." }
    TEXT_TOO_LONG "text_too_long" { "Viesti on liian pitkä. Lyhennä sitä {n} merkillä." "Meddelandet är för långt. Förkorta det med {n} tecken." "The message is too long. Shorten it by {n} characters." }
    TOO_MANY_MESSAGES "too_many_messages" { "Lähetit monta viestiä peräkkäin. Odota hetki ja yritä uudelleen." "Du skickade många meddelanden i följd. Vänta en stund och försök igen." "You sent many messages in a row. Wait a moment and try again." }
    BUSY "busy" { "Chat on ruuhkautunut. Yritä myöhemmin uudelleen tai soita." "Det är många i kö. Försök igen senare eller ring." "The chat is busy. Try again later or call." }
    BLOCKED "blocked" { "Tästä verkosta ei juuri nyt voi aloittaa chattia. Soita {telephone} tai yritä myöhemmin." "Chatten kan inte startas från det här nätverket just nu. Ring {telephone} eller försök senare." "The chat cannot be started from this network just now. Call {telephone} or try again later." }
    QUEUE_FULL "queue_full" { "Chat on ruuhkautunut. Yritä myöhemmin uudelleen tai jätä yhteydenottopyyntö." "Det är många i kö. Försök igen senare eller lämna en kontaktbegäran." "The chat is busy. Try again later or leave a contact request." }
    NOW_CLOSED "now_closed" { "Chat on juuri suljettu. Tekstisi on tallessa, ja voit lähettää sen yhteydenottopyyntönä." "Chatten har just stängt. Din text finns kvar, och du kan skicka den som en kontaktbegäran." "The chat has just closed. Your text is kept, and you can send it as a contact request." }
    PHONE_EMPTY "phone_empty" { "Kirjoita puhelinnumero." "Skriv telefonnumret." "Write the phone number." }
    CHECK_PHONE "check_phone" { "Tarkista puhelinnumero." "Kontrollera telefonnumret." "Check the phone number." }
    CHECK_EMAIL "check_email" { "Tarkista sähköpostiosoite." "Kontrollera e-postadressen." "Check the e-mail address." }
    SAY_WHETHER_SAFE "say_whether_safe" { "Valitse, voiko sinulle soittaa." "Välj om vi kan ringa dig." "Choose whether we can call you." }
    WRONG_CODE "wrong_code" { "Koodilla ei löytynyt keskustelua. Tarkista koodi ja yritä uudelleen." "Inget samtal hittades med koden. Kontrollera koden och försök igen." "No conversation was found with the code. Check the code and try again." }
    CODE_LENGTH "code_length" { "Koodissa on 16 merkkiä. Tarkista koodi." "Koden har 16 tecken. Kontrollera koden." "The code has 16 characters. Check the code." }
    TOO_MANY_ATTEMPTS "too_many_attempts" { "Yritit monta kertaa. Odota hetki ja yritä uudelleen." "Du försökte många gånger. Vänta en stund och försök igen." "You tried many times. Wait a moment and try again." }
    NOT_STORED "not_stored" { "Viestiä ei voitu tallentaa. Yritä hetken päästä uudelleen." "Meddelandet kunde inte sparas. Försök igen om en stund." "The message could not be saved. Try again in a moment." }
    IS_ENDED "is_ended" { "Keskustelu on jo päättynyt, joten viestiä ei lähetetty." "Samtalet har redan avslutats, så meddelandet skickades inte." "The conversation has already ended, so the message was not sent." }
    AT_TIME "at_time" { "klo {time}" "kl. {time}" "{time}" }
    HETU "hetu" { "Viestissäsi näyttää olevan henkilötunnus. Poista se ennen lähettämistä." "Ditt meddelande verkar innehålla en personbeteckning. Ta bort den innan du skickar." "Your message seems to contain a personal identity code. Remove it before sending." }
    HETU_OUT "hetu_out" { "Poista henkilötunnus" "Ta bort personbeteckningen" "Remove the code" }
    HETU_ANYWAY "hetu_anyway" { "Lähetä silti" "Skicka ändå" "Send anyway" }
    ASKS "asks" { "Ammattilainen pyytää sinua tunnistautumaan." "Yrkespersonen ber att du identifierar dig." "The professional asks you to identify yourself." }
    ASKS_NAMED "asks_named" { "{name} pyytää sinua tunnistautumaan." "{name} ber att du identifierar dig." "{name} asks you to identify yourself." }
    WHY_ASKED "why_asked" { "Miksi" "Varför" "Why" }
    SEES "sees" { "Ammattilainen näkee nämä tiedot: nimi, tunnistautumisen tapa ja aika sekä henkilötunnus, jos tunnistuspalvelu kertoo sen." "Yrkespersonen ser dessa uppgifter: namn, sätt och tid för identifieringen samt personbeteckning, om identifieringstjänsten uppger den." "The professional will see: name, method and time of identification, and personal identity code if the identification service gives it." }
    VOLUNTARY "voluntary" { "Tunnistautuminen on vapaaehtoista. Voit jatkaa myös nimettömästi. Silloin saat yleistä neuvontaa." "Det är frivilligt att identifiera sig. Du kan också fortsätta anonymt. Då får du allmän rådgivning." "Identification is voluntary. You can also continue anonymously. Then you get general advice." }
    IDENTIFY_BY "identify_by" { "Tunnistaudu pankkitunnuksilla tai mobiilivarmenteella." "Identifieringen sker med nätbankskoder eller mobilcertifikat." "Use online banking codes or a mobile certificate." }
    ONLY_IF_YOU "only_if_you" { "Tunnistaudu vain, jos aloitit itse tämän keskustelun." "Identifiera dig bara om du själv har startat det här samtalet." "Identify yourself only if you started this conversation yourself." }
    IDENTIFY "identify" { "Tunnistaudu" "Identifiera dig" "Identify yourself" }
    IDENTIFYING "identifying" { "Siirrytään tunnistautumaan…" "Går till identifieringen…" "Going to identification…" }
    DECLINE "decline" { "En halua tunnistautua" "Jag vill inte identifiera mig" "I do not want to identify myself" }
    DECLINED "declined" { "Valitsit, että et tunnistaudu. Voit jatkaa nimettömästi." "Du valde att inte identifiera dig. Du kan fortsätta anonymt." "You chose not to identify yourself. You can continue anonymously." }
    IDENTIFIED "identified" { "Olet tunnistautunut. Voit jatkaa keskustelua." "Du har identifierat dig. Du kan fortsätta samtalet." "You have been identified. You can continue the conversation." }
    FAILED "failed" { "Tunnistautuminen ei onnistunut. Yritä uudelleen tai jatka nimettömästi." "Identifieringen misslyckades. Försök igen eller fortsätt anonymt." "Identification failed. Try again or continue anonymously." }
    CANCELLED "cancelled" { "Tunnistautuminen keskeytettiin. Voit jatkaa nimettömästi." "Identifieringen avbröts. Du kan fortsätta anonymt." "Identification was cancelled. You can continue anonymously." }
    UNAVAILABLE "unavailable" { "Tunnistuspalvelu ei juuri nyt vastaa. Yritä myöhemmin uudelleen tai jatka nimettömästi." "Identifieringstjänsten svarar inte just nu. Försök igen senare eller fortsätt anonymt." "The identification service is not answering just now. Try again later or continue anonymously." }
    ELSEWHERE "elsewhere" { "Tunnistautuminen ei palannut tähän keskusteluun tai kesti liian kauan. Voit yrittää uudelleen tai jatkaa nimettömästi." "Identifieringen kom inte tillbaka till det här samtalet eller tog för lång tid. Du kan försöka igen eller fortsätta anonymt." "The identification did not come back to this conversation, or took too long. You can try again or continue anonymously." }
    WRONG_RESULT "wrong_result" { "Tunnistautuminen ei palannut siihen keskusteluun, josta se alkoi. Sinua ei tunnistettu. Voit jatkaa nimettömästi." "Identifieringen kom inte tillbaka till det samtal där den började. Du identifierades inte. Du kan fortsätta anonymt." "The identification did not come back to the conversation where it began. You were not identified. You can continue anonymously." }
    STRAY_RESULT "stray_result" { "Sinua ei tunnistettu tässä välilehdessä. Emme kertoneet kenellekään, kuka olet. Jos aloitit tunnistautumisen toisessa välilehdessä, palaa siihen ja yritä uudelleen." "Du identifierades inte i den här fliken. Vi berättade inte för någon vem du är. Om du började identifieringen i en annan flik, gå tillbaka dit och försök igen." "You were not identified in this tab. We told nobody who you are. If you began to identify yourself in another tab, go back there and try again." }
    NO_IDENTIFICATION "no_identification" { "Juuri nyt et voi tunnistautua täällä. Voit jatkaa nimettömästi." "Just nu kan du inte identifiera dig här. Du kan fortsätta anonymt." "You cannot identify yourself here just now. You can continue anonymously." }
    NOT_BEGUN "not_begun" { "Tunnistautumista ei voitu aloittaa. Yritä uudelleen." "Identifieringen kunde inte börja. Försök igen." "Identification could not begin. Try again." }
    REQUEST_GONE "request_gone" { "Tunnistautumispyyntö ei ole enää voimassa." "Begäran om identifiering gäller inte längre." "The request to identify is no longer valid." }
    CARD_NEWER "card_newer" { "Tunnistautumista pyydettiin myöhemmin uudelleen." "Identifieringen begärdes senare på nytt." "Identification was asked for again later." }
    CARD_ENDED "card_ended" { "Keskustelu päättyi ennen tunnistautumista." "Samtalet avslutades före identifieringen." "The conversation ended before identification." }
    IDENTIFIED_HERE "identified_here" { "Tästä alkaen olet tunnistautunut." "Från och med nu är du identifierad." "You are identified from here on." }
    COME_BACK "come_back" { "Pääset takaisin tähän keskusteluun tunnistautumalla uudelleen." "Du kommer tillbaka till samtalet genom att identifiera dig på nytt." "You can come back to this conversation by identifying yourself again." }
    ONLY_HERE "only_here" { "Näet keskustelun vain tässä välilehdessä, joten pidä se auki. Jos suljet sen, ota yhteyttä uudelleen." "Du ser samtalet bara i den här fliken, så håll den öppen. Om du stänger den, kontakta oss på nytt." "You see the conversation only in this tab, so keep it open. If you close it, contact us again." }
    CODE_DEAD "code_dead" { "Koodisi ei enää toimi." "Din kod fungerar inte längre." "Your code no longer works." }
    CODE_STOPS "code_stops" { "Kun olet tunnistautunut, koodisi ei enää toimi." "När du har identifierat dig fungerar din kod inte längre." "Once you are identified, your code no longer works." }
    IDENTITY_FORGOTTEN "identity_forgotten" { "Tunnistautumisesi tiedot on poistettu. Keskustelu on taas nimetön." "Uppgifterna om din identifiering har tagits bort. Samtalet är anonymt igen." "Your identification data has been removed. The conversation is anonymous again." }
    IDENTIFIED_MARK "identified_mark" { "Olet tunnistautunut" "Du är identifierad" "You are identified" }
    IDENTIFY_FIRST "identify_first" { "Tunnistaudu ensin" "Identifiera dig först" "Identify yourself first" }
    NOTHING_SENSITIVE "nothing_sensitive" { "Älä kerro arkaluonteisia tietoja ennen kuin olet tunnistautunut." "Ange inte känsliga uppgifter förrän du har identifierat dig." "Do not share sensitive information before you have identified yourself." }
    EARLIER "earlier" { "Aiemmat keskustelusi" "Dina tidigare samtal" "Your earlier conversations" }
    KEEP_A_CODE "keep_a_code" { "Tallenna koodi, jolla voit palata" "Spara en kod att komma tillbaka med" "Save a code to come back with" }
    CODE_READY "code_ready" { "Sait koodin" "Du fick en kod" "You have a code" }
    CODE_KEPT "code_kept" { "Pääset koodilla takaisin tähän keskusteluun." "Med koden kommer du tillbaka till det här samtalet." "With the code you can come back to this conversation." }
    CODE_NOT_KEPT "code_not_kept" { "Koodia ei voitu tallentaa. Yritä uudelleen." "Koden kunde inte sparas. Försök igen." "The code could not be saved. Try again." }
    HERE_IDENTIFIED "here_identified" { "Tässä chatissa, tunnistautuneena" "Här i chatten, som identifierad" "Here in the chat, identified" }
    READ_IDENTIFIED "read_identified" { "Luet vastauksen tunnistautumalla uudelleen. Et tarvitse koodia." "Du läser svaret genom att identifiera dig på nytt. Du behöver ingen kod." "You read the answer by identifying yourself again. You do not need a code." }
    READ_BY_IDENTIFYING "read_by_identifying" { "Lue vastaus tunnistautumalla" "Läs svaret genom att identifiera dig" "Read the answer by identifying yourself" }
    CODE_IS_DEAD "code_is_dead" { "Jos olet tunnistautunut keskustelussa, sen koodi ei enää toimi. Lue silloin vastaus tunnistautumalla uudelleen." "Om du har identifierat dig i samtalet fungerar koden inte längre. Läs då svaret genom att identifiera dig på nytt." "If you identified yourself in the conversation, its code no longer works. Then read the answer by identifying yourself again." }
    NOTHING_FOUND "nothing_found" { "Emme löytäneet keskustelua, jossa olet tunnistautunut. Jos sinulla on koodi, lue vastaus sillä. Voit myös ottaa yhteyttä uudelleen." "Vi hittade inget samtal där du har identifierat dig. Om du har en kod, läs svaret med den. Du kan också kontakta oss på nytt." "We found no conversation in which you identified yourself. If you have a code, read the answer with it. You can also contact us again." }
    LANGUAGE "language" { "Kieli" "Språk" "Language" }
    QUICK_EXIT "quick_exit" { "Poistu sivulta nopeasti" "Lämna sidan snabbt" "Leave this page quickly" }
}
